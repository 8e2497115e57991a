"""Dewi on her way to an account, one action after the other, as her phone does it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts.ports import Channel
from tatadesa.offices.models import Office
from tatadesa.registrations.actions.add_photo import add_photo
from tatadesa.registrations.actions.begin import begin
from tatadesa.registrations.actions.confirm_contact import confirm_contact
from tatadesa.registrations.actions.confirm_data import confirm_data
from tatadesa.registrations.actions.read_card import read_card
from tatadesa.registrations.actions.send_contact_code import send_contact_code
from tatadesa.registrations.actions.set_pin import set_pin
from tatadesa.registrations.models import Registration
from tatadesa.registrations.ports import CardReading
from tests.mailbox import Mailbox
from tests.registrations.waiting import PIN, picture

ADDRESS = "192.0.2.7"
PHONE = "6281200009017"
DEWI = {
    "nik": "3302075703929017",
    "name": "Dewi Kartika",
    "birth_place": "Banyumas",
    "birth_date": "17-03-1992",
    "sex": "2",
    "address": "Jl. Kenanga 5",
    "rt": "2",
    "rw": "1",
}


class Reader:
    """Reads every card as the test says."""

    def __init__(self, doubtful: tuple[str, ...] = (), **fields: str) -> None:
        fields = {"nik": DEWI["nik"], "name": "DEWI KARTIKA", **fields}
        self.reading = CardReading(fields=fields, doubtful=doubtful, seconds=0.1)

    def read(self, jpeg: bytes) -> CardReading:
        return self.reading


def card(name: str = "ktp.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """The photo as a phone sends it."""
    return SimpleUploadedFile(name, picture() if content is None else content, content_type="image/jpeg")


def begun(office: Office) -> Registration:
    """A registration somebody has agreed to."""
    return begin(office, "2026-11", ADDRESS)


def with_photo(office: Office, reader: Reader | None = None) -> Registration:
    """Photo sent; read at once where there is a reader."""
    registration = add_photo(begun(office).pk, card(), address=ADDRESS)
    if reader is not None:
        read_card(registration.pk, reader, is_last_try=True)
        registration.refresh_from_db()
    return registration


def with_contact(registration_id: UUID, phone: str = PHONE) -> None:
    """The number confirmed by its code."""
    send_contact_code(registration_id, Channel.WHATSAPP, phone, client=ADDRESS)
    confirm_contact(registration_id, Mailbox().last_code(phone))


def complete(office: Office, *, reader: Reader | None = None, contact: bool = True, **data: Any) -> Registration:
    """Everything but the sending. Without ``reader`` the card says what Dewi says."""
    typed = {**DEWI, **data}
    registration = with_photo(office, reader or Reader(nik=typed["nik"]))
    confirm_data(registration.pk, typed)
    if contact:
        with_contact(registration.pk)
    return set_pin(registration.pk, PIN)
