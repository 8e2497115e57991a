"""An office says how it reaches a courier."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.core.provider import read_settings
from tatadesa.deliveries import couriers
from tatadesa.deliveries.models import CourierAccount
from tatadesa.deliveries.permissions import require_setter


@transaction.atomic
def change_account(staff: StaffMember, provider: str, typed: Mapping[str, str], *, seen: int) -> CourierAccount:
    """Set the values of the provider's ``fields`` for the officer's own office; ``seen`` is the edition of the page.

    An empty secret stays what it was, unless an address has changed: nobody can have it sent somewhere new. Raises
    ``NotAllowed``, ``NotFound`` for an unknown provider, ``InvalidInput`` by field, ``Conflict``.
    """
    require_setter(staff)
    courier = couriers.known(provider)
    if courier is None:
        raise NotFound
    couriers.row_of(staff.office_id, provider)
    row = CourierAccount.objects.select_for_update(of=("self",)).get(office_id=staff.office_id, provider=provider)
    if row.edition != seen:
        raise Conflict("Sambungan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
    values = read_settings(courier, typed, couriers.values_of(row))
    row.sealed = couriers.seal(values)
    row.failures, row.paused_until, row.last_failure = 0, None, ""
    row.edition += 1
    row.changed_by_id, row.changed_at = staff.pk, now()
    row.save()
    return row
