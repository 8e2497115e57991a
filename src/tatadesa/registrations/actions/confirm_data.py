"""Keep what the person says about themselves."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.registrations import history
from tatadesa.registrations.filling import FIELDS_OF, fields_open, hold
from tatadesa.registrations.models import Registration
from tatadesa.registrations.person import check_person


@transaction.atomic
def confirm_data(registration_id: UUID, values: Mapping[str, str]) -> Registration:
    """Check and keep ``values`` (see ``person.check_person``); after an officer asked, only what was asked for.

    Raises ``InvalidInput`` by field. Asks neither the register nor the accounts: nothing here can tell a stranger
    whether a NIK is known.
    """
    registration = hold(registration_id)
    fields = fields_open(registration)
    checked = check_person(values, fields, office_today(registration.office.timezone))
    if checked.errors:
        raise InvalidInput(checked.errors)
    for field, value in checked.values.items():
        setattr(registration, field, value)
    registration.asked_fields = [asked for asked in registration.asked_fields if asked not in FIELDS_OF]
    registration.edition += 1
    registration.save()
    history.record(registration, "confirm_data", registration.state, None, "Data diri diisi.")
    return registration
