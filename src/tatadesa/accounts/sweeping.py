"""What signing in leaves behind and nobody needs: ended sessions, used codes, forgotten tries."""

from datetime import timedelta

from tatadesa.accounts import devices
from tatadesa.accounts.models import ConfirmationCode, Setback, Throttle
from tatadesa.accounts.setbacks import FORGET_AFTER
from tatadesa.core.clock import now

# A bucket refills within hours; the longest is a day.
_FULL_AGAIN = timedelta(days=2)
_KEEP_CODES = timedelta(days=1)


def sweep() -> None:
    """Remove them. Each is a statement of its own: one that fails loses nothing of the others."""
    moment = now()
    devices.sweep()
    ConfirmationCode.objects.filter(expires_at__lt=moment - _KEEP_CODES).delete()
    Setback.objects.filter(updated_at__lt=moment - FORGET_AFTER).delete()
    Throttle.objects.filter(updated_at__lt=moment - _FULL_AGAIN).delete()
