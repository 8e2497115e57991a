"""The port ``Reach`` of accounts: which channels carry a message to an address, whatever the office."""

from tatadesa.accounts.ports import Channel
from tatadesa.notices import channels
from tatadesa.notices.kinds import Channel as Known


class Reach:
    """Asks the usual providers for the account that every office shares. No query."""

    def channels(self) -> list[Channel]:
        """Those with the settings they need, in the order they are offered."""
        return [channel for channel in Channel if self._is_ready(channel)]

    def _is_ready(self, channel: Channel) -> bool:
        code = channels.USUAL_PROVIDERS[Known(channel)]
        by = channels.known(code)
        return by is not None and by.is_ready(channels.account_from(code, {}))
