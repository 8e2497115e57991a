"""One request on one screen: register, answers, documents, history, and what this officer can do now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import queries
from tatadesa.applications.checklist import words_before
from tatadesa.applications.counter import possible_changes
from tatadesa.applications.looking import Since, also_here, changed_before, since
from tatadesa.applications.models import Application, Event
from tatadesa.applications.neighbours import earlier, neighbours
from tatadesa.applications.permissions import active_step, possible_verbs
from tatadesa.applications.states import OPEN_STATES, Verb
from tatadesa.applications.supervising import possible_holders, supervising_verbs
from tatadesa.catalogue.reject_reasons import reasons_of
from tatadesa.core.clock import local, now
from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.core.text import phone_words
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.desk.views import letter_preview
from tatadesa.desk.views.application_parcel import delivery_context
from tatadesa.desk.views.application_parts import documents_context, officer_context, talk_context
from tatadesa.desk.views.going_back import listed, with_list
from tatadesa.desk.views.notices_on_page import notices_on_page
from tatadesa.desk.views.referrals_on_page import referrals_on_page
from tatadesa.files.queries import infos
from tatadesa.forms.differences import compare
from tatadesa.forms.kinds.base import Mark
from tatadesa.forms.registry import kind_of
from tatadesa.forms.summary import SummaryRow, summarise
from tatadesa.letters.queries import of_application
from tatadesa.letters.signing import settings_of

# The register data an officer compares with first, in this order.
REGISTER_ROWS = (
    ("nama", "Nama"),
    ("nik", "NIK"),
    ("no_kk", "No. KK"),
    ("tempat_tanggal_lahir", "Tempat, tanggal lahir"),
    ("jenis_kelamin", "Jenis kelamin"),
    ("agama", "Agama"),
    ("status_kawin", "Status kawin"),
    ("pekerjaan", "Pekerjaan"),
    ("hubungan_keluarga", "Hubungan keluarga"),
    ("alamat", "Alamat"),
    ("telepon", "Telepon"),
)

# Which verb each form of the page stands for.
ACTS = {
    "ambil": Verb.TAKE,
    "lepas": Verb.RELEASE,
    "kembalikan": Verb.RETURN,
    "tolak": Verb.REJECT,
    "setujui": Verb.APPROVE,
    "terbitkan": Verb.COMPLETE,
    "cabut": Verb.WITHDRAW,
    "batalkan": Verb.CANCEL,
    "kertas": Verb.PAPER,
    "alihkan": Verb.REASSIGN,
    "buka-lagi": Verb.REOPEN,
}
_DECISIONS = {Verb.TAKE, Verb.APPROVE, Verb.COMPLETE}


@dataclass(frozen=True)
class Answer:
    """One answer beside what the register says about the same thing (empty when it says nothing)."""

    field_id: str
    label: str
    text: str
    register: str
    differs: bool
    lines: tuple[str, ...] = ()
    mark: Mark | None = None
    before: str = ""


@dataclass(frozen=True)
class Attempt:
    """An act that was refused: what was typed stays on the page, with why it was not done."""

    act: str
    refused: DomainError
    seen: int | None = None
    fields: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    raw: dict[str, Any] | None = None

    @property
    def errors(self) -> dict[str, str]:
        """By form field; empty when the refusal is about the request as a whole."""
        return self.refused.errors if isinstance(self.refused, InvalidInput) else {}

    def orphaned(self, verbs: set[Verb]) -> list[str]:
        """What was typed into a form that the fresh page no longer has."""
        verb = ACTS.get(self.act)
        return [] if verb is None or verb in verbs else [words for words in self.words.values() if words.strip()]


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """The page; for htmx only the documents, where an officer leafs through them."""
    application = queries.of_office(staff, number)
    if request.headers.get("HX-Target") == "berkas":
        log_look(staff, application, "berkas")
        context = {
            "application": application,
            "attempt": None,
            "dari": with_list(request),
            "zone": application.office.timezone,
            **_documents(staff, application, request.GET, {}),
        }
        return render(request, "desk/views/application_documents.html", context)
    return show(request, staff, application)


@require_safe
@staff_required
def history(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """History and head of the open page; says so when they are newer than ``dilihat``, the length it showed."""
    application = queries.of_office(staff, number)
    log_look(staff, application, "riwayat")
    seen = request.GET.get("dilihat", "")
    context = _history(
        application, int(seen) if seen.isdecimal() and len(seen) < 10 else None, since(staff, application)
    )
    return render(
        request, "desk/views/application_history.html", {**_head(staff, application), **context, "is_again": True}
    )


def _head(staff: StaffMember, application: Application) -> dict[str, Any]:
    """What the head of the page says: whose turn it is, and since when."""
    return {
        "is_again": False,
        "staff": staff,
        "is_open": application.state in OPEN_STATES,
        "moment": now(),
        "step": active_step(application),
    }


def show(
    request: HttpRequest, staff: StaffMember, application: Application, attempt: Attempt | None = None
) -> HttpResponse:
    """The whole page, with ``attempt`` as the answer to an act that was refused. Writes the access log."""
    log_look(staff, application, "permohonan")
    verbs = possible_verbs(staff, application) | possible_changes(staff, application)
    verbs |= supervising_verbs(staff, application)
    letter = of_application(application)
    can_preview = application.version.letter is not None and (letter is None or application.state in OPEN_STATES)
    wants_preview = Verb.COMPLETE in verbs or "pratinjau" in request.GET
    seen = since(staff, application)
    told = _history(application, application.event_count, seen)
    asked = referrals_on_page(staff, application, letter, told["events"])
    changed = changed_before(told["events"], seen.position) if seen is not None else {}
    context = {
        **_head(staff, application),
        "verbs": {verb.value for verb in verbs},
        "register_rows": _register_rows(application.register_data),
        "letter": letter,
        "attempt": attempt,
        "signing": settings_of(application.office) if Verb.COMPLETE in verbs else None,
        "preview": letter_preview.look(staff, application) if can_preview and wants_preview else None,
        "can_preview": can_preview,
        "can_decide": bool(verbs & _DECISIONS),
        "kept_words": attempt.orphaned(verbs) if attempt else [],
        "reasons": reasons_of(application.version) if Verb.REJECT in verbs else {},
        "holders": possible_holders(application) if Verb.REASSIGN in verbs else [],
        "dari": with_list(request),
        "listed": listed(request),
        "beside": neighbours(staff, application, listed(request)),
        "earlier": earlier(staff, application),
        "here_too": also_here(staff, application),
        **_documents(staff, application, request.GET, words_before(application, changed) if changed else {}),
        **talk_context(staff, application, seen),
        **officer_context(staff, application, attempt.raw if attempt else None, attempt.refused if attempt else None),
        **told,
        **asked,
        **notices_on_page(application, asked["referrals"]),
        **delivery_context(staff, application),
    }
    if attempt is not None and attempt.seen is not None:
        context["missed"] = [event for event in context["events"] if event.position > attempt.seen]
    status = attempt.refused.status if attempt else 200
    return render(request, "desk/views/application.html", context, status=status)


def _register_rows(register: Mapping[str, Any]) -> list[tuple[str, str]]:
    values = ((label, _register_words(register, f"penduduk.{key}")) for key, label in REGISTER_ROWS)
    return [(label, words) for label, words in values if words]


def _register_words(register: Mapping[str, Any], name: str) -> str:
    words = str(register.get(name) or "")
    return phone_words(words) if name == "penduduk.telepon" else words


def _documents(
    staff: StaffMember, application: Application, chosen: Mapping[str, str], before: Mapping[str, str]
) -> dict[str, Any]:
    """Answers in words, with what they were ``before``, and the documents."""
    attachments = application.attachments.all()
    rows = summarise(application.version.form, application.answers, infos(row.file for row in attachments))
    file_fields = {item["id"] for item in application.version.form["fields"] if kind_of(item).keeps_files}
    file_rows = [row for row in rows if row.field_id in file_fields]
    return {
        "answers": _answers(application, [row for row in rows if row.field_id not in file_fields], before),
        "changed_files": [name for name in before if name in file_fields],
        "changed_count": len(before),
        "returnable": [(row.field_id, row.label) for row in rows],
        **documents_context(staff, application, file_rows, chosen),
    }


def _answers(application: Application, rows: list[SummaryRow], before: Mapping[str, str]) -> list[Answer]:
    sent_on = local(application.submitted_at, application.office.timezone).date()
    found = compare(application.version.form, application.answers, application.register_data, sent_on)
    return [
        Answer(
            field_id=row.field_id,
            label=row.label,
            text=row.text,
            register=found[row.field_id].register if row.field_id in found else "",
            differs=row.field_id in found and found[row.field_id].differs,
            lines=row.lines,
            mark=row.mark,
            before=before.get(row.field_id, ""),
        )
        for row in rows
    ]


def _history(application: Application, seen: int | None, last: Since | None) -> dict[str, Any]:
    events: list[Event] = queries.timeline(application)
    return {
        "application": application,
        "zone": application.office.timezone,
        "events": events,
        "seen": seen,
        "since": last,
        "has_moved": seen is not None and application.event_count != seen,
    }
