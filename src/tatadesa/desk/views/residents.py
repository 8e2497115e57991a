"""The register: everybody of the village, found by number or part of a name, narrowed by place and person.

What is looked for is kept in the session and not in the address: an address is written down in many places, and a NIK
or a name must not be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.desk.access import staff_required
from tatadesa.residents import codes
from tatadesa.residents.permissions import may_edit, readable
from tatadesa.residents.queries import age_on, hamlets_of
from tatadesa.residents.searching import MAX_AGE, Filters, Page, search

MAX_SEARCH = 80
_KEPT = "cari_penduduk"
_EVERYBODY = "semua"
_NAMES = ("status", "dusun", "rw", "rt", "kelamin", "dari", "sampai")


@dataclass(frozen=True)
class Asked:
    """What part of the register is shown. All but the words travel in the address."""

    parts: Mapping[str, str]
    text: str = ""
    after: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str], text: str, after: str = "") -> Asked:
        """As an address or a form says it; without a word about status, those who live here."""
        parts = {name: one_line(given.get(name, ""))[:60] for name in _NAMES}
        parts["status"] = parts["status"] or str(codes.ALIVE)
        return cls(parts, one_line(text)[:MAX_SEARCH], after)

    @property
    def filters(self) -> Filters:
        """Raises ``InvalidInput`` for an age that is none; a status or sex that no list offers is not looked at."""
        return Filters(
            status=_code(self.parts["status"]),
            dusun=self.parts["dusun"],
            rw=_three(self.parts["rw"]),
            rt=_three(self.parts["rt"]),
            sex=_code(self.parts["kelamin"]),
            youngest=_age("dari", self.parts["dari"]),
            oldest=_age("sampai", self.parts["sampai"]),
        )

    @property
    def is_narrowed(self) -> bool:
        """True when anything but the usual is asked for."""
        return bool(self.text) or any(value for name, value in self.parts.items() if name != "status")

    def query(self, **changes: str) -> str:
        """The address's query; ``cari=1`` stands for the words in the session."""
        parts = {**self.parts, "setelah": self.after, "cari": "1" if self.text else "", **changes}
        if parts["status"] == str(codes.ALIVE):
            parts["status"] = ""
        return urlencode({name: value for name, value in parts.items() if value})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/penduduk/``. A search comes by POST and leads to an address without its words."""
    if request.method == "POST":
        wanted = Asked.of(request.POST, request.POST.get("cari", ""))
        request.session[_KEPT] = secrets.encrypt(wanted.text)
        return redirect(f"{reverse('desk:residents')}?{wanted.query()}")
    text = secrets.decrypt(request.session[_KEPT]) if "cari" in request.GET and _KEPT in request.session else ""
    context = _context(staff, Asked.of(request.GET, text, request.GET.get("setelah", "")))
    context["hamlets"] = hamlets_of(staff)
    return render(request, "desk/views/residents.html", context, status=422 if context["errors"] else 200)


@require_POST
@staff_required
def listing(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The list alone, for searching while typing."""
    wanted = Asked.of(request.POST, request.POST.get("cari", ""))
    request.session[_KEPT] = secrets.encrypt(wanted.text)
    response = render(request, "desk/views/residents_list.html", _context(staff, wanted))
    response.headers["HX-Replace-Url"] = f"{reverse('desk:residents')}?{wanted.query()}"
    return response


def _context(staff: StaffMember, wanted: Asked) -> dict[str, Any]:
    part = readable(staff)
    errors: dict[str, str] = {}
    found = Page([], "")
    try:
        found = search(staff.office, wanted.text, filters=wanted.filters, within=part, after=wanted.after)
    except InvalidInput as error:
        if "" in error.errors:
            raise
        errors = error.errors
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=None, purpose="daftar penduduk")
    today = office_today(staff.office.timezone)
    return {
        "asked": wanted,
        "rows": [(row, age_on(today, row.birth_date)) for row in found.rows],
        "next": found.next,
        "errors": errors,
        "may_edit": may_edit(staff),
        "statuses": codes.BASE_STATUS,
        "sexes": codes.SEX,
        "alive": codes.ALIVE,
        "everybody": _EVERYBODY,
    }


def _code(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None


def _three(text: str) -> str:
    return text.zfill(3) if text else ""


def _age(name: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > MAX_AGE:
        raise InvalidInput({name: f"Isi umur dengan angka, paling besar {MAX_AGE}."})
    return int(text)
