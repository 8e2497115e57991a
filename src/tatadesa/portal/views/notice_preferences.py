"""How the citizen wants to be told: channels in their order with a consent each, quiet hours, devices that ring."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.browser_words import browser_words
from tatadesa.accounts.contacts import masked
from tatadesa.accounts.models import Account
from tatadesa.accounts.ports import Channel as Contact
from tatadesa.core.errors import InvalidInput
from tatadesa.notices import channels
from tatadesa.notices.actions.begin_telegram import begin_telegram
from tatadesa.notices.actions.change_preferences import Wish, change_preferences
from tatadesa.notices.actions.remove_device import remove_device
from tatadesa.notices.kinds import AT_NIGHT_CHOICES, LANGUAGES, OUTSIDE, Channel, kind_of
from tatadesa.notices.models import Preference
from tatadesa.notices.ports import public_key
from tatadesa.notices.queries import devices
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page

_WORDS = {
    Channel.WEB_PUSH: ("Kabar di HP (push)", "Gratis. Berbunyi di perangkat yang Anda nyalakan di bawah."),
    Channel.WHATSAPP: ("WhatsApp", "Pesan ke nomor WhatsApp Anda."),
    Channel.TELEGRAM: ("Telegram", "Pesan dari bot desa di Telegram."),
    Channel.EMAIL: ("E-mail", "Surat ke alamat e-mail Anda."),
    Channel.SMS: ("SMS", "Pesan pendek, juga tanpa internet."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def preferences(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/kabar/``."""
    if request.method != "POST":
        return _show(request, account, {}, 200)
    wish = Wish(
        agreed=frozenset(str(name) for name in OUTSIDE if f"setuju-{name}" in request.POST),
        order=sorted((str(name) for name in OUTSIDE), key=lambda name: _rank(request.POST.get(f"urutan-{name}", ""))),
        quiet=request.POST.get("tenang", ""),
        quiet_from=request.POST.get("dari", "")[:10].replace("\0", ""),
        quiet_until=request.POST.get("sampai", "")[:10].replace("\0", ""),
        even_at_night=request.POST.getlist("malam"),
        language=request.POST.get("bahasa", ""),
    )
    try:
        change_preferences(account, wish)
    except InvalidInput as refused:
        return _show(request, account, refused.errors, 422, wish)
    messages.success(request, "Pilihan kabar Anda disimpan.")
    return HttpResponseRedirect(reverse("portal:notice_preferences"))


@require_POST
@citizen_required
def telegram(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/kabar/telegram/``: a fresh link to the office's bot."""
    link = begin_telegram(account)
    return _show(request, account, {}, 200, link=link)


@require_POST
@citizen_required
def drop_device(request: HttpRequest, account: Account, subscription_id: UUID) -> HttpResponse:
    """``/akun/kabar/perangkat/<id>/lepas/``."""
    remove_device(account, subscription_id)
    messages.success(request, "Perangkat itu tidak lagi berbunyi.")
    return HttpResponseRedirect(f"{reverse('portal:notice_preferences')}#perangkat")


def _show(
    request: HttpRequest,
    account: Account,
    errors: dict[str, str],
    status: int,
    wish: Wish | None = None,
    link: str = "",
) -> HttpResponse:
    settings, kept = channels.settings_of(account.citizen.office_id), channels.wishes_of(account.pk)
    offered, agreed = channels.offered(settings), channels.consents_of(account.pk)
    order = list(wish.order) if wish else channels.order_for(settings, "other", kept)
    rows: list[dict[str, Any]] = []
    for number, name in enumerate(order, 1):
        channel = Channel(name)
        if channel != Channel.WEB_PUSH and name not in offered and name not in agreed:
            continue
        label, words = _WORDS[channel]
        consent = agreed.get(name)
        rows.append(
            {
                "name": name,
                "label": label,
                "words": words,
                "rank": number,
                "address": _address(account, channel, kept),
                "is_agreed": name in wish.agreed if wish else consent is not None,
                "since": consent.given_at if consent else None,
                "needs_consent": channel != Channel.WEB_PUSH,
            }
        )
    context = {
        "rows": [{**row, "rank": number} for number, row in enumerate(rows, 1)],
        "quiet": wish.quiet if wish else kept.quiet,
        "quiets": Preference.Quiet.choices,
        "office_hours": f"{settings.quiet_from:%H.%M} sampai {settings.quiet_until:%H.%M}",
        "hours": (
            (wish.quiet_from, wish.quiet_until)
            if wish
            else tuple(moment.strftime("%H.%M") if moment else "" for moment in (kept.quiet_from, kept.quiet_until))
        ),
        "nights": [(str(key), kind_of(key).label) for key in AT_NIGHT_CHOICES],
        "at_night": list(wish.even_at_night) if wish else kept.even_at_night,
        "languages": LANGUAGES,
        "language": wish.language if wish else kept.language,
        "errors": errors,
        "labels": {
            **{f"setuju-{row['name']}": (f"setuju-{row['name']}", row["label"]) for row in rows},
            "dari": ("dari", "Mulai"),
            "sampai": ("sampai", "Sampai"),
        },
        "push_key": public_key(),
        "devices": [(device, _name(device.device)) for device in devices(account)],
        "telegram": {"is_offered": "telegram" in offered, "chat": kept.telegram_chat, "link": link},
        "zone": account.citizen.office.timezone,
    }
    return page(request, "notice_preferences", context, status=status)


def _address(account: Account, channel: Channel, kept: Preference) -> str:
    """Enough of it to be recognised; empty where there is none that is proven."""
    address = channels.address_of(account, channel, kept)
    if not address or channel == Channel.TELEGRAM:
        return "tersambung" if address else ""
    return masked(Contact.EMAIL if channel == Channel.EMAIL else Contact.WHATSAPP, address)


def _name(device: str) -> str:
    """The browser in words its owner recognises, also where only its own long name was kept."""
    return browser_words(device) if "/" in device else device or "Peramban lain"


def _rank(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 99
