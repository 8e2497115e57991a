"""A citizen takes an unanswered request back."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.privacy.models import DataRequest


@transaction.atomic
def withdraw(account: Account, request_id: UUID) -> DataRequest:
    """Raises ``NotFound`` for somebody else's request, ``Conflict`` when it has been answered."""
    found = DataRequest.objects.select_for_update(of=("self",)).filter(account=account, pk=request_id).first()
    if found is None:
        raise NotFound
    if found.state != DataRequest.State.OPEN:
        raise Conflict("Permintaan ini sudah dijawab.")
    found.state = DataRequest.State.WITHDRAWN
    found.closed_at = now()
    found.save(update_fields=["state", "closed_at"])
    live.publish([live.office_topic(found.office_id)], "data_request", {})
    return found
