"""The page of an account at an outside provider: its fields, saving and trying it. Couriers and channels alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.provider_accounts import ProviderAccounts, values_of
from tatadesa.core.errors import Conflict, InvalidInput, NotFound, TooMany
from tatadesa.core.provider import Check

Change = Callable[..., object]
Try = Callable[[StaffMember, str], tuple[Check, ...]]


@dataclass(frozen=True)
class AccountPage:
    """One kind: its accounts, what changes and tries them, its template and addresses."""

    accounts: ProviderAccounts[Any, Any]
    change: Change
    attempt: Try
    template: str
    address: str
    hook: str
    has_hook: Callable[[Any], bool]
    more: Callable[[Any], dict[str, Any]] = lambda by: {}

    def edit(self, request: HttpRequest, staff: StaffMember, code: str) -> HttpResponseBase:
        """Show it, or by POST save it."""
        if request.method != "POST":
            return self._show(request, staff, code, {}, {}, 200)
        typed = typed_in(request)
        try:
            self.change(staff, code, typed, seen=seen_in(typed))
        except InvalidInput as refused:
            return self._show(request, staff, code, typed, refused.errors, 422)
        except Conflict as refused:
            return self._show(request, staff, code, typed, {"": refused.message}, 409)
        messages.success(request, "Sambungan disimpan. Coba sambungannya di bawah.")
        return redirect(self.address, code)

    def test(self, request: HttpRequest, staff: StaffMember, code: str) -> HttpResponseBase:
        """Try the saved account; the answer is on the same page."""
        try:
            checks = self.attempt(staff, code)
        except TooMany as refused:
            return self._show(request, staff, code, {}, {"": refused.message}, refused.status)
        return self._show(request, staff, code, {}, {}, 200, checks)

    def _show(
        self,
        request: HttpRequest,
        staff: StaffMember,
        code: str,
        typed: Mapping[str, str],
        errors: Mapping[str, str],
        status: int,
        checks: tuple[Check, ...] = (),
    ) -> HttpResponseBase:
        by = self.accounts.known(code)
        if by is None:
            raise NotFound
        row = self.accounts.look_up(staff.office_id, code)
        kept = values_of(row)
        path = reverse(self.hook, args=[code, row.hook_key]) if self.has_hook(by) and row.hook_key else ""
        fields = [
            (one, "" if one.is_secret else typed.get(one.name, kept.get(one.name, "")), bool(kept.get(one.name)))
            for one in by.fields
        ]
        context = {
            "by": by,
            "row": row,
            "fields": fields,
            "errors": errors,
            "checks": checks,
            "hook": request.build_absolute_uri(path) if path else "",
            "zone": staff.office.timezone,
            **self.more(by),
        }
        return render(request, self.template, context, status=status)


def typed_in(request: HttpRequest) -> dict[str, str]:
    """What was posted, one text for each name."""
    return {name: str(value).replace("\0", "") for name, value in request.POST.items()}


def seen_in(typed: Mapping[str, str]) -> int:
    """The edition that the page showed; 0, which no row has, for anything that is no number."""
    seen = typed.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
