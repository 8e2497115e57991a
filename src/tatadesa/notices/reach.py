"""The port ``Reach`` of accounts: which channels carry a message to an address, for an office or for any."""

from uuid import UUID

from tatadesa.accounts.ports import Channel, Message
from tatadesa.notices import channels
from tatadesa.notices.kinds import Channel as Known
from tatadesa.notices.models import ChannelAccount
from tatadesa.notices.parties import Direct
from tatadesa.notices.ports import provider


class Reach:
    """Asks the account that every office shares, then the office's own. No query where the shared ones do it all."""

    def channels(self, office_id: UUID | None) -> list[Channel]:
        """Those with the settings they need, in the order they are offered."""
        shared = [channel for channel in Channel if _is_shared(channel)]
        if len(shared) == len(Channel):
            return shared
        own = _own_accounts(office_id)
        return [one for one in Channel if one in shared or any(_carries(who, one) for who in own[one])]


def _is_shared(channel: Channel) -> bool:
    code = channels.USUAL_PROVIDERS[Known(channel)]
    by = channels.known(code)
    return by is not None and by.is_ready(channels.account_from(code, {}))


def _own_accounts(office_id: UUID | None) -> dict[Channel, set[UUID]]:
    """By channel, the office, or all offices, with an account that could carry it; a phone is also reached by SMS."""
    rows = ChannelAccount.objects.exclude(sealed="").values_list("office", "provider")
    found = {
        (office, provider(code).channel) for office, code in (rows.filter(office=office_id) if office_id else rows)
    }
    ways = {one: {one, Known.SMS} if one is Channel.WHATSAPP else {one} for one in Channel}
    return {one: {office for office, way in found if way in ways[one]} for one in Channel}


def _carries(office_id: UUID, channel: Channel) -> bool:
    """Whether the office sends on ``channel`` by itself."""
    party = Direct(channels.settings_of(office_id), Message(channel, "", "", "", ""))
    return any(party.provider(way) for way in party.channels)
