"""Send a code to the phone or e-mail that is to become the account's."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.confirmation import send_code
from tatadesa.accounts.contacts import clean_address
from tatadesa.accounts.messages import available_channels
from tatadesa.accounts.models import ConfirmationCode
from tatadesa.accounts.ports import Channel
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.registrations.filling import find, hold
from tatadesa.registrations.models import Registration

_UNREACHABLE = {
    Channel.WHATSAPP: "Kode hanya dapat dikirim lewat e-mail. Isi alamat e-mail.",
    Channel.EMAIL: "Kode hanya dapat dikirim lewat WhatsApp. Isi nomor HP.",
}


def send_contact_code(registration_id: UUID, channel: Channel, typed: str, *, client: str) -> Registration:
    """Send six digits to ``typed`` (a mobile number or an e-mail address) and note it as not yet confirmed.

    ``channel`` is one of ``available_channels`` of the office; ``client`` the address of whoever asks, for the limits.
    Raises ``InvalidInput`` at ``alamat``, and ``TooMany`` after two codes in two minutes or by those of ``send_code``.
    """
    begun = find(registration_id)
    if begun.state != Registration.State.BEGUN:
        raise Conflict("Kontak sudah dipastikan dan tidak perlu diisi lagi.")
    if channel not in available_channels(begun.office_id):
        raise InvalidInput({"alamat": _UNREACHABLE[channel]})
    address = clean_address(channel, typed)
    spend("register-code", str(registration_id), capacity=2, per_seconds=120)
    send_code(
        purpose=ConfirmationCode.Purpose.REGISTER,
        subject=str(registration_id),
        channel=channel,
        address=address,
        office_id=begun.office_id,
        client=client,
    )
    with transaction.atomic():
        registration = hold(registration_id)
        registration.phone = address if channel is Channel.WHATSAPP else ""
        registration.email = address if channel is Channel.EMAIL else ""
        registration.contact_confirmed_at = None
        registration.save()
    return registration
