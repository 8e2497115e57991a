"""POS at the counter: nobody is asked. The officer brings the letter, and types the waybill from the receipt."""

from collections.abc import Mapping
from urllib.parse import quote

from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.deliveries.ports import (
    POS_PAGE,
    Cancelled,
    Capability,
    Order,
    Ordered,
    Outcome,
    Parcel,
    Rates,
    Tracked,
    Webhook,
)

_NOBODY = "Di loket tidak ada yang bisa ditanya lewat internet."


class CounterCourier:
    """The port ``Courier`` for an office without agreement; all that can be done is to link to POS's page."""

    code = "counter"
    title = "POS Indonesia (loket)"
    capabilities = Capability(0)
    fields: tuple[SettingField, ...] = (POS_PAGE,)

    def test(self, account: Account) -> tuple[Check, ...]:
        """Nothing to try."""
        return (Check("Loket", is_good=True, words="tidak perlu sambungan. Bawa surat ke kantor pos terdekat."),)

    def rates(self, account: Account, origin: str, destination: str, parcel: Parcel) -> Rates:
        """None."""
        return Rates(Outcome.NOTHING, reason=_NOBODY)

    def order(self, account: Account, order: Order) -> Ordered:
        """Refused."""
        return Ordered(Outcome.REFUSED, reason=_NOBODY)

    def cancel(self, account: Account, reference: str, waybill: str, reason: str) -> Cancelled:
        """Refused."""
        return Cancelled(Outcome.REFUSED, reason=_NOBODY)

    def track(self, account: Account, waybill: str, reference: str) -> Tracked:
        """Refused."""
        return Tracked(Outcome.REFUSED, reason=_NOBODY)

    def read_webhook(self, account: Account, headers: Mapping[str, str], body: bytes) -> Webhook:
        """Nobody sends any."""
        return Webhook(is_genuine=False)

    def page_of(self, account: Account, waybill: str) -> str:
        """POS's own page."""
        return f"{account['page_url']}{quote(waybill)}" if waybill else ""
