"""One side has seen what the other wrote."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.history import announce
from tatadesa.applications.locking import lock_for_reader, lock_for_talk
from tatadesa.applications.messaging import see


@transaction.atomic
def see_messages(account: Account, number: str, up_to: UUID) -> None:
    """The citizen's page has shown everything to the message ``up_to``; raises ``NotFound``."""
    application = lock_for_talk(account, number)
    if see(application, by_office=False, up_to=up_to):
        announce(application)


@transaction.atomic
def see_messages_at_desk(staff: StaffMember, number: str, up_to: UUID) -> None:
    """The same for an officer: to have been seen by one is to have been seen by the office."""
    application = lock_for_reader(staff, number)
    if see(application, by_office=True, up_to=up_to):
        announce(application)
