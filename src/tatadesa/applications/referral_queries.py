"""Reads on questions to others. Each begins at the office that asked, at the office that is asked, or at a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import queries
from tatadesa.applications.inbox import COUNT_CAP as COUNT_CAP  # noqa: PLC0414 - the desk takes it from here
from tatadesa.applications.models import AgencyContact, Application, Attachment, Event, Referral, ReferralFile
from tatadesa.applications.referral_permissions import may_read_referred
from tatadesa.applications.referrals import PURPOSE
from tatadesa.core import keyset
from tatadesa.core.clock import now
from tatadesa.core.errors import NotAllowed, NotFound
from tatadesa.core.text import mask_nik
from tatadesa.forms.summary import SummaryRow, summarise

TABS = {"baru": "Menunggu jawaban", "terlambat": "Terlambat", "terjawab": "Terjawab"}


@dataclass(frozen=True)
class Page:
    """Rows of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Referral]
    next: str


@dataclass(frozen=True)
class Shared:
    """What the asked side may see of the application, and nothing else of it."""

    applicant: str
    nik: str
    service: str
    purpose: str
    answers: Sequence[SummaryRow]
    documents: Sequence[Attachment]
    labels: dict[str, str]


def of_application(application: Application) -> list[Referral]:
    """All about an application that the caller has fetched through its owner, newest first. One query."""
    return list(application.referrals.order_by("-asked_at", "-id"))


def outdated(referrals: Iterable[Referral], history: Iterable[Event]) -> frozenset[UUID]:
    """Those answered before the citizen changed an answer that was shown there; ``history`` of the same application."""
    changes = [(event.at, {*event.data.get("changed", ())}) for event in history]
    return frozenset(
        referral.pk
        for referral in referrals
        if referral.answered_at is not None
        and referral.state == Referral.State.ANSWERED
        and any(at > referral.answered_at and {*referral.shares, PURPOSE} & names for at, names in changes)
    )


def one_of_own(staff: StaffMember, number: str, referral_id: UUID) -> tuple[Application, Referral]:
    """An application the officer may read, and a question about it; raises ``NotFound``."""
    application = queries.of_office(staff, number)
    rows = application.referrals.select_related("to_contact", "to_office")
    return application, _one(rows.filter(pk=referral_id))


def asked_of(staff: StaffMember, referral_id: UUID) -> Referral:
    """A question the officer's office, or a role of the officer's, was asked; raises ``NotFound``."""
    own_role = Q(office=staff.office_id, to_role__in=[str(role) for role in staff.roles])
    return _one(_rows().filter(Q(to_office=staff.office_id) | own_role, pk=referral_id).exclude(_hidden()))


def of_agency(staff: StaffMember, referral_id: UUID) -> Referral:
    """A question to the officer's own office, as long as it is not withdrawn; raises ``NotFound``."""
    if not may_read_referred(staff):
        raise NotFound
    return _one(_rows().filter(to_office=staff.office_id, pk=referral_id).exclude(_hidden()))


def attachment_of_agency(staff: StaffMember, referral_id: UUID, attachment_id: UUID) -> tuple[Referral, Attachment]:
    """A document that was chosen for the officer's office; raises ``NotFound`` for every other."""
    referral = of_agency(staff, referral_id)
    return referral, chosen_attachment(referral, attachment_id)


def chosen_attachment(referral: Referral, attachment_id: UUID) -> Attachment:
    """A document that ``referral`` shares; raises ``NotFound``, also when its time is over."""
    found = None
    if referral.shows_data and str(attachment_id) in referral.documents:
        rows = Attachment.objects.select_related("file", "application")
        found = rows.filter(pk=attachment_id, application=referral.application_id).first()
    if found is None:
        raise NotFound
    return found


def answer_file(referral: Referral, file_id: UUID) -> ReferralFile:
    """A file of the answer to a question the caller has found through its office; raises ``NotFound``."""
    found = ReferralFile.objects.select_related("file").filter(referral=referral, pk=file_id).first()
    if found is None:
        raise NotFound
    return found


def answer_files(referral: Referral) -> list[ReferralFile]:
    """All files of the answer. One query."""
    return list(ReferralFile.objects.select_related("file").filter(referral=referral).order_by("pk"))


