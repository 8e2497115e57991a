"""A citizen sends a request and says in the same moment how its letter is to come."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Application
from tatadesa.core.errors import Conflict
from tatadesa.deliveries.actions.choose_delivery import keep
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.wishes import Wish


@transaction.atomic
def submit_with_choice(account: Account, key: UUID, wish: Wish | None) -> tuple[Application, str]:
    """Send the draft ``key`` with what was wished (None: nothing was asked).

    Gives the request, and words where the wish could not be kept: an office that has just stopped sending letters is
    no reason not to send a request, and the way can be chosen later. An address with faults is: raises
    ``InvalidWish``, and then nothing is sent; else as ``submit``.
    """
    application = submit(account, key)
    if wish is None or DeliveryChoice.objects.filter(application=application).exists():
        return application, ""
    try:
        with transaction.atomic():
            keep(application, wish)
    except Conflict as refused:
        return application, refused.message
    return application, ""
