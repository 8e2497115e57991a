"""The citizen writes to the officers about an application."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.history import citizen_label
from tatadesa.applications.locking import lock_for_talk
from tatadesa.applications.messaging import post
from tatadesa.applications.models import Message


@transaction.atomic
def write_to_office(account: Account, number: str, *, key: UUID, text: str, files: Sequence[str] = ()) -> Message:
    """Send ``text`` and ``files`` (ids of own uploads); the mark that an answer is awaited goes.

    For the owner and the applicant, until 30 days after a decision; once per ``key``. Raises ``NotFound``,
    ``InvalidInput``, ``Conflict``, ``TooMany``.
    """
    application = lock_for_talk(account, number)
    label = citizen_label(application, account)
    return post(application, account, label, from_office=False, key=key, text=text, files=files)
