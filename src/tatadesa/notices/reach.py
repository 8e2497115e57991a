"""The port ``Reach`` of accounts: which channels carry a message to an address, for an office or for any."""

from collections.abc import Iterable
from uuid import UUID

from tatadesa.accounts.ports import Channel, Message
from tatadesa.notices import channels
from tatadesa.notices.kinds import Channel as Known
from tatadesa.notices.models import ChannelAccount
from tatadesa.notices.parties import Direct
from tatadesa.notices.ports import PROVIDERS, provider


class Reach:
    """Asks the account that every office shares, then the office's own. No query where the shared ones do it all."""

    def channels(self, office_id: UUID | None) -> list[Channel]:
        """Those with the settings they need, in the order they are offered."""
        return [one for one in Channel if _is_shared(one) or any(_carries(who, one) for who in _asked(office_id, one))]


def _is_shared(channel: Channel) -> bool:
    code = channels.USUAL_PROVIDERS[Known(channel)]
    by = channels.known(code)
    return by is not None and by.is_ready(channels.account_from(code, {}))


def _asked(office_id: UUID | None, channel: Channel) -> Iterable[UUID]:
    """The office, or all that have an account which could carry ``channel``; a phone is also reached by SMS."""
    if office_id is not None:
        return [office_id]
    ways = {channel, Known.SMS} if channel is Channel.WHATSAPP else {channel}
    codes = [code for code in PROVIDERS if provider(code).channel in ways]
    rows = ChannelAccount.objects.filter(provider__in=codes).exclude(sealed="").order_by("office")
    return rows.values_list("office", flat=True).distinct()


def _carries(office_id: UUID, channel: Channel) -> bool:
    """Whether the office sends on ``channel`` by itself."""
    party = Direct(channels.settings_of(office_id), Message(channel, "", "", "", ""))
    return any(party.provider(way) for way in party.channels)
