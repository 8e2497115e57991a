"""What has happened lately."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.notices.actions.mark_read import mark_read
from tatadesa.notices.models import Notice
from tatadesa.notices.queries import elsewhere, recent
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page, parse_key

_WAYS = {
    Notice.Channel.WEB_PUSH: "HP",
    Notice.Channel.WHATSAPP: "WhatsApp",
    Notice.Channel.TELEGRAM: "Telegram",
    Notice.Channel.EMAIL: "e-mail",
    Notice.Channel.SMS: "SMS",
}
# From the worst to the best: of several phones the one that counts is the one it reached.
_BECAME = {
    Notice.State.FAILED: "tidak sampai",
    Notice.State.QUEUED: "menunggu dikirim",
    Notice.State.SENDING: "menunggu dikirim",
    Notice.State.SENT: "terkirim",
    Notice.State.DELIVERED: "sampai",
    Notice.State.READ: "dibaca",
}
_RANKS = list(_BECAME)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def notices(request: HttpRequest, account: Account) -> HttpResponse:
    """``/pemberitahuan/?sesudah=``; POST marks as read what the page showed (``kabar``), not what came in since."""
    if request.method == "POST":
        mark_read(account, [parse_key(text) for text in request.POST.getlist("kabar")])
        return HttpResponseRedirect(reverse("portal:notices"))
    found = recent(account, request.GET.get("sesudah") or None)
    return page(
        request,
        "notices",
        {
            "rows": found.rows,
            "ways": {key: _ways(told) for key, told in elsewhere(account, found.rows).items()},
            "next": found.next,
            "any_unread": any(row.state != Notice.State.READ for row in found.rows),
            "zone": account.citizen.office.timezone,
        },
    )


def _ways(told: list[Notice]) -> str:
    """``WhatsApp (tidak sampai), e-mail (terkirim)``: where else a notice went, in the order of the tries."""
    best: dict[Notice.Channel, Notice.State] = {}
    for notice in told:
        channel, state = Notice.Channel(notice.channel), Notice.State(notice.state)
        if channel not in best or _RANKS.index(state) > _RANKS.index(best[channel]):
            best[channel] = state
    return ", ".join(f"{_WAYS[channel]} ({_BECAME[state]})" for channel, state in best.items())
