"""One service at the own office: open or closed, how many, in whose words, and its whole standard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.admission import places_left
from tatadesa.applications.usual_time import usual_time
from tatadesa.catalogue.actions.change_offer import INPUTS, LONGEST, change_offer
from tatadesa.catalogue.actions.change_settings import Settings, change_settings
from tatadesa.catalogue.changes import changes_of
from tatadesa.catalogue.models import Service
from tatadesa.catalogue.offers import Offered
from tatadesa.catalogue.permissions import may_build, may_change_settings, require_services_reader
from tatadesa.catalogue.queries import service_of
from tatadesa.catalogue.rules import who_words
from tatadesa.catalogue.standard import inner_parts
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, DomainError, InvalidInput
from tatadesa.desk.access import staff_required

_SAVED = "Pengaturan layanan disimpan."
_SAME = "Tidak ada yang berubah."


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``/desk/layanan/<slug>/``."""
    require_services_reader(staff)
    return _shown(request, staff, service_of(staff.office, slug))


@require_POST
@staff_required
def settings(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``atur/``: what the owner decides."""

    def act(seen: UUID | None) -> bool:
        return change_settings(staff, slug, _settings(request), seen=seen)

    return _done(request, staff, slug, act)


@require_POST
@staff_required
def offer(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``tampilan/``: what the own office says of it."""
    texts = {part: request.POST.get(name, "").replace("\0", "") for part, name in INPUTS.items()}

    def act(seen: UUID | None) -> bool:
        return change_offer(staff, slug, is_off="mati" in request.POST, texts=texts, seen=seen)

    return _done(request, staff, slug, act)


def _done(request: HttpRequest, staff: StaffMember, slug: str, act: Callable[[UUID | None], bool]) -> HttpResponseBase:
    """Do it and go back to the page; a refusal shows it again with what was typed."""
    require_services_reader(staff)
    try:
        changed = act(_seen(request))
    except (InvalidInput, Conflict) as refused:
        return _shown(request, staff, service_of(staff.office, slug), request.POST, refused)
    messages.success(request, _SAVED if changed else _SAME)
    return redirect("desk:service", slug)


def _shown(
    request: HttpRequest,
    staff: StaffMember,
    offered: Offered,
    typed: Mapping[str, Any] | None = None,
    refused: DomainError | None = None,
) -> HttpResponse:
    changes, standard = changes_of(staff.office, offered.service), offered.version.standard
    context = {
        "offered": offered,
        "closed": offered.closed(office_today(offered.handled_at.timezone)),
        "places_left": places_left(offered),
        "usual": usual_time(offered.handled_at, offered.service),
        "who": who_words(offered.version.rules),
        "standard": standard,
        "inner": inner_parts(standard),
        "values": {**_values(offered), **_typed(typed)},
        "longest": {INPUTS[part]: most for part, most in LONGEST.items()},
        "periods": Service.QuotaPeriod.choices,
        "handlers": Service.HandledBy.choices,
        "changes": changes,
        "seen": changes[0].pk if changes else "",
        "zone": staff.office.timezone,
        "may_change": may_change_settings(staff),
        "may_build": may_build(staff),
        "may_offer": not staff.office.is_village,
        "errors": refused.errors if isinstance(refused, InvalidInput) else {},
        "refused": refused.message if isinstance(refused, Conflict) else "",
    }
    return render(request, "desk/views/service.html", context, status=refused.status if refused else 200)


def _values(offered: Offered) -> dict[str, Any]:
    """The inputs as things stand now."""
    service = offered.service
    return {
        "terbuka": service.is_open,
        "buka": service.opens_on.isoformat() if service.opens_on else "",
        "tutup": service.closes_on.isoformat() if service.closes_on else "",
        "kuota": str(service.quota or ""),
        "periode": service.quota_period,
        "tawarkan": bool(service.offered_to),
        "ditangani": service.handled_by,
        "mati": offered.is_off,
        **{name: offered.texts.get(part, "") for part, name in INPUTS.items()},
    }


def _typed(post: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the refused form said in place of that; the page's other form keeps what holds."""
    if post is None:
        return {}
    ticks = ("terbuka", "tawarkan") if "kuota" in post else ("mati",)
    words = ("buka", "tutup", "kuota", "periode", "ditangani", *INPUTS.values())
    return {**{name: post[name] for name in words if name in post}, **{name: name in post for name in ticks}}


def _settings(request: HttpRequest) -> Settings:
    errors: dict[str, str] = {}
    post = request.POST
    quota = post.get("kuota", "").strip()
    if quota and not (quota.isascii() and quota.isdecimal() and len(quota) <= 6):
        errors["kuota"] = "Isi dengan angka, atau kosongkan bila tidak dibatasi."
    days = {name: _day(post.get(name, ""), name, errors) for name in ("buka", "tutup")}
    if errors:
        raise InvalidInput(errors)
    return Settings(
        is_open="terbuka" in post,
        opens_on=days["buka"],
        closes_on=days["tutup"],
        quota=int(quota) if quota else None,
        quota_period=post.get("periode", Service.QuotaPeriod.MONTH),
        is_offered="tawarkan" in post,
        handled_by=post.get("ditangani", Service.HandledBy.VILLAGE),
    )


def _day(typed: str, name: str, errors: dict[str, str]) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        errors[name] = "Pilih tanggalnya, atau kosongkan."
        return None


def _seen(request: HttpRequest) -> UUID | None:
    """The latest change that the page showed; raises ``Conflict`` for a page that says something else."""
    typed = request.POST.get("seen", "")
    try:
        return UUID(typed) if typed else None
    except ValueError as error:
        raise Conflict("Halaman ini sudah lama terbuka. Muat ulang, lalu ulangi.") from error
