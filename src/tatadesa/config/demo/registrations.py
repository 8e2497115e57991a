"""Registrations that lie before the officers of the home village, sent through the actions that people's taps call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core.clock import now
from tatadesa.gateways.ktp_reader.specimen.draw import draw
from tatadesa.offices.models import Office
from tatadesa.regions.queries import path
from tatadesa.registrations.actions.add_photo import add_photo
from tatadesa.registrations.actions.ask_again import ask_again
from tatadesa.registrations.actions.begin import begin
from tatadesa.registrations.actions.confirm_data import confirm_data
from tatadesa.registrations.actions.read_card import read_card
from tatadesa.registrations.actions.send import send
from tatadesa.registrations.actions.set_pin import set_pin
from tatadesa.registrations.models import Registration
from tatadesa.registrations.ports import CardReading
from tatadesa.residents import codes
from tatadesa.residents.models import Resident

_PIN = "527194"
_ADDRESS = "demo"
_CONSENT = "demo"
# Zeros stand where an operator's block of numbers would: nobody is called by mistake.
_PHONE = "62812000020{}"
# A stranger with a NIK of another district; its serial is one that no real register reaches.
_STRANGER = {
    "nik": "3301114807939012",
    "name": "LESTARI WULANDARI",
    "birth_place": "CILACAP",
    "birth_date": "1993-07-08",
    "sex": "2",
    "address": "Jl. Pemuda 14",
    "rt": "004",
    "rw": "001",
}


@dataclass(frozen=True)
class _Case:
    """Somebody who registers: the card, and what they type otherwise."""

    card: dict[str, str]
    typed: dict[str, str] = field(default_factory=dict)


def send_sample_registrations(office: Office, operator: StaffMember, citizen: Account) -> None:
    """Six of them: the same as the register, an old spelling, another birth date, not in the register, somebody who
    has an account (``citizen``), and one whose photo has been asked for again.
    """
    people = _people_without_account(office)
    exact, asked = next(people), next(people)
    other_day = next(people)
    old_spelling = next(one for one in people if "U" in one.name.split()[0])
    cases = [
        _Case(_card(exact)),
        _Case({**_card(old_spelling), "name": old_spelling.name.replace("U", "OE")}),
        _Case({**_card(other_day), "birth_date": _day_after(other_day.birth_date)}),
        _Case(_STRANGER),
        _Case(_card(citizen.resident)),
        _Case(_card(asked), typed={"name": asked.name.split()[0]}),
    ]
    made = [_send(office, number, case) for number, case in enumerate(cases, start=1)]
    seen = Registration.objects.get(pk=made[-1]).edition
    ask_again(operator, made[-1], seen=seen, fields=["photo", "name"], message="Bagian bawah KTP tidak terlihat.")


class _Printed:
    """Knows the card, as it has just been drawn: loading the demo need not wait for a reader."""

    def __init__(self, card: dict[str, str]) -> None:
        self._card = card

    def read(self, jpeg: bytes) -> CardReading:
        return CardReading(fields=self._card, doubtful=(), seconds=0.0)


def _send(office: Office, number: int, case: _Case) -> UUID:
    key = begin(office, _CONSENT, _ADDRESS).pk
    photo = SimpleUploadedFile("ktp.jpg", draw({**_around(office), **case.card}, number, width=1200), "image/jpeg")
    add_photo(key, photo, address=_ADDRESS)
    read_card(key, _Printed(case.card), is_last_try=True)
    born = date.fromisoformat(case.card["birth_date"])
    confirm_data(key, {**case.card, "birth_date": f"{born:%d-%m-%Y}", **case.typed})
    # No code can come back from a telephone that does not exist.
    Registration.objects.filter(pk=key).update(phone=_PHONE.format(number), contact_confirmed_at=now())
    set_pin(key, _PIN)
    send(key)
    return key


def _people_without_account(office: Office) -> Iterator[Resident]:
    """Grown-ups of the register whom no other part of the demo uses, the same ones in every installation."""
    rows = Resident.objects.select_related("family").filter(office=office, account=None, base_status=codes.ALIVE)
    grown = rows.filter(birth_date__range=(date(1965, 1, 1), date(2002, 12, 31)), phone="")
    return iter(grown.order_by("nik")[40:160])


def _card(resident: Resident) -> dict[str, str]:
    return {
        "nik": resident.nik,
        "name": resident.name,
        "birth_place": resident.birth_place,
        "birth_date": resident.birth_date.isoformat(),
        "sex": str(resident.sex),
        "address": resident.family.address,
        "rt": resident.family.rt,
        "rw": resident.family.rw,
    }


def _around(office: Office) -> dict[str, str]:
    """What the cards of a village have in common."""
    province, regency, district = [region.name.upper() for region in path(office.region_id)][:3]
    return {
        "province": province,
        "regency": regency,
        "village": office.name.upper(),
        "district": district,
        "blood_type": "-",
        "religion": "ISLAM",
        "marital_status": "KAWIN",
        "occupation": "WIRASWASTA",
        "citizenship": "WNI",
        "valid_until": "SEUMUR HIDUP",
    }


def _day_after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()
