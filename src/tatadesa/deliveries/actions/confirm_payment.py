"""The office has seen the citizen's money for the postage."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce
from tatadesa.applications.locking import lock_for_reader
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.permissions import require_sender


@transaction.atomic
def confirm_payment(staff: StaffMember, number: str) -> DeliveryChoice:
    """Of an application of the officer's own office. Raises ``NotFound``, ``NotAllowed``, and ``Conflict`` where no
    payment is waited for.
    """
    application = lock_for_reader(staff, number)
    require_sender(staff)
    choice = DeliveryChoice.objects.filter(application=application).first()
    if choice is None:
        raise NotFound
    if not choice.awaits_payment:
        raise Conflict("Permohonan ini tidak menunggu pembayaran ongkos kirim.")
    choice.paid_at, choice.paid_by = now(), staff
    choice.save(update_fields=["paid_at", "paid_by"])
    announce(application)
    return choice
