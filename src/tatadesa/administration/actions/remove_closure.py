"""Open an office again on a day that was to be closed."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import changes
from tatadesa.administration.models import OfficeChange
from tatadesa.administration.permissions import require_office_manager
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.core.text import date_words
from tatadesa.offices.models import Closure


@transaction.atomic
def remove_closure(staff: StaffMember, closure_id: UUID) -> None:
    """Take a closure of the own office back; past ones stay, as time was counted by them.

    Raises ``NotAllowed``, ``NotFound``, ``Conflict``.
    """
    rows = Closure.objects.select_for_update(of=("self",)).filter(office=staff.office_id)
    closure = rows.filter(pk=closure_id).first()
    # Before the question who may: another office's closure does not exist for anybody here.
    if closure is None:
        raise NotFound("Hari tutup ini sudah dihapus.")
    require_office_manager(staff)
    if closure.day < office_today(staff.office.timezone):
        raise Conflict("Hari yang sudah lewat tidak diubah: batas waktu layanan sudah dihitung dengannya.")
    closure.delete()
    changes.note(staff, OfficeChange.Topic.CLOSURES, [f"Buka lagi {date_words(closure.day)} ({closure.reason})."])