def shared(referral: Referral) -> Shared:
    """What of the application may be seen; its documents in one query, none when its time is over."""
    application = referral.application
    version = application.version
    rows = summarise(version.form, application.answers, {})
    nik = str(application.register_data.get("penduduk.nik", ""))
    return Shared(
        applicant=application.applicant_name,
        nik=nik if referral.shows_nik else mask_nik(nik),
        service=version.name,
        purpose=next((row.text for row in rows if row.field_id == PURPOSE), ""),
        answers=[row for row in rows if row.field_id in referral.shares and row.field_id != PURPOSE],
        documents=documents(referral),
        labels={field["id"]: field["label"] for field in version.form["fields"] if "label" in field},
    )


def documents(referral: Referral) -> list[Attachment]:
    """The chosen documents that are still there. One query."""
    rows = Attachment.objects.select_related("file").filter(application=referral.application_id)
    return list(rows.filter(pk__in=referral.documents).order_by("field_id", "pk"))


def inbox(staff: StaffMember, *, tab: str, after: str = "", limit: int = 25) -> Page:
    """One page of what others ask of the officer's office: open ones oldest first, answered ones newest first.

    Raises ``NotFound`` for an unknown tab and ``NotAllowed`` for a role that answers nobody.
    """
    if not may_read_referred(staff):
        raise NotAllowed("Permintaan dari kantor lain dijawab oleh petugas instansi.")
    if tab not in TABS:
        raise NotFound
    newest_first = tab == "terjawab"
    rows = _rows().filter(_tab(tab), to_office=staff.office_id)
    if after:
        moment, identity = keyset.decode(after)
        beyond = "lt" if newest_first else "gt"
        # The second condition is implied by the first, but lets the index begin at the key.
        place = Q(**{f"asked_at__{beyond}": moment}) | Q(**{"asked_at": moment, f"id__{beyond}": identity})
        rows = rows.filter(place, **{f"asked_at__{beyond}e": moment})
    order = ("-asked_at", "-id") if newest_first else ("asked_at", "id")
    found = list(rows.order_by(*order)[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].asked_at, shown[-1].pk) if len(found) > limit else "")


def counts(staff: StaffMember) -> dict[str, int]:
    """How many wait and how many are late, counted up to the cap + 1. One query."""
    parts: list[str] = []
    values: list[Any] = []
    for tab in ("baru", "terlambat"):
        rows = Referral.objects.filter(_tab(tab), to_office=staff.office_id).order_by()
        sql, parameters = rows.values("pk")[: COUNT_CAP + 1].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS t)")  # noqa: S608 - built by the ORM, values stay parameters
        values.extend(parameters)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        row: tuple[Any, ...] = cursor.fetchone() or ()
    return dict(zip(("baru", "terlambat"), (int(count) for count in row), strict=True))


def contacts_of(staff: StaffMember) -> list[AgencyContact]:
    """The agencies without account of the officer's own office, those in use first. One query."""
    return list(AgencyContact.objects.filter(office=staff.office_id).order_by("-is_active", "kind", "name"))


def contact_of(staff: StaffMember, contact_id: UUID) -> AgencyContact:
    """One of them; raises ``NotFound``."""
    found = AgencyContact.objects.filter(office=staff.office_id, pk=contact_id).first()
    if found is None:
        raise NotFound
    return found


def _tab(tab: str) -> Q:
    match tab:
        case "baru":
            return Q(state=Referral.State.OPEN)
        case "terlambat":
            return Q(state=Referral.State.OPEN, due_at__lt=now())
        case _:
            return Q(state__in=(Referral.State.ANSWERED, Referral.State.LAPSED))


def _hidden() -> Q:
    """What was withdrawn is not there for whoever was asked."""
    return Q(state=Referral.State.WITHDRAWN)


def _rows() -> QuerySet[Referral]:
    return Referral.objects.select_related("office", "application__version", "application__office", "to_contact")


def _one(rows: QuerySet[Referral]) -> Referral:
    found = rows.first()
    if found is None:
        raise NotFound
    return found
