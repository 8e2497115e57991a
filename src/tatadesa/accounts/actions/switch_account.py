"""An officer switches a citizen's account off, or on again."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts import citizens_of_office, devices, history
from tatadesa.accounts.models import Account, AccountEvent, StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line

_MAX_REASON = 200


@transaction.atomic
def switch_account(staff: StaffMember, account_id: UUID, *, on: bool, reason: str) -> Account:
    """Off: nothing opens it and all devices are signed out. The owner reads ``reason`` and who did it."""
    words = one_line(reason)
    if not words:
        raise InvalidInput({"alasan": "Tulis alasannya. Warga membacanya di riwayat akun."})
    if len(words) > _MAX_REASON:
        raise InvalidInput({"alasan": f"Paling panjang {_MAX_REASON} huruf."})
    account = citizens_of_office.locked(staff, account_id)
    if account.is_active == on:
        raise Conflict("Akun ini sudah hidup." if on else "Akun ini sudah mati.")
    account.is_active = on
    account.save(update_fields=["is_active"])
    if not on:
        devices.end_all(account)
    kind = AccountEvent.Kind.SWITCHED_ON if on else AccountEvent.Kind.SWITCHED_OFF
    deed = "dihidupkan" if on else "dimatikan"
    history.record(account, kind, f"Akun {deed} petugas {staff.name}: {words}", actor=staff.account)
    return account
