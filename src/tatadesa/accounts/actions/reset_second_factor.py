"""An administrator takes a colleague's lost second factor off."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts import devices, history, staff_of_office
from tatadesa.accounts.models import AccountEvent, Passkey, RecoveryCode, StaffMember


@transaction.atomic
def reset_second_factor(staff: StaffMember, colleague_id: UUID) -> StaffMember:
    """Delete app, passkeys and recovery codes of a colleague of one's own office and sign them out everywhere.

    The password stays, so an administrator does not come into the account. Whoever must have a second factor sets a
    new one up at the next sign-in. Nobody does this for themselves: an open desk would be enough. To other roles and
    other offices the page does not exist (``NotFound``).
    """
    colleague = staff_of_office.locked(staff, colleague_id)
    colleague.totp_secret, colleague.totp_last_step = "", 0
    colleague.save(update_fields=["totp_secret", "totp_last_step"])
    Passkey.objects.filter(account=colleague.pk).delete()
    RecoveryCode.objects.filter(account=colleague.pk).delete()
    devices.end_all(colleague.account)
    words = f"Kode masuk dan kunci sandi dilepas administrator {staff.name}. Semua perangkat dikeluarkan."
    history.record(colleague.account, AccountEvent.Kind.FACTOR_RESET, words, actor=staff.account)
    return colleague
