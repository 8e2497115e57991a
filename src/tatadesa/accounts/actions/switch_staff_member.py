"""An administrator switches a colleague's account off, or on again."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts import devices, history, staffing
from tatadesa.accounts.models import AccountEvent, StaffMember
from tatadesa.core.errors import Conflict


@transaction.atomic
def switch_staff_member(staff: StaffMember, colleague_id: UUID, *, on: bool) -> StaffMember:
    """Off: nothing opens the account and all devices are signed out; what the person did stays under the name.

    Raises ``NotFound``, and ``Conflict`` for oneself, when it is so already, or when nobody would be left to manage the
    staff.
    """
    colleague = staffing.held(staff, colleague_id)
    if colleague.pk == staff.pk:
        raise Conflict("Akun Anda sendiri dimatikan oleh administrator lain.")
    account = colleague.account
    if account.is_active == on:
        raise Conflict("Akun ini sudah hidup." if on else "Akun ini sudah mati.")
    account.is_active = on
    account.save(update_fields=["is_active"])
    if not on:
        devices.end_all(account)
    staffing.keep_an_administrator(staff.office_id)
    kind = AccountEvent.Kind.SWITCHED_ON if on else AccountEvent.Kind.SWITCHED_OFF
    words = f"Akun {'dihidupkan' if on else 'dimatikan'} administrator {staff.name}."
    history.record(account, kind, words, actor=staff.account)
    return colleague
