"""Who can decide on a complaint at all, and where it goes when at its office nobody can."""

from dataclasses import dataclass

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.catalogue.queries import regions_above
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import is_for_leaders, leads
from tatadesa.offices.models import Office

_ABOVE = (Office.Kind.KECAMATAN, Office.Kind.KABUPATEN)


@dataclass(frozen=True)
class Route:
    """The office that decides; ``for_administrator``: there its administrator does, as it has no other."""

    office: Office
    for_administrator: bool


def deciders(office: Office, complaint: Complaint, *, administrators: bool = False) -> list[StaffMember]:
    """Who leads ``office`` (or administers it) today and is not whom ``complaint`` is about, by name. One query."""
    there = StaffMember.objects.filter(office=office, account__is_active=True).exclude(pk=complaint.about_staff_id)
    found = there.select_related("office", "account").order_by("name", "pk")
    return [one for one in found if (one.has_role(Role.ADMINISTRATOR) if administrators else leads(one))]


def deciders_now(complaint: Complaint) -> list[StaffMember]:
    """Who can decide on it where it lies now."""
    return deciders(complaint.office, complaint, administrators=complaint.is_for_administrator)


def route(complaint: Complaint) -> Route | None:
    """Where ``complaint`` has to go, None when it can stay or nobody anywhere could decide.

    First the nearest office above that has somebody (kecamatan, then kabupaten), else the own administrator.
    """
    own = complaint.office
    if not is_for_leaders(complaint) or complaint.is_for_administrator or deciders(own, complaint):
        return None
    offices = Office.objects.filter(kind__in=_ABOVE, is_active=True, region__in=regions_above(own)).exclude(pk=own.pk)
    for office in sorted(offices, key=lambda one: len(one.region_id), reverse=True):
        if deciders(office, complaint):
            return Route(office, for_administrator=False)
    if deciders(own, complaint, administrators=True):
        return Route(own, for_administrator=True)
    return None


def route_words(complaint: Complaint, way: Route) -> str:
    """Why it goes there, as both sides read it; names nobody."""
    whose = "administrator kantor" if way.for_administrator else way.office.full_name
    return (
        f"Diputuskan oleh {whose}, karena di {complaint.office.full_name} tidak ada pimpinan lain yang bisa memutuskan."
    )
