"""Applications made for one measurement."""

from collections.abc import Callable

from bench.people import Cast


def fresh_application(cast: Cast) -> tuple[str, Callable[[], None]]:
    """Copy the sample into a fresh, untaken application of the citizen; the second value takes it."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make_application, cast).result()


def make_application(cast: Cast) -> tuple[str, Callable[[], None]]:
    """The same in the present thread."""
    from tatadesa.accounts.models import StaffMember
    from tatadesa.applications import steps
    from tatadesa.applications.actions.take import take
    from tatadesa.applications.models import Application
    from tatadesa.applications.states import State
    from tatadesa.core.clock import now
    from tatadesa.core.ids import public_number, uuid7

    application = Application.objects.get(pk=cast.sample_id)
    application.pk = uuid7()
    application.number, application.draft_key = public_number(2026), uuid7()
    application.state, application.taken_by, application.decided_at = State.SUBMITTED, None, None
    application.event_count, application.submitted_at = 0, now()
    application.save(force_insert=True)
    steps.begin(application)
    operator = StaffMember.objects.filter(office=application.office_id, roles__contains=["operator"])[0]
    return application.number, lambda: _act(lambda: take(operator, application.number))


def _act(call: Callable[[], object]) -> None:
    from django.db import connection

    try:
        call()
    finally:
        connection.close()
