"""The second factor of staff: time-based codes (RFC 6238), each accepted once."""

import pyotp
from django.db import transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now

STEP_SECONDS = 30


def new_secret() -> str:
    """A fresh base32 secret to show to an authenticator app."""
    return pyotp.random_base32()


def verify(staff: StaffMember, code: str) -> bool:
    """True when ``code`` is right for now or one step (30 s) to either side, and was not used before."""
    totp = pyotp.TOTP(secrets.decrypt(staff.totp_secret))
    typed = code.replace(" ", "")
    current = int(now().timestamp()) // STEP_SECONDS
    near = (current, current - 1, current + 1)
    step = next((at for at in near if pyotp.utils.strings_equal(totp.at(at * STEP_SECONDS), typed)), None)
    if step is None:
        return False
    with transaction.atomic():
        fresh = StaffMember.objects.filter(pk=staff.pk, totp_last_step__lt=step).update(totp_last_step=step)
    return bool(fresh)
