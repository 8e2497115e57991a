"""How far a new office has come: what is done is read from what is there, nothing is remembered besides."""

from __future__ import annotations

from dataclasses import dataclass

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.administration.models import OfficeChange
from tatadesa.administration.permissions import require_office_manager
from tatadesa.catalogue.models import Service
from tatadesa.residents.models import Resident

_Topic = OfficeChange.Topic
_PROCESSORS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.AGENCY_OFFICER)


@dataclass(frozen=True)
class Step:
    """A thing to do. ``lacks`` says what is still missing; an optional one may be left for later."""

    key: str
    is_done: bool
    lacks: str = ""
    is_optional: bool = False


@dataclass(frozen=True)
class Progress:
    """All steps in their order."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def next(self) -> Step | None:
        """The first one that must still be done; None when the office is ready."""
        return next((step for step in self.steps if not step.is_done and not step.is_optional), None)


def progress_of(staff: StaffMember) -> Progress:
    """How far the officer's own office has come. Four queries. Raises ``NotAllowed``."""
    require_office_manager(staff)
    office = staff.office
    topics = set(OfficeChange.objects.filter(office=office).values_list("topic", flat=True))
    lacks = _lacking_people(staff)
    steps = [
        Step("profile", _Topic.PROFILE in topics),
        Step("letterhead", _Topic.LETTERHEAD in topics),
        Step("hours", _Topic.HOURS in topics),
        Step("staff", not lacks, lacks),
    ]
    if office.is_village:
        steps.append(Step("register", Resident.objects.filter(office=office).exists(), is_optional=True))
    steps.append(Step("services", Service.objects.filter(office=office, current__isnull=False).exists()))
    return Progress(tuple(steps))


def _lacking_people(staff: StaffMember) -> str:
    rows = StaffMember.objects.select_related("office").filter(office=staff.office_id, account__is_active=True)
    people = list(rows)
    lacks = []
    if not any(person.has_role(*_PROCESSORS) for person in people):
        lacks.append("petugas yang memeriksa permohonan (Operator)")
    if staff.office.is_village and not any(person.has_role(Role.KADES) for person in people):
        lacks.append("Kepala Desa yang menandatangani surat")
    return " dan ".join(lacks)
