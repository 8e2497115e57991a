"""Take the code that came back from the person's phone or e-mail."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.confirmation import check_code
from tatadesa.accounts.models import ConfirmationCode
from tatadesa.accounts.ports import Channel
from tatadesa.core.clock import now
from tatadesa.registrations import history
from tatadesa.registrations.filling import find, hold
from tatadesa.registrations.models import Registration


def confirm_contact(registration_id: UUID, typed: str) -> Registration:
    """Note the contact as confirmed: the one the code was sent to. Raises ``InvalidInput`` at ``kode``."""
    find(registration_id)
    code = check_code(purpose=ConfirmationCode.Purpose.REGISTER, subject=str(registration_id), typed=typed)
    with transaction.atomic():
        registration = hold(registration_id)
        registration.phone = code.address if code.channel == Channel.WHATSAPP else ""
        registration.email = code.address if code.channel == Channel.EMAIL else ""
        registration.contact_confirmed_at = now()
        registration.edition += 1
        registration.save()
        history.record(registration, "confirm_contact", registration.state, None, "Nomor HP atau e-mail dipastikan.")
    return registration
