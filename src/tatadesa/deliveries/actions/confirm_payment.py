"""The office has seen the citizen's money for the postage, or has given it back."""

from __future__ import annotations

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce
from tatadesa.applications.locking import lock_for_reader
from tatadesa.applications.models import Application
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.deliveries import paying
from tatadesa.deliveries.models import DeliveryChoice, Payment, Shipment
from tatadesa.deliveries.payment_states import PaymentState
from tatadesa.deliveries.permissions import require_sender


@transaction.atomic
def confirm_payment(staff: StaffMember, number: str) -> Payment:
    """Of an application of the officer's own office; money after a refund is a payment of its own. Raises ``NotFound``,
    ``NotAllowed``, and ``Conflict`` where no payment is waited for.
    """
    application, choice = _of(staff, number)
    if not choice.awaits_payment or choice.payment is None:
        raise Conflict("Permohonan ini tidak menunggu pembayaran ongkos kirim.")
    if choice.payment.state == PaymentState.REFUNDED:
        paying.open_for(choice)
        choice.save(update_fields=["payment"])
    paying.hear(choice.payment, PaymentState.PAID, staff)
    announce(application)
    return choice.payment


@transaction.atomic
def note_refund(staff: StaffMember, number: str) -> Payment:
    """The money went back, as nothing was sent for it. Raises as above, ``Conflict`` also while a parcel is there."""
    application, choice = _of(staff, number)
    payment = choice.payment
    if payment is None or payment.state != PaymentState.PAID:
        raise Conflict("Tidak ada ongkos kirim yang sudah dibayar.")
    if _is_used(application):
        raise Conflict("Ongkosnya sudah dipakai untuk kiriman ini. Batalkan dahulu kirimannya.")
    paying.hear(payment, PaymentState.REFUNDED, staff)
    announce(application)
    return payment


def _is_used(application: Application) -> bool:
    return (
        Shipment.objects.filter(application=application)
        .exclude(request__in=(Shipment.Request.CANCELLED, Shipment.Request.FAILED))
        .exists()
    )


def _of(staff: StaffMember, number: str) -> tuple[Application, DeliveryChoice]:
    application = lock_for_reader(staff, number)
    require_sender(staff)
    choice = DeliveryChoice.objects.select_related("payment").filter(application=application).first()
    if choice is None:
        raise NotFound
    return application, choice
