"""Payments of the postage: opened with a choice, moved by what is heard of them. Each caller holds the application."""

from __future__ import annotations

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict
from tatadesa.core.provider import Account
from tatadesa.deliveries import payment_ports
from tatadesa.deliveries.models import DeliveryChoice, DeliverySettings, Payment
from tatadesa.deliveries.payment_states import PaymentState, follows
from tatadesa.deliveries.ports import Outcome

_WAY = "transfer"


def open_for(choice: DeliveryChoice) -> None:
    """Open a payment where the citizen is to pay first and none is open or paid; the caller saves the choice.

    One that waits takes the new price. One that is paid stays: what is too much or too little is between people.
    """
    paid = choice.payment
    if choice.method != DeliveryChoice.Method.POST or choice.payer != DeliverySettings.Payer.TRANSFER:
        return
    if paid is not None and paid.state == PaymentState.WAITING:
        paid.amount = choice.price
        paid.save(update_fields=["amount"])
    elif paid is None or paid.state != PaymentState.PAID:
        choice.payment = _open(choice)


def hear(payment: Payment, state: PaymentState, staff: StaffMember | None = None) -> bool:
    """Take in what an officer or a gateway says; False when nothing changes by it."""
    if not follows(PaymentState(payment.state), state):
        return False
    payment.state, payment.state_at = state, now()
    payment.noted_by = staff
    payment.save(update_fields=["state", "state_at", "noted_by"])
    return True


def _open(choice: DeliveryChoice) -> Payment:
    payment = Payment(
        office_id=choice.office_id,
        application_id=choice.application_id,
        gateway=_WAY,
        amount=choice.price,
        state_at=now(),
    )
    charge = payment_ports.Charge(payment.pk.hex, payment.amount, "Ongkos kirim surat")
    if payment_ports.gateway(_WAY).charge(Account({}), charge).outcome is not Outcome.DONE:
        raise Conflict("Pembayaran belum bisa dibuka. Coba lagi sebentar lagi.")
    payment.save(force_insert=True)
    return payment
