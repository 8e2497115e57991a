"""Where a payment stands, from what was heard of it. Pure: any order and any repetition give the same answer."""

from collections.abc import Iterable

from django.db import models


class PaymentState(models.TextChoices):
    """In their order: what was heard of a later one is never undone by an earlier one that comes late.

    Money that comes after the time is over is money all the same, so PAID follows EXPIRED.
    """

    WAITING = "waiting", "Menunggu pembayaran"
    EXPIRED = "expired", "Waktu membayar habis"
    PAID = "paid", "Sudah dibayar"
    REFUNDED = "refunded", "Uang dikembalikan"


_ORDER = tuple(PaymentState)


def standing(heard: Iterable[PaymentState]) -> PaymentState:
    """The state after everything that was ``heard``; money that was never there cannot have been given back."""
    known = {PaymentState.WAITING, *heard}
    if PaymentState.PAID not in known:
        known.discard(PaymentState.REFUNDED)
    return max(known, key=_ORDER.index)


def follows(now: PaymentState, heard: PaymentState) -> bool:
    """Whether ``heard`` moves a payment that stands at ``now``."""
    passed = {now} if now is not PaymentState.REFUNDED else {PaymentState.PAID, PaymentState.REFUNDED}
    return standing({*passed, heard}) is not now
