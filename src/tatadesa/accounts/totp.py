"""The second factor of staff: time-based codes (RFC 6238), each accepted once."""

import io

import pyotp
import segno
from django.db import transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now

STEP_SECONDS = 30
DIGITS = 6


def new_secret() -> str:
    """A fresh base32 secret to show to an authenticator app."""
    return pyotp.random_base32()


def address(secret: str, username: str, office: str) -> str:
    """What the QR code says to an authenticator app (the ``otpauth`` scheme)."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=f"TataDesa {office}")


def picture(address: str) -> bytes:
    """``address`` as a QR code, an SVG without scripts."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=5, border=3, light="#fff", xmldecl=False)
    return drawn.getvalue()


def matching_step(secret: str, code: str) -> int | None:
    """The 30-second step near now that ``code`` is right for, None when it is wrong."""
    totp = pyotp.TOTP(secret)
    typed = "".join(code.split())
    current = int(now().timestamp()) // STEP_SECONDS
    near = (current, current - 1, current + 1)
    return next((at for at in near if pyotp.utils.strings_equal(totp.at(at * STEP_SECONDS), typed)), None)


def verify(staff: StaffMember, code: str) -> bool:
    """True when ``code`` is right for now or one step (30 s) to either side, and was not used before."""
    step = matching_step(secrets.decrypt(staff.totp_secret), code)
    if step is None:
        return False
    with transaction.atomic():
        fresh = StaffMember.objects.filter(pk=staff.pk, totp_last_step__lt=step).update(totp_last_step=step)
    return bool(fresh)
