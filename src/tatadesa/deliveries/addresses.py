"""Where a letter goes: a small form of our own field kinds, and the places couriers are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from markupsafe import Markup

from tatadesa.applications.models import Application
from tatadesa.core.clock import office_today
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.ports import Place
from tatadesa.forms import cleaning, reading, rendering, rules
from tatadesa.forms.context import FormContext
from tatadesa.forms.prefill import prefill
from tatadesa.offices.models import Office
from tatadesa.regions.lookups import RegionTree
from tatadesa.residents.queries import place_of

NAME, PHONE, ADDRESS = "penerima", "telepon_penerima", "alamat_kirim"
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
    application: Application, raw: Mapping[str, Any] | None = None, errors: Mapping[str, str] = {}, parts: Any = None
) -> list[rendering.FieldView]:
    """The form with what was chosen before, else with the register's address; or ``raw`` as typed with ``errors``."""
    values = kept(application) if raw is None else raw
    context = _context(application)
    known = _first(application)
    return rendering.fields(FORM, values, errors, known, context, parts=parts)


def browser_rules(application: Application) -> Markup:
    """What the browser needs to check the form as the server does."""
    return rules.as_json(rules.definition(FORM, kept(application), _context(application)))


def read(post: QueryDict) -> dict[str, Any]:
    """The form as typed, out of a POST that also carries other things."""
    own = post.copy()
    for name in list(own):
        if name.split("__")[0] not in _OWN_NAMES and name != "aksi":
            del own[name]
    return dict(reading.read_post(FORM, own))


def check(application: Application, raw: Mapping[str, Any]) -> cleaning.Cleaned:
    """Clean what was typed."""
    return cleaning.clean(FORM, raw, _context(application))


def begun(application: Application) -> dict[str, Any]:
    """What the form holds when nobody has touched it: an answer chosen before, or the register's."""
    return {**_first(application), **kept(application)}


def kept(application: Application) -> dict[str, Any]:
    """What was chosen before, as answers of the form; empty when nothing was."""
    choice = DeliveryChoice.objects.filter(application=application).first()
    if choice is None or not choice.address:
        return {}
    return {NAME: choice.receiver_name, PHONE: choice.receiver_phone, ADDRESS: choice.address}


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


def _first(application: Application) -> dict[str, Any]:
    """The register's address; where it knows no number, that of the account which owns the application."""
    known = prefill(FORM, application.register_data, office_today(application.office.timezone))
    if PHONE not in known and application.citizen is not None:
        phone = application.citizen.citizen.phone
        if phone:
            known[PHONE] = phone
    return known


def _context(application: Application) -> FormContext:
    return FormContext(
        today=office_today(application.office.timezone), register=application.register_data, regions=RegionTree()
    )
