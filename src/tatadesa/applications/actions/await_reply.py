"""Officers mark that they wait for the citizen's answer, or that they do not any more."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce
from tatadesa.applications.locking import lock_for_reader
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import may_take_papers
from tatadesa.core.clock import now
from tatadesa.core.errors import NotAllowed


@transaction.atomic
def await_reply(staff: StaffMember, number: str, *, awaits: bool) -> None:
    """Set or take away the mark; it goes by itself when the citizen writes. Raises ``NotFound``, ``NotAllowed``."""
    application = lock_for_reader(staff, number)
    if not may_take_papers(staff):
        raise NotAllowed("Tanda ini dipasang oleh petugas yang melayani permohonan.")
    Application.objects.filter(pk=application.pk).update(awaits_reply_since=now() if awaits else None)
    announce(application, to_citizens=False)
