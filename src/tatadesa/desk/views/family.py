"""One family card: who is on it, and what happens to it: births, moves, another address or head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_looks
from tatadesa.core.clock import office_today
from tatadesa.core.errors import DomainError, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.register import Attempt, asked, label_of, touched_values, typed_values
from tatadesa.desk.views.resident import chosen_id, seen_edition
from tatadesa.residents import codes
from tatadesa.residents.actions import record_birth as birth_of
from tatadesa.residents.actions.change_card import change_card
from tatadesa.residents.actions.change_family import change_family
from tatadesa.residents.actions.record_move_out import record_move_out
from tatadesa.residents.models import Family, Resident
from tatadesa.residents.permissions import may_edit, require_editor
from tatadesa.residents.queries import age_on, everybody_on, families_of_office, family_of_office, hamlets_of
from tatadesa.residents.reading import FAMILY_FIELDS, family_values

_CARD_FIELDS: Final = ("family.no_kk", "family.address", "family.dusun", "family.rt", "family.rw")
_PARENT_AGE: Final = 14
_AREA: Final = ("dusun", "rw", "rt")
_OTHER_PARENT: Final = ("father_name", "father_nik", "mother_name", "mother_nik")
Form = Callable[[Family, list[Resident], Attempt | None], dict[str, Any]]


@require_safe
@staff_required
def listing(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/penduduk/keluarga/?dusun=&rw=&rt=&setelah=``: the families by No. KK."""
    after = request.GET.get("setelah", "")
    area = {name: request.GET.get(name, "").replace("\0", "").strip()[:60] for name in _AREA}
    wanted = {name: value.zfill(3) if name != "dusun" else value for name, value in area.items() if value}
    found = families_of_office(staff, wanted, after)
    context = {
        "rows": found.rows,
        "next": found.next,
        "after": after,
        "area": area,
        "hamlets": hamlets_of(staff),
        "is_narrowed": bool(wanted),
    }
    return render(request, "desk/views/families.html", context)


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, family_id: UUID) -> HttpResponse:
    """``/desk/penduduk/keluarga/<id>/``."""
    family, members = _look(staff, family_id)
    today = office_today(staff.office.timezone)
    context = {
        "family": family,
        "living": [(one, age_on(today, one.birth_date)) for one in members if one.base_status == codes.ALIVE],
        "others": [one for one in members if one.base_status != codes.ALIVE],
        "has_head": any(one.family_role == codes.HEAD and one.base_status == codes.ALIVE for one in members),
        "may_edit": may_edit(staff),
    }
    return render(request, "desk/views/family.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def change(request: HttpRequest, staff: StaffMember, family_id: UUID) -> HttpResponseBase:
    """``.../ubah/``: address and number once for all, and what the members are to each other."""

    def act(seen: int) -> str:
        change_family(
            staff,
            family_id,
            seen=seen,
            values=touched_values(request, FAMILY_FIELDS),
            roles=_roles(request),
            note=request.POST.get("note", ""),
            confirmed="yakin" in request.POST,
        )
        return "Kartu keluarga tersimpan dan tercatat di riwayat semua anggotanya."

    def form(family: Family, members: list[Resident], attempt: Attempt | None) -> dict[str, Any]:
        return {"fields": asked(_CARD_FIELDS, family_values(family), attempt), "living": _living(members)}

    return _answer(request, staff, family_id, "desk/views/family_change.html", (*FAMILY_FIELDS, "note"), act, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def birth(request: HttpRequest, staff: StaffMember, family_id: UUID) -> HttpResponseBase:
    """``.../lahir/``."""

    def act(seen: int) -> str:
        child = birth_of.record_birth(
            staff,
            family_id,
            seen=seen,
            values=typed_values(request, birth_of.FIELDS),
            father=chosen_id(request, "father"),
            mother=chosen_id(request, "mother"),
            note=request.POST.get("note", ""),
            confirmed="yakin" in request.POST,
        )
        return f"Kelahiran {child.name} tercatat."

    def form(family: Family, members: list[Resident], attempt: Attempt | None) -> dict[str, Any]:
        today = office_today(staff.office.timezone)
        grown = [one for one in members if age_on(today, one.birth_date) >= _PARENT_AGE]
        of_child = [name for name in birth_of.FIELDS if name not in _OTHER_PARENT]
        usual = {"family_role": codes.CHILD}
        head = next((one for one in _living(members) if one.family_role == codes.HEAD), None)
        if head is not None:
            usual |= {"religion": head.religion, "citizenship": head.citizenship}
        return {
            "fields": asked(of_child, usual, attempt, optional=("nik", "religion", "citizenship")),
            "elsewhere": asked(_OTHER_PARENT, {}, attempt),
            "fathers": [one for one in grown if one.sex == codes.MALE],
            "mothers": [one for one in grown if one.sex == codes.FEMALE],
            "usual_father": _usual_parent(members, codes.MALE),
            "usual_mother": _usual_parent(members, codes.FEMALE),
        }

    names = (*birth_of.FIELDS, "father", "mother", "note")
    return _answer(request, staff, family_id, "desk/views/family_birth.html", names, act, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def move_out(request: HttpRequest, staff: StaffMember, family_id: UUID) -> HttpResponseBase:
    """``.../pindah/``: one, some or all of them leave the village."""

    def act(seen: int) -> str:
        people = record_move_out(
            staff,
            family_id,
            seen=seen,
            people=_chosen_people(request),
            happened_on=request.POST.get("happened_on", ""),
            destination=request.POST.get("destination", ""),
            note=request.POST.get("note", ""),
            new_head=chosen_id(request, "new_head"),
        )
        return f"Kepindahan {len(people)} orang tercatat."

    names = ("happened_on", "destination", "note", "new_head")
    return _answer(request, staff, family_id, "desk/views/family_move_out.html", names, act, _people_form(request))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def move_card(request: HttpRequest, staff: StaffMember, family_id: UUID) -> HttpResponseBase:
    """``.../pisah/``: some of them get another card in the village."""

    def act(seen: int) -> str:
        roles = _roles(request)
        family = change_card(
            staff,
            family_id,
            seen=seen,
            people={key: roles.get(key, "") for key in _chosen_people(request)},
            values=typed_values(request, FAMILY_FIELDS),
            happened_on=request.POST.get("happened_on", ""),
            note=request.POST.get("note", ""),
            new_head=chosen_id(request, "new_head"),
            confirmed="yakin" in request.POST,
        )
        return f"Pindah ke kartu keluarga {family.no_kk} tercatat."

    def form(family: Family, members: list[Resident], attempt: Attempt | None) -> dict[str, Any]:
        address = [name for name in _CARD_FIELDS if name != "family.no_kk"]
        return {
            **_people_form(request)(family, members, attempt),
            "number": asked(["family.no_kk"], {}, attempt)[0],
            "fields": asked(address, {}, attempt, optional=address),
        }

    names = (*FAMILY_FIELDS, "happened_on", "note", "new_head")
    return _answer(request, staff, family_id, "desk/views/family_move_card.html", names, act, form)


def _look(staff: StaffMember, family_id: UUID) -> tuple[Family, list[Resident]]:
    family = family_of_office(staff, family_id)
    members = everybody_on(family)
    people = [one.pk for one in members]
    record_looks(office_id=staff.office_id, actor_id=staff.pk, resident_ids=people, purpose="kartu keluarga")
    return family, members


def _living(members: list[Resident]) -> list[Resident]:
    return [one for one in members if one.base_status == codes.ALIVE]


def _usual_parent(members: list[Resident], sex: int) -> UUID | None:
    """Most children are born to the head and the head's spouse."""
    couple = (codes.HEAD, codes.HUSBAND, codes.WIFE)
    return next((one.pk for one in _living(members) if one.sex == sex and one.family_role in couple), None)


def _people_form(request: HttpRequest) -> Form:
    def form(family: Family, members: list[Resident], attempt: Attempt | None) -> dict[str, Any]:
        asked_for = request.GET.get("siapa", "")
        chosen = {str(key) for key in _chosen_people(request)} if attempt else {asked_for}
        living = _living(members)
        return {
            "living": living,
            "chosen": chosen,
            "head": next((one for one in living if one.family_role == codes.HEAD), None),
        }

    return form


def _chosen_people(request: HttpRequest) -> set[UUID]:
    found = set()
    for text in request.POST.getlist("people"):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def _roles(request: HttpRequest) -> dict[UUID, str]:
    """The role chosen for each member in a field named ``role-<id>``, unless it is still the one the page showed."""
    found = {}
    for name, typed in touched_values(request, [name for name in request.POST if name.startswith("role-")]).items():
        try:
            found[UUID(name.removeprefix("role-"))] = typed
        except ValueError:
            continue
    return found


def _answer(
    request: HttpRequest,
    staff: StaffMember,
    family_id: UUID,
    template: str,
    names: tuple[str, ...],
    act: Callable[[int], str],
    form: Form,
) -> HttpResponseBase:
    """Show the form, or do what it asks; a refusal shows it again with every typed word and what is so now."""
    family_of_office(staff, family_id)
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
            return redirect("desk:family", family_id)
    family, members = _look(staff, family_id)
    context = {
        "family": family,
        "attempt": attempt,
        "today": office_today(staff.office.timezone),
        "label_of": label_of,
        "family_roles": codes.FAMILY_ROLE,
        "roles": {str(key): typed for key, typed in _roles(request).items()},
        **form(family, members, attempt),
    }
    return render(request, template, context, status=attempt.refused.status if attempt else 200)
