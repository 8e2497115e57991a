"""A citizen, or an officer at the counter, says how the letter is to come."""

from __future__ import annotations

from django.db import transaction

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.history import announce
from tatadesa.applications.locking import lock_for_citizen, lock_for_reader
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import may_apply_for_others
from tatadesa.core.clock import now
from tatadesa.core.errors import NotAllowed
from tatadesa.deliveries import paying
from tatadesa.deliveries.addressee import of_application
from tatadesa.deliveries.choosing import require_choosable
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.settings import settings_of
from tatadesa.deliveries.wishes import Wish, destination, put_down, require_method


@transaction.atomic
def choose_delivery(account: Account, number: str, wish: Wish) -> DeliveryChoice:
    """Of an application the citizen owns.

    Raises ``NotFound``, ``InvalidWish``, ``Conflict`` once the letter is on its way or collected.
    """
    return keep(lock_for_citizen(account, number), wish)


@transaction.atomic
def choose_for_citizen(staff: StaffMember, number: str, wish: Wish) -> DeliveryChoice:
    """The same by an officer for whoever stands at the counter; raises ``NotAllowed`` besides."""
    application = lock_for_reader(staff, number)
    if not may_apply_for_others(staff):
        raise NotAllowed("Cara menerima surat diisi warga, atau petugas yang melayani di loket.")
    return keep(application, wish)


def keep(application: Application, wish: Wish) -> DeliveryChoice:
    """Write the wish down for the locked ``application``; raises as ``choose_delivery``."""
    choice = DeliveryChoice.objects.select_related("payment").filter(application=application).first()
    require_choosable(application, choice)
    method = require_method(wish)
    if choice is None:
        choice = DeliveryChoice(office_id=application.office_id, application=application, edition=0)
    choice.method, choice.changed_at = method, now()
    choice.wanted, choice.wanted_at = None, None
    choice.edition += 1
    if method is DeliveryChoice.Method.POST:
        put_down(choice, destination(settings_of(application.office), of_application(application, choice), wish))
        paying.open_for(choice)
    choice.save()
    announce(application)
    return choice
