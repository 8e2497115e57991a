"""A bank transfer: nobody can be asked about it, an officer looks into the account and says so."""

from __future__ import annotations

from collections.abc import Mapping

from tatadesa.core.provider import Account, SettingField
from tatadesa.deliveries.payment_ports import (
    Charge,
    Charged,
    PaymentCapability,
    PaymentNews,
    PaymentWebhook,
)
from tatadesa.deliveries.ports import Outcome


class BankTransfer:
    """The port ``PaymentGateway`` without anybody behind it."""

    code = "transfer"
    title = "Transfer bank"
    capabilities = PaymentCapability(0)
    fields: tuple[SettingField, ...] = ()

    def charge(self, account: Account, charge: Charge) -> Charged:
        """Open at once and without an end: where to transfer to stands in the office's settings."""
        return Charged(Outcome.DONE)

    def look(self, account: Account, key: str) -> PaymentNews:
        """Only a person can say."""
        return PaymentNews(Outcome.NOTHING, key)

    def refund(self, account: Account, key: str, amount: int, reason: str) -> PaymentNews:
        """A person has to."""
        return PaymentNews(Outcome.NOTHING, key)

    def read_webhook(self, account: Account, headers: Mapping[str, str], body: bytes) -> PaymentWebhook:
        """Nobody sends any."""
        return PaymentWebhook(is_genuine=False)
