"""Where a letter goes: a small form of our own field kinds, and the places couriers are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from markupsafe import Markup

from tatadesa.core.clock import office_today
from tatadesa.deliveries.addressee import ADDRESS, NAME, PHONE, Addressee
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.ports import Place
from tatadesa.forms import cleaning, reading, rendering, rules
from tatadesa.forms.context import FormContext
from tatadesa.forms.prefill import prefill
from tatadesa.offices.models import Office
from tatadesa.regions.lookups import RegionTree
from tatadesa.residents.queries import place_of

__all__ = [
    "ADDRESS",
    "NAME",
    "PHONE",
    "begun",
    "browser_rules",
    "check",
    "fields",
    "postcode",
    "read",
    "receiver",
    "sender",
]

FORM: dict[str, Any] = {
    "fields": [
        {
            "id": NAME,
            "kind": "short_text",
            "label": "Nama penerima",
            "required": True,
            "max_length": 60,
            "prefill": "penduduk.nama",
            "autocomplete": "name",
        },
        {
            "id": PHONE,
            "kind": "phone",
            "label": "Nomor HP penerima",
            "required": True,
            "prefill": "penduduk.telepon",
            "help": "Tukang pos menelepon nomor ini kalau rumah tidak ketemu.",
        },
        {
            "id": ADDRESS,
            "kind": "address",
            "label": "Alamat tujuan",
            "required": True,
            "postcode": "required",
            "prefill": "penduduk.tempat_tinggal",
        },
    ]
}
_OWN_NAMES = {field["id"] for field in FORM["fields"]}


def fields(
    addressee: Addressee, raw: Mapping[str, Any] | None = None, errors: Mapping[str, str] = {}, parts: Any = None
) -> list[rendering.FieldView]:
    """The form with what was chosen before, else with the register's address; or ``raw`` as typed with ``errors``."""
    values = addressee.kept if raw is None else raw
    return rendering.fields(FORM, values, errors, _first(addressee), _context(addressee), parts=parts)


def browser_rules(addressee: Addressee) -> Markup:
    """What the browser needs to check the form as the server does."""
    return rules.as_json(rules.definition(FORM, dict(addressee.kept), _context(addressee)))


def read(post: QueryDict) -> dict[str, Any]:
    """The form as typed, out of a POST that also carries other things."""
    own = post.copy()
    for name in list(own):
        if name.split("__")[0] not in _OWN_NAMES and name != "aksi":
            del own[name]
    return dict(reading.read_post(FORM, own))


def check(addressee: Addressee, raw: Mapping[str, Any]) -> cleaning.Cleaned:
    """Clean what was typed."""
    return cleaning.clean(FORM, raw, _context(addressee))


def begun(addressee: Addressee) -> dict[str, Any]:
    """What the form holds when nobody has touched it: an answer chosen before, or the register's."""
    return {**_first(addressee), **addressee.kept}


def postcode(address: Mapping[str, Any]) -> str:
    """Of an answer of the field kind address; empty where it has none."""
    return str(address.get("kode_pos") or "")


def receiver(choice: DeliveryChoice) -> Place:
    """Whom the courier is told."""
    address: Mapping[str, str] = choice.address
    block = "/".join(f"{name.upper()} {address[name]}" for name in ("rt", "rw") if address.get(name))
    return Place(
        name=choice.receiver_name,
        phone=choice.receiver_phone,
        street=", ".join(part for part in (address.get("jalan", ""), block) if part),
        village=address.get("desa", ""),
        district=address.get("kecamatan", ""),
        city=address.get("kota", ""),
        province=address.get("provinsi", ""),
        postcode=address.get("kode_pos", ""),
    )


def sender(office: Office) -> Place:
    """The office as sender. One query."""
    place = place_of(office)
    return Place(
        name=f"Kantor {office.full_name}",
        phone=office.phone,
        street=office.address,
        village=office.name,
        district=place["wilayah.kecamatan"],
        city=place["wilayah.kabupaten"],
        province=place["wilayah.provinsi"],
        postcode=office.postcode,
    )


def _first(addressee: Addressee) -> dict[str, Any]:
    """The register's address; where it knows no number, that of the account."""
    known = prefill(FORM, addressee.register, office_today(addressee.office.timezone))
    if addressee.phone:
        known.setdefault(PHONE, addressee.phone)
    return known


def _context(addressee: Addressee) -> FormContext:
    return FormContext(today=office_today(addressee.office.timezone), register=addressee.register, regions=RegionTree())
