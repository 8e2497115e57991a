"""How the office tells people: rules, words with a preview, and its account at each provider with a test."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.provider_account import AccountPage, seen_in, typed_in
from tatadesa.notices import channels
from tatadesa.notices.actions.change_channel import change_channel
from tatadesa.notices.actions.change_rules import Rules, change_rules
from tatadesa.notices.actions.test_channel import test_channel
from tatadesa.notices.kinds import ABROAD, KINDS, OUTSIDE, STAFF_HEARERS, Channel
from tatadesa.notices.permissions import require_setter
from tatadesa.notices.ports import PROVIDERS, provider


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/kabar/pengaturan/``."""
    require_setter(staff)
    if request.method != "POST":
        return _show(request, staff, {}, 200)
    typed = typed_in(request)
    rules = Rules(
        channels={key: request.POST.getlist(f"lewat:{key}") for key in KINDS},
        staff={key: request.POST.getlist(f"petugas:{key}") for key in KINDS},
        providers={str(channel): typed.get(f"lewat-{channel}", "") for channel in ABROAD},
        wait=typed.get("tunggu", ""),
        quiet_from=typed.get("dari", ""),
        quiet_until=typed.get("sampai", ""),
        digest_at=typed.get("ringkasan", ""),
        has_digest="ada_ringkasan" in typed,
    )
    try:
        change_rules(staff, rules, seen=seen_in(typed))
    except InvalidInput as refused:
        return _show(request, staff, refused.errors, 422, rules)
    except Conflict as refused:
        return _show(request, staff, {"": refused.message}, 409, rules)
    messages.success(request, "Pengaturan kabar disimpan.")
    return redirect("desk:notice_settings")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def account(request: HttpRequest, staff: StaffMember, provider: str) -> HttpResponseBase:
    """``/desk/kabar/pengaturan/lewat/<provider>/``: the account at one provider."""
    require_setter(staff)
    return _ACCOUNT.edit(request, staff, provider)


@require_POST
@staff_required
def test(request: HttpRequest, staff: StaffMember, provider: str) -> HttpResponseBase:
    """Try the saved account; the answer is on the same page."""
    return _ACCOUNT.test(request, staff, provider)


def _show(
    request: HttpRequest, staff: StaffMember, errors: dict[str, str], status: int, typed: Rules | None = None
) -> HttpResponse:
    kept = channels.settings_of(staff.office_id)
    rows = []
    for kind in KINDS.values():
        rule = kept.rules.get(kind.key, {})
        on = typed.channels.get(kind.key, ()) if typed else rule.get("channels", kind.channels)
        told = typed.staff.get(kind.key, ()) if typed else rule.get("staff", kind.staff)
        rows.append((kind, {str(one) for one in on}, {str(one) for one in told}))
    carriers = []
    for channel in ABROAD:
        usual = kept.providers.get(channel, channels.USUAL_PROVIDERS[channel])
        chosen = typed.providers.get(channel, "") if typed else usual
        options = [(code, provider(code).title) for code in PROVIDERS if provider(code).channel == channel]
        carriers.append((str(channel), Channel(channel).label, chosen, options))
    context: dict[str, Any] = {
        "settings": kept,
        "officer": staff,
        "rows": rows,
        "columns": [(str(channel), Channel(channel).label) for channel in OUTSIDE],
        "hearers": STAFF_HEARERS,
        "carriers": carriers,
        "ready": channels.offered(kept),
        "providers": [(code, provider(code).title) for code in PROVIDERS],
        "values": {
            "tunggu": typed.wait if typed else kept.wait_minutes,
            "dari": typed.quiet_from if typed else kept.quiet_from.strftime("%H.%M"),
            "sampai": typed.quiet_until if typed else kept.quiet_until.strftime("%H.%M"),
            "ringkasan": typed.digest_at if typed else kept.digest_at.strftime("%H.%M"),
            "ada_ringkasan": typed.has_digest if typed else kept.has_digest,
        },
        "errors": errors,
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/notice_settings.html", context, status=status)


_ACCOUNT = AccountPage(
    accounts=channels.ACCOUNTS,
    change=change_channel,
    attempt=test_channel,
    template="desk/views/channel_account.html",
    address="desk:channel_account",
    hook="hooks:messages",
    has_hook=lambda by: bool(by.has_callbacks),
)
