"""Reads on applications. Each begins at the owner: a citizen's account, or the officer's office.

A citizen reads what the account owns and what somebody else made about the account's own person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.models import Application, Attachment, Draft, Event, SavedFilter, Step
from tatadesa.applications.permissions import readable
from tatadesa.applications.states import FINAL_STATES
from tatadesa.applications.talk import readable_by as readable_by  # noqa: PLC0414 - others take it from here
from tatadesa.applications.talk import told_to
from tatadesa.catalogue.models import Service
from tatadesa.core import keyset
from tatadesa.core.errors import NotFound
from tatadesa.core.ids import normalise_code
from tatadesa.core.unique import unique
from tatadesa.files import queries as files
from tatadesa.files.models import StoredFile
from tatadesa.offices.models import Office
from tatadesa.residents.models import Resident


@dataclass(frozen=True)
class Page:
    """Rows of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Application]
    next: str


def of_citizen(account: Account, number: str, also: Mapping[str, Subquery] | None = None) -> Application:
    """What the citizen may read, with version, office, steps and attachments; raises ``NotFound``.

    ``also`` are further values that a page reads with it, in the same query.
    """
    found = _whole().annotate(**(also or {})).filter(readable_by(account), number=number).first()
    if found is None:
        raise NotFound
    return found


def of_owner(account: Account, number: str) -> Application:
    """The same of what the citizen owns, and so may change; raises ``NotFound``."""
    rows = _whole().select_related("resident__family", "resident__office")
    found = rows.filter(citizen=account, number=number).first()
    if found is None:
        raise NotFound
    return found


def of_office(staff: StaffMember, number: str) -> Application:
    """What the officer may read of the own office, with all its page needs; raises ``NotFound``."""
    found = _whole().filter(readable(staff), office=staff.office_id, number=number).first()
    if found is None:
        raise NotFound
    return found


def attachment_of_office(staff: StaffMember, number: str, attachment_id: UUID) -> Attachment:
    """A file of an application of the officer's own office; raises ``NotFound``."""
    own = Attachment.objects.select_related("file", "application").filter(readable(staff, "application"))
    found = own.filter(pk=attachment_id, application__office=staff.office_id, application__number=number).first()
    if found is None:
        raise NotFound
    return found


def file_of_citizen(account: Account, file_id: UUID) -> StoredFile:
    """A file the citizen sent, or of an application the citizen may read; raises ``NotFound``."""
    own = files.owned(account, [str(file_id)]).get(str(file_id))
    if own is not None:
        return own
    attached = Attachment.objects.select_related("file").filter(readable_by(account, "application__"), file=file_id)
    found = attached.first() or told_to(account, file_id)
    if found is None:
        raise NotFound
    return found.file


def list_of_citizen(account: Account, after: str | None = None, limit: int = 20) -> Page:
    """The citizen's applications, newest first."""
    return page_of(*_of_reader(account), newest_first=True, after=after, limit=limit)


def running_of_citizen(account: Account, limit: int = 10) -> list[Application]:
    """What is still under way, newest first, with the step whose turn it is."""
    active = Prefetch("steps", Step.objects.filter(status=Step.Status.ACTIVE))
    parts = [rows.exclude(state__in=FINAL_STATES) for rows in _of_reader(account)]
    found = page_of(*parts, newest_first=True, after=None, limit=limit).rows
    prefetch_related_objects(found, active)
    return found


def running_for(account: Account, service: Service, limit: int = 5) -> list[Application]:
    """What the citizen may read of a service and is still under way, newest first. One query."""
    found = list_rows().filter(readable_by(account), service=service).exclude(state__in=FINAL_STATES)
    return list(found.order_by("-submitted_at", "-id")[:limit])


def drafts_for(account: Account, service: Service, limit: int = 3) -> list[Draft]:
    """Drafts of new applications for a service, as ``open_drafts`` gives them."""
    return _draft_rows(Draft.objects.filter(author=account, application=None, version__service=service), limit)


def timeline(application: Application) -> list[Event]:
    """The history, oldest first."""
    return list(application.events.order_by("position"))


def draft_of(account: Account, key: UUID) -> Draft | None:
    """The author's draft with this key."""
    drafts = Draft.objects.select_related("version__service", "version__office", "resident__office", "resident__family")
    return unique(drafts.filter(author=account, key=key))


