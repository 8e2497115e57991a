"""Applications with a past made by hand: sent, due and answered at moments that a test chooses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.models import Application, Step
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import now
from tatadesa.core.ids import public_number, uuid7
from tatadesa.insight.period import Period
from tatadesa.offices.models import Office

# Ten in the morning, WIB.
MORNING = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)
ZONE = "Asia/Jakarta"
JUNE = Period(MORNING.date().replace(day=1), MORNING.date().replace(day=30), "sendiri", ZONE)


def an_hour_ago() -> datetime:
    """When to have sent what is answered now: of what was sent now, the last hour of a day would answer tomorrow."""
    return now() - timedelta(hours=1)


def application(
    account: Account,
    version: ServiceVersion,
    *,
    sent: datetime = MORNING,
    took: timedelta | None = timedelta(hours=1),
    state: str = "completed",
    promise: timedelta = timedelta(days=1),
    office: Office | None = None,
    taken_by: StaffMember | None = None,
) -> Application:
    """One that was answered ``took`` after it was sent; still open when that is None."""
    return Application.objects.create(
        office=office or version.office,
        number=public_number(2026),
        service=version.service,
        version=version,
        citizen=account,
        author=account,
        resident=account.resident,
        applicant_name=account.resident.name,
        draft_key=uuid7(),
        state=state if took is not None else "in_review" if taken_by else "submitted",
        taken_by=taken_by,
        submitted_at=sent,
        due_at=sent + promise,
        decided_at=sent + took if took is not None else None,
    )


def step(
    of: Application,
    label: str,
    took: timedelta | None,
    *,
    by: StaffMember | None = None,
    position: int = 0,
    office: Office | None = None,
) -> Step:
    """A step that was opened when its application was sent; still open when ``took`` is None."""
    return Step.objects.create(
        application=of,
        office=office or of.office,
        position=position,
        key=label.lower().replace(" ", "-"),
        label=label,
        kind="verify",
        roles=["operator"],
        status=Step.Status.DONE if took is not None else Step.Status.ACTIVE,
        done_by=by,
        opened_at=of.submitted_at,
        closed_at=of.submitted_at + took if took is not None else None,
    )


def hours(*numbers: float) -> list[timedelta]:
    """Each as a duration."""
    return [timedelta(hours=number) for number in numbers]
