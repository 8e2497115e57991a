"""An office says how it reaches a provider of messages."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.core.provider import read_settings
from tatadesa.notices import channels
from tatadesa.notices.models import ChannelAccount
from tatadesa.notices.permissions import require_setter


@transaction.atomic
def change_channel(staff: StaffMember, code: str, typed: Mapping[str, str], *, seen: int) -> ChannelAccount:
    """Set the values of the provider's ``fields`` for the officer's own office; ``seen`` is the edition of the page.

    An empty secret stays what it was, unless an address has changed. Raises ``NotAllowed``, ``NotFound`` for an unknown
    provider, ``InvalidInput`` by field, ``Conflict``.
    """
    require_setter(staff)
    by = channels.known(code)
    if by is None:
        raise NotFound
    channels.row_of(staff.office_id, code)
    row = ChannelAccount.objects.select_for_update(of=("self",)).get(office_id=staff.office_id, provider=code)
    if row.edition != seen:
        raise Conflict("Sambungan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
    row.sealed = channels.seal(read_settings(by, typed, channels.values_of(row)))
    row.last_failure, row.failed_at = "", None
    row.edition += 1
    row.changed_by_id, row.changed_at = staff.pk, now()
    row.save()
    return row