def draft_to_fill(account: Account, key: UUID) -> Draft | None:
    """The same as its form needs it: without the letter, and the person only by id. It is read with every autosave."""
    drafts = Draft.objects.select_related("version__service").defer("version__letter", "version__workflow")
    return unique(drafts.filter(author=account, key=key))


def open_drafts(account: Account, limit: int = 5) -> list[Draft]:
    """Drafts of new applications, the latest first, as a list shows them: without answers and forms."""
    return _draft_rows(Draft.objects.filter(author=account, application=None), limit)


def counter_drafts(staff: StaffMember, resident: Resident) -> list[Draft]:
    """What the officer has begun for ``resident``, the latest first, as ``open_drafts`` gives it."""
    return _draft_rows(Draft.objects.filter(author=staff.account, resident=resident, application=None), 50)


def public_status(office: Office, number: str) -> Application:
    """State, promise and last change of the application with this public number, nothing else; raises ``NotFound``."""
    shown = ("number", "state", "due_at", "updated_at")
    found = Application.objects.only(*shown).filter(office=office, number=normalise_code(number)).first()
    if found is None:
        raise NotFound("Nomor permohonan ini tidak ada di kantor ini. Periksa lagi tanda terimanya.")
    return found


def submitted_number(account: Account, key: UUID) -> str | None:
    """The number that the draft ``key`` became, None while it has not been sent."""
    return Application.objects.filter(author=account, draft_key=key).values_list("number", flat=True).first()


def saved_filters(staff: StaffMember) -> list[SavedFilter]:
    """The officer's own filters of the inbox, by name."""
    return list(SavedFilter.objects.filter(staff=staff, office=staff.office_id).order_by("name"))


def list_rows() -> QuerySet[Application]:
    """What a list shows and nothing more: never answers, forms or templates."""
    return Application.objects.select_related("version", "taken_by").only(
        "number",
        "office_id",
        "citizen_id",
        "author_id",
        "author_label",
        "state",
        "applicant_name",
        "relation",
        "submitted_at",
        "due_at",
        "decided_at",
        "updated_at",
        "event_count",
        "turn_label",
        "turn_due_at",
        "open_referrals",
        "awaits_reply_since",
        "citizen_wrote_at",
        "version__name",
        "version__icon",
        "taken_by__name",
    )


def _draft_rows(drafts: QuerySet[Draft], limit: int) -> list[Draft]:
    shown = ("key", "relation", "updated_at", "version__name", "version__service__slug", "resident__name")
    rows = drafts.select_related("version__service", "resident").only(*shown)
    return list(rows.order_by("-updated_at")[:limit])


def _of_reader(account: Account) -> list[QuerySet[Application]]:
    """What the citizen owns, and what others own about the citizen's person.

    Two queries, each along an index of its own: joined by OR they would have to be read whole to be sorted.
    """
    return [list_rows().filter(citizen=account), list_rows().filter(applicant_account=account).exclude(citizen=account)]


def _whole() -> QuerySet[Application]:
    """What a page about one application shows; who else is needed is fetched by whoever needs them."""
    return Application.objects.select_related("office", "version", "taken_by").prefetch_related(
        Prefetch("steps", Step.objects.select_related("done_by").order_by("position")),
        Prefetch("attachments", Attachment.objects.select_related("file").order_by("field_id", "id")),
    )


def page_of(*parts: QuerySet[Application], newest_first: bool, after: str | None, limit: int) -> Page:
    """One page of the rows of all ``parts``, of which each gives at most a page."""
    order = ("-submitted_at", "-id") if newest_first else ("submitted_at", "id")
    place = Q()
    if after:
        moment, identity = keyset.decode(after)
        beyond = "lt" if newest_first else "gt"
        place = Q(
            Q(**{f"submitted_at__{beyond}": moment}) | Q(**{"submitted_at": moment, f"id__{beyond}": identity}),
            # Redundant, but lets the index begin at the key instead of reading up to it.
            **{f"submitted_at__{beyond}e": moment},
        )
    found = [row for rows in parts for row in rows.filter(place).order_by(*order)[: limit + 1]]
    found.sort(key=lambda row: (row.submitted_at, row.id), reverse=newest_first)
    more = len(found) > limit
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].submitted_at, shown[-1].id) if more else "")
