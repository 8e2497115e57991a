"""One application of a batch, each in a job and a transaction of its own; named in ``config/wiring.py``."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.release import release
from tatadesa.applications.actions.take import take
from tatadesa.applications.checklist import checks_of, unticked
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application, BatchRow, BatchRun
from tatadesa.applications.permissions import readable
from tatadesa.applications.states import Verb, next_state
from tatadesa.core import live
from tatadesa.core.errors import DomainError, NotFound

Act = Callable[[StaffMember, BatchRow], object]


def on_take(payload: Mapping[str, str]) -> None:
    """Take it."""
    _work(payload, lambda staff, row: take(staff, row.number, seen=row.seen))


def on_release(payload: Mapping[str, str]) -> None:
    """Put it back."""
    _work(payload, lambda staff, row: release(staff, row.number, seen=row.seen))


def on_approve(payload: Mapping[str, str]) -> None:
    """Take it where nobody holds it, then approve it; one with requirements nobody ticked only if that is confirmed."""
    _work(
        payload,
        lambda staff, row: approve(staff, row.number, seen=_held(staff, row), confirmed=row.run.is_confirmed),
    )


def on_reject(payload: Mapping[str, str]) -> None:
    """Take it where nobody holds it, then reject it with the run's reason."""
    _work(payload, lambda staff, row: reject(staff, row.number, seen=_held(staff, row), reason=row.run.words))


def run_of(staff: StaffMember, run_id: UUID) -> BatchRun:
    """The officer's own run with its rows; raises ``NotFound``."""
    runs = BatchRun.objects.prefetch_related("rows")
    found = runs.filter(pk=run_id, staff=staff, office=staff.office_id).first()
    if found is None:
        raise NotFound
    return found


def unticked_in(staff: StaffMember, numbers: Collection[str]) -> int:
    """How many of the officer's requests with these ``numbers`` have requirements that nobody has ticked."""
    rows = Application.objects.filter(readable(staff), office=staff.office_id, number__in=numbers)
    rows = rows.only("answers", "version__requirements").select_related("version").prefetch_related("checks")
    return sum(bool(unticked(row, checks_of(row))) for row in rows)


def _held(staff: StaffMember, row: BatchRow) -> int:
    """The length of the history after the application is the officer's, which it was or becomes now."""
    application = lock_for_staff(staff, row.number, row.seen)
    if application.taken_by_id is None and next_state(application.state, Verb.TAKE) is not None:
        application = take(staff, row.number)
    return application.event_count


@transaction.atomic
def _work(payload: Mapping[str, str], act: Act) -> None:
    """Do ``act`` once: a repeated job finds the row's outcome and leaves."""
    rows = BatchRow.objects.select_for_update(of=("self",)).select_related("run__staff__office", "run__staff__account")
    row = rows.get(pk=payload["row_id"])
    if row.outcome != BatchRow.Outcome.WAITING:
        return
    staff = row.run.staff
    try:
        if not staff.account.is_active:
            raise NotFound("Akun petugas sudah tidak aktif.")
        with transaction.atomic():
            act(staff, row)
        row.outcome = BatchRow.Outcome.DONE
    except DomainError as refused:
        row.outcome, row.words = BatchRow.Outcome.REFUSED, refused.message[:400]
    row.save(update_fields=["outcome", "words"])
    live.publish([live.office_topic(row.office_id)], "application", {"number": f"massal-{row.run_id}"})
