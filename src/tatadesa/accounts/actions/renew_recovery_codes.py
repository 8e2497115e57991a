"""A staff member makes new recovery codes; the old ones are void."""

from django.db import transaction

from tatadesa.accounts import history, own_secret, recovery
from tatadesa.accounts.models import AccountEvent, StaffMember
from tatadesa.accounts.second_factor import has_second_factor
from tatadesa.core.errors import Conflict


def renew_recovery_codes(staff: StaffMember, *, password: str) -> list[str]:
    """Ten codes to show once; raises ``InvalidInput`` at ``password``, ``Conflict`` without a second factor."""
    if not has_second_factor(staff):
        raise Conflict("Pasang dahulu aplikasi kode atau kunci sandi.")
    own_secret.confirm(staff.account, password, field="password")
    with transaction.atomic():
        codes = recovery.make(staff.account)
        words = "Kode cadangan dibuat baru. Yang lama tidak berlaku."
        history.record(staff.account, AccountEvent.Kind.RECOVERY_MADE, words, actor=staff.account)
    return codes
