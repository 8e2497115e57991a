"""Who takes the citizen's money for the postage, in our words. One adapter per way; wiring names it ``payment.<code>``.

A gateway keeps nothing: what it needs arrives with every call. Payments are named by our own ``key``, the same in every
attempt, so that asking twice makes one payment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Flag, auto
from typing import Protocol, cast

from tatadesa.core import effects
from tatadesa.core.provider import Account, SettingField
from tatadesa.deliveries.payment_states import PaymentState
from tatadesa.deliveries.ports import Outcome

GATEWAYS = ("transfer",)
"""Codes of the ways we know: a bank transfer that an officer looks for."""


class PaymentCapability(Flag):
    """What a gateway can do for us. One without any is served by an officer's eyes and word."""

    QR = auto()
    """It gives a QRIS code to scan."""
    STATUS = auto()
    WEBHOOK = auto()
    REFUND = auto()


@dataclass(frozen=True)
class Charge:
    """``amount`` in rupiah; None where nobody knows the price yet. ``words`` are read by the payer's bank."""

    key: str
    amount: int | None
    words: str


@dataclass(frozen=True)
class Charged:
    """``qr`` is the text of a QRIS code; ``expires_at`` is None where it can be paid at any time."""

    outcome: Outcome
    qr: str = ""
    expires_at: datetime | None = None
    raw: str = field(default="", repr=False)
    reason: str = ""


@dataclass(frozen=True)
class PaymentNews:
    """What a gateway says of one payment, asked or by itself."""

    outcome: Outcome
    key: str = ""
    state: PaymentState = PaymentState.WAITING
    amount: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class PaymentWebhook:
    """A webhook as it was understood: ``is_genuine`` is False when its signature is wrong."""

    is_genuine: bool
    news: tuple[PaymentNews, ...] = ()


class PaymentGateway(Protocol):
    """One way to pay. Never raises for what the provider or the network does; never logs a secret."""

    code: str
    title: str
    capabilities: PaymentCapability
    fields: tuple[SettingField, ...]

    def charge(self, account: Account, charge: Charge) -> Charged:
        """Open a payment."""
        ...

    def look(self, account: Account, key: str) -> PaymentNews:
        """Where it stands; NOTHING where only a person can say."""
        ...

    def refund(self, account: Account, key: str, amount: int, reason: str) -> PaymentNews:
        """Give the money back; NOTHING where a person has to."""
        ...

    def read_webhook(self, account: Account, headers: Mapping[str, str], body: bytes) -> PaymentWebhook:
        """Understand what a provider sent; ``headers`` by lower-case name."""
        ...


def gateway(code: str) -> PaymentGateway:
    """The adapter of ``code`` (one of ``GATEWAYS``)."""
    return cast("PaymentGateway", effects.port(f"payment.{code}"))
