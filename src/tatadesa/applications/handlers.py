"""What applications do when something happens elsewhere; named in ``config/wiring.py``."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from tatadesa.applications.models import Application
from tatadesa.applications.standing_in import stand_in
from tatadesa.residents.models import Resident


@transaction.atomic
def on_account_tied(payload: Mapping[str, str]) -> None:
    """Give the account ``payload["account_id"]`` what was made about its resident ``payload["resident_id"]`` before.

    What the counter made for somebody without an account becomes the account's own; what others own it may read from
    now on. Running it again changes nothing, and a tie that has been undone meanwhile gives nothing.
    """
    account_id, resident_id = UUID(payload["account_id"]), UUID(payload["resident_id"])
    tied = Resident.objects.select_for_update(of=("self",), no_key=True).filter(pk=resident_id, account=account_id)
    if tied.first() is None:
        return
    about = Application.objects.filter(resident=resident_id)
    about.filter(citizen=None).update(citizen=account_id)
    about.exclude(citizen=account_id).update(applicant_account=account_id)


def on_step_opened(payload: Mapping[str, str]) -> None:
    """A step for an RT or RW head has its turn: where nobody is head, the office does it."""
    stand_in(UUID(payload["application_id"]))
