"""Tells the person what became of a registration, at the contact that was confirmed. Never a NIK or a name in it."""

from django.conf import settings

from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.ports import Channel, Message
from tatadesa.registrations.models import Registration


def tell(registration: Registration, purpose: str, subject: str, text: str, path: str) -> bool:
    """Queue one message in the present transaction; ``path`` is the page of this site that it points to.

    False when nobody can be told: no confirmed contact, or no provider for it.
    """
    channel, address = _contact(registration)
    if not address or registration.contact_confirmed_at is None:
        return False
    if channel not in available_channels(registration.office_id):
        return False
    whole = f"{registration.office.full_name}: {text}\n\n{settings.BASE_URL}{path}"
    message = Message(channel=channel, to=address, purpose=purpose, subject=subject, text=whole)
    queue_message(message, registration.office_id)
    return True


def _contact(registration: Registration) -> tuple[Channel, str]:
    if registration.phone:
        return Channel.WHATSAPP, registration.phone
    return Channel.EMAIL, registration.email
