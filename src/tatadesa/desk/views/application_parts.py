"""The parts of a request's page beside the answers: documents with their ticks, talk, the office's own fields."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import checklist, officer_form
from tatadesa.applications.looking import Since
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import active_step, can_act, may_take_papers
from tatadesa.applications.states import OPEN_STATES, State
from tatadesa.applications.talk import may_withdraw, may_write_to_citizen, thread_of
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.views import documents
from tatadesa.forms.summary import SummaryRow

_UNDER_CHECK = (State.IN_REVIEW, State.APPROVED)


def may_check(staff: StaffMember, application: Application) -> bool:
    """Whether ``staff`` may tick requirements and fill in the office's fields now: whoever may decide."""
    if application.state not in _UNDER_CHECK or not can_act(staff, application):
        return False
    step = active_step(application)
    return step is not None and (step.kind == "issue" or application.taken_by_id == staff.pk)


def documents_context(
    staff: StaffMember, application: Application, rows: list[SummaryRow], chosen: Mapping[str, str]
) -> dict[str, Any]:
    """The documents under the requirement each belongs to, the ticks, and the one that is open. One query."""
    checks = checklist.checks_of(application)
    requirements = documents.by_requirement(application, list(application.attachments.all()), rows)
    unfit = checklist.unfit(application, checks)
    return {
        "requirements": requirements,
        "viewer": documents.viewer(requirements, chosen),
        "may_take_papers": application.state in OPEN_STATES and may_take_papers(staff),
        "may_check": may_check(staff, application),
        "checks": checks,
        "tickable": checklist.asked(application),
        "unticked": checklist.unticked(application, checks),
        "unfit_fields": [name for name, _, _ in unfit],
        "unfit_words": "\n".join(f"{label}: {reason}." for _, label, reason in unfit),
    }


def talk_context(staff: StaffMember, application: Application, seen: Since | None) -> dict[str, Any]:
    """The thread and the notes as the page and its fragment show them. Three queries."""
    thread = thread_of(application)
    return {
        "staff": staff,
        "application": application,
        "thread": thread,
        "undoable": [row.pk for row in thread.messages if may_withdraw(row, staff.account)],
        "may_write": may_write_to_citizen(staff, application),
        "may_mark": may_take_papers(staff) and bool(application.reader_ids),
        "notes": list(application.notes.order_by("-at", "-id")[:50]),
        "since": seen,
        "zone": application.office.timezone,
        "message_key": uuid4(),
        "note_key": uuid4(),
    }


def officer_context(
    staff: StaffMember, application: Application, raw: Mapping[str, Any] | None, refused: Exception | None
) -> dict[str, Any]:
    """The office's own fields: to fill in for whoever may, else to read; ``raw`` and ``refused`` of a failed try."""
    asks, may_fill = officer_form.has_fields(application), may_check(staff, application)
    errors = refused.errors if isinstance(refused, InvalidInput) and raw is not None else {}
    fields = officer_form.fields(staff, application, raw, errors) if asks and may_fill else []
    return {
        "has_officer_form": asks,
        "officer_fields": fields,
        "officer_rules": officer_form.browser_rules(application) if fields else "",
        "officer_rows": officer_form.summary(application) if asks and not fields else [],
        "officer_gaps": checklist.officer_gaps(application),
        "officer_labels": {field.id: (field.wrong_anchor, field.label) for field in fields},
    }
