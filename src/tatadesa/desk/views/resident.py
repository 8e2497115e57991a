"""One person of the register: everything that is known, the family, the history, and what this officer can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.permissions import may_manage_citizens
from tatadesa.applications.permissions import may_apply_for
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import office_today
from tatadesa.core.errors import DomainError, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.register import GROUPS, Attempt, asked, label_of, shown, touched_values
from tatadesa.residents import codes, population
from tatadesa.residents.actions.change_resident import change_resident
from tatadesa.residents.actions.change_status import STATUSES, change_status
from tatadesa.residents.actions.record_death import record_death
from tatadesa.residents.history import in_words
from tatadesa.residents.models import Resident
from tatadesa.residents.mutations import history_of
from tatadesa.residents.nik import is_temporary
from tatadesa.residents.permissions import may_edit, require_editor
from tatadesa.residents.queries import age_on, everybody_on, family_members, relatives, resident_of_office
from tatadesa.residents.reading import PERSON_FIELDS, values_of
from tatadesa.residents.succession import spouse_of

_DEATH = ("happened_on", "cause", "note", "new_head", "widowed")
_STATUS = ("happened_on", "status", "note", "new_head")


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponse:
    """``/desk/penduduk/<id>/``; ``setelah`` shows the next older part of the history."""
    resident = _look(staff, resident_id)
    after = request.GET.get("setelah", "")
    history = history_of(resident, after)
    context = {
        "resident": resident,
        "age": age_on(office_today(staff.office.timezone), resident.birth_date),
        "groups": shown(values_of(resident, resident.family)),
        "has_temporary_nik": is_temporary(resident.nik),
        "members": everybody_on(resident.family),
        "relatives": relatives(resident),
        "entries": [(entry, in_words(entry.changes)) for entry in history.rows],
        "after": after,
        "next": history.next,
        "may_edit": may_edit(staff),
        "may_manage_account": may_manage_citizens(staff),
        "may_apply": may_apply_for(staff, resident) and resident.base_status == codes.ALIVE,
        "may_check_population": may_edit(staff) and population.is_on(staff.office),
        "alive": codes.ALIVE,
        "dead": codes.DEAD,
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/resident.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def change(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponseBase:
    """``.../ubah/``: every attribute that is no event of its own."""

    def act(seen: int) -> str:
        change_resident(
            staff,
            resident_id,
            seen=seen,
            values=touched_values(request, PERSON_FIELDS),
            note=request.POST.get("note", ""),
            confirmed="yakin" in request.POST,
        )
        return "Perubahan tersimpan dan tercatat di riwayat."

    def form(resident: Resident, attempt: Attempt | None) -> dict[str, Any]:
        present = values_of(resident, resident.family)
        return {"groups": [(title, asked(fields, present, attempt)) for title, fields in GROUPS]}

    names = (*PERSON_FIELDS, "note")
    return _answer(request, staff, resident_id, "desk/views/resident_change.html", names, act, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def death(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponseBase:
    """``.../meninggal/``."""

    def act(seen: int) -> str:
        record_death(
            staff,
            resident_id,
            seen=seen,
            happened_on=request.POST.get("happened_on", ""),
            cause=request.POST.get("cause", ""),
            note=request.POST.get("note", ""),
            new_head=chosen_id(request, "new_head"),
            is_spouse_widowed="widowed" in request.POST,
        )
        return "Kematian tercatat. Turut berduka cita."

    def form(resident: Resident, attempt: Attempt | None) -> dict[str, Any]:
        living = family_members(resident)
        spouse = spouse_of(resident, living) if resident.base_status == codes.ALIVE else None
        is_married = spouse is not None and spouse.marital_status == codes.MARRIED
        return {"heirs": _heirs(resident, living), "spouse": spouse if is_married else None}

    return _answer(request, staff, resident_id, "desk/views/resident_death.html", _DEATH, act, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def status(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponseBase:
    """``.../status/``: missing, away, not a real entry, or here after all."""

    def act(seen: int) -> str:
        wanted = request.POST.get("status", "")
        change_status(
            staff,
            resident_id,
            seen=seen,
            status=int(wanted) if wanted in {str(code) for code in STATUSES} else 0,
            happened_on=request.POST.get("happened_on", ""),
            note=request.POST.get("note", ""),
            new_head=chosen_id(request, "new_head"),
        )
        return "Status berubah dan tercatat di riwayat."

    def form(resident: Resident, attempt: Attempt | None) -> dict[str, Any]:
        labels = dict(codes.BASE_STATUS)
        return {
            "heirs": _heirs(resident, family_members(resident)),
            "statuses": [(str(code), labels[code]) for code in STATUSES if code != resident.base_status],
        }

    return _answer(request, staff, resident_id, "desk/views/resident_status.html", _STATUS, act, form)


def chosen_id(request: HttpRequest, name: str) -> UUID | None:
    """The id that was chosen in a form; None for none, and for what no list offers."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def seen_edition(request: HttpRequest) -> int:
    """The edition the page showed; 0, which none has, for what no page of ours sends."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def _look(staff: StaffMember, resident_id: UUID) -> Resident:
    resident = resident_of_office(staff, resident_id)
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=resident.pk, purpose="data penduduk")
    return resident


def _heirs(resident: Resident, living: list[Resident]) -> list[Resident]:
    """Who could be the next head, where this person is the head of others."""
    if resident.family_role != codes.HEAD or resident.base_status != codes.ALIVE:
        return []
    return [one for one in living if one.pk != resident.pk]


def _answer(
    request: HttpRequest,
    staff: StaffMember,
    resident_id: UUID,
    template: str,
    names: tuple[str, ...],
    act: Callable[[int], str],
    form: Callable[[Resident, Attempt | None], dict[str, Any]],
) -> HttpResponseBase:
    """Show the form, or do what it asks; a refusal shows it again with every typed word and what is so now."""
    resident_of_office(staff, resident_id)
    require_editor(staff)
    attempt = None
    if request.method == "POST":
        try:
            done = act(seen_edition(request))
        except NotFound:
            raise
        except DomainError as refused:
            attempt = Attempt(refused, touched_values(request, names))
        else:
            messages.success(request, done)
            return redirect("desk:resident", resident_id)
    resident = _look(staff, resident_id)
    context = {
        "resident": resident,
        "attempt": attempt,
        "today": office_today(staff.office.timezone),
        "label_of": label_of,
        **form(resident, attempt),
    }
    return render(request, template, context, status=attempt.refused.status if attempt else 200)
