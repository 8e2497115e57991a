"""Whom an application can be referred to: another office here, a contact without account, a role of the own office."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Length

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.applications.models import AgencyContact, Application
from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office

ROLES = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES)
"""Those of the own office that read every request, and so can say something about one."""


@dataclass(frozen=True)
class Target:
    """One of the three; ``label`` is whom people read."""

    label: str
    office: Office | None = None
    contact: AgencyContact | None = None
    role: str = ""

    @property
    def key(self) -> str:
        """How a form names it."""
        if self.office is not None:
            return f"kantor:{self.office.pk}"
        return f"kontak:{self.contact.pk}" if self.contact is not None else f"peran:{self.role}"


def of_office(office: Office) -> Target:
    """Another office with an inbox here."""
    return Target(office.full_name, office=office)


def of_contact(contact: AgencyContact) -> Target:
    """A contact that gets a link."""
    return Target(contact.name, contact=contact)


def of_role(role: str) -> Target:
    """Colleagues of the own office."""
    return Target(str(Role(role).label), role=role)


def choices(staff: StaffMember) -> dict[str, list[Target]]:
    """All an officer may choose from, under a heading each. Two queries."""
    agencies = _reachable(staff.office.region_id).exclude(pk=staff.office_id).order_by("kind", "name")
    contacts = AgencyContact.objects.filter(office=staff.office_id, is_active=True).order_by("kind", "name")
    return {
        "Instansi dengan akun": [of_office(office) for office in agencies],
        "Instansi tanpa akun (dikirimi tautan)": [of_contact(contact) for contact in contacts],
        "Rekan di kantor ini": [of_role(role) for role in ROLES],
    }


def chosen(staff: StaffMember, key: str) -> Target:
    """The choice that a form names by ``key``; raises ``InvalidInput`` at ``target`` for anything else."""
    kind, _, name = key.partition(":")
    if kind == "peran" and name in ROLES:
        return of_role(name)
    identity = _uuid(name)
    if identity is not None and kind == "kantor":
        office = _reachable(staff.office.region_id).exclude(pk=staff.office_id).filter(pk=identity).first()
        if office is not None:
            return of_office(office)
    if identity is not None and kind == "kontak":
        contact = AgencyContact.objects.filter(office=staff.office_id, is_active=True, pk=identity).first()
        if contact is not None:
            return of_contact(contact)
    raise InvalidInput({"target": "Pilih instansi atau rekan yang dituju."})


def resolve(kind: str, application: Application) -> Target | None:
    """The agency of ``kind`` for where the applicant lives; None when there is none.

    The nearest office whose region holds the applicant's village, else a contact of the village that asks.
    """
    home = application.resident.office.region_id
    offices = _reachable(home).exclude(pk=application.office_id).filter(kind=kind)
    nearest = offices.order_by(Length("region_id").desc(), "code").first()
    if nearest is not None:
        return of_office(nearest)
    contacts = AgencyContact.objects.filter(office=application.office_id, kind=kind, is_active=True)
    first = contacts.order_by("name", "pk").first()
    return of_contact(first) if first is not None else None


def _reachable(region: str) -> QuerySet[Office]:
    """Offices that are no villages, above or at ``region``, with somebody there to answer."""
    parts = region.split(".")
    prefixes = [".".join(parts[: length + 1]) for length in range(len(parts))]
    staffed = StaffMember.objects.filter(account__is_active=True, roles__contains=[Role.AGENCY_OFFICER])
    villages = (Office.Kind.DESA, Office.Kind.KELURAHAN)
    return Office.objects.filter(is_active=True, region__in=prefixes, pk__in=staffed.values("office")).exclude(
        kind__in=villages
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
