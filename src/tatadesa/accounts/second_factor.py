"""What staff show besides their password, and who cannot do without."""

from django.http import HttpRequest

from tatadesa.accounts.models import Passkey, Role, StaffMember
from tatadesa.accounts.opening import Proof, proof_of

# They sign letters, or rule over accounts.
FORCED = (Role.KADES, Role.ADMINISTRATOR)


def is_forced(staff: StaffMember) -> bool:
    """True when the person may do nothing on the desk without a second factor."""
    return staff.has_role(*FORCED)


def has_second_factor(staff: StaffMember) -> bool:
    """True when the password alone opens nothing."""
    return bool(staff.totp_secret) or Passkey.objects.filter(account=staff.pk).exists()


def must_set_up(request: HttpRequest, staff: StaffMember) -> bool:
    """True when the desk stays shut until the person has set one up. Costs no query."""
    return is_forced(staff) and not staff.totp_secret and proof_of(request) is not Proof.SECOND_FACTOR
