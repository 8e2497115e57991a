"""The citizen takes an application back."""

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.history import citizen_label, record
from tatadesa.applications.locking import lock_for_citizen
from tatadesa.applications.models import Application
from tatadesa.applications.states import Verb
from tatadesa.applications.steps import stop
from tatadesa.core.clock import now


@transaction.atomic
def cancel(account: Account, number: str) -> Application:
    """Cancel while nobody works on it (sent, or returned for correction); raises ``Conflict`` otherwise."""
    application = lock_for_citizen(account, number)
    words = "Permohonan dibatalkan oleh pemohon."
    return take_back(application, account, citizen_label(application, account), words)


def take_back(application: Application, actor: Account, label: str, words: str) -> Application:
    """Cancel the locked ``application``; what was being changed about it goes too."""
    application.decided_at = now()
    application.correction = None
    application.taken_by = None
    stop(application)
    record(application, Verb.CANCEL, actor=actor, label=label, words=words)
    application.drafts.all().delete()
    return application
