"""Agencies that the tests ask: a Polsek with an officer, a Puskesmas that has no account."""

from __future__ import annotations

from typing import Any

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.ask_opinion import ask_opinion
from tatadesa.applications.actions.hand_over import hand_over
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import AgencyContact, Application, Referral
from tatadesa.applications.referral_form import Asked
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.offices.models import Office
from tests.people import PASSWORD, World, publish_service, sent

WORKFLOW = [
    {"key": "verifikasi", "label": "Pemeriksaan berkas", "kind": "verify", "roles": ["operator", "kasi"]},
    {"key": "penerbitan", "label": "Penerbitan surat", "kind": "issue", "roles": ["kades", "sekdes"]},
]


def polsek(region: str = "33.02.07", name: str = "Polsek Uji", code: str = "polsek-uji") -> StaffMember:
    """An officer of a Polsek there."""
    office = Office.objects.create(
        code=code, kind=Office.Kind.POLSEK, name=name, region_id=region, address="Jl. Raya 10", number_code="POL"
    )
    return create_staff_member(office, code, PASSWORD, "Yudi Setiawan", "Petugas Intelkam", ["agency_officer"])


def puskesmas(world: World, **changes: Any) -> AgencyContact:
    """A contact of Karangsari, reached by WhatsApp and e-mail."""
    fields = {"kind": "puskesmas", "name": "Puskesmas Uji", "email": "pkm@contoh.id", "phone": "6281234567890"}
    return AgencyContact.objects.create(office=world.karangsari, **{**fields, **changes})


def form(target: str, **changes: Any) -> Asked:
    """A filled-in form."""
    return Asked(**{"target": target, "question": "Apakah acara ini aman?", "days": "3", **changes})


def to_office(staff: StaffMember) -> str:
    """How the form names an officer's office."""
    return f"kantor:{staff.office_id}"


def to_contact(contact: AgencyContact) -> str:
    """How the form names a contact."""
    return f"kontak:{contact.pk}"


def taken(world: World) -> Application:
    """Siti's request in the operator's hands."""
    return take(world.operator, sent(world.siti, world.version).number)


def asked(world: World, target: str, application: Application | None = None, **changes: Any) -> Referral:
    """A question of the operator about Siti's request (or another one) that shares nothing unless told."""
    application = application or taken(world)
    return ask_opinion(world.operator, application.number, form(target, **changes), seen=application.event_count)


def handed_over(world: World, target: str) -> Referral:
    """The same as a hand-over."""
    application = taken(world)
    return hand_over(world.operator, application.number, form(target), seen=application.event_count)


def asking_version(world: World, *asks: dict[str, Any]) -> ServiceVersion:
    """A service whose first step asks by itself."""
    steps = [{**WORKFLOW[0], "ask": list(asks)}, WORKFLOW[1]]
    return publish_service(world.karangsari, "izin-uji", workflow=steps)


def request_of(world: World, account: Account, version: ServiceVersion, **changes: Any) -> Application:
    """A request of ``account`` for ``version``, in the operator's hands."""
    return take(world.operator, sent(account, version, **changes).number)
