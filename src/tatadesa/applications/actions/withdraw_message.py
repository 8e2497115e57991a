"""Whoever wrote a message takes it back, within a minute."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.history import announce
from tatadesa.applications.models import Message
from tatadesa.applications.talk import may_withdraw
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound


@transaction.atomic
def withdraw_message(author: Account, number: str, message_id: UUID) -> Message:
    """Remove words and files; the thread says that a message was taken back. Doing so again changes nothing.

    Raises ``NotFound`` for what is not the author's, ``Conflict`` after a minute.
    """
    own = Message.objects.select_for_update(of=("self",)).select_related("application")
    message = own.filter(author=author, application__number=number, pk=message_id).first()
    if message is None:
        raise NotFound
    if message.withdrawn_at is not None:
        return message
    if not may_withdraw(message, author):
        raise Conflict("Pesan hanya bisa ditarik dalam satu menit sesudah dikirim.")
    message.text, message.withdrawn_at = "", now()
    message.save(update_fields=["text", "withdrawn_at"])
    message.files.all().delete()
    announce(message.application)
    return message
