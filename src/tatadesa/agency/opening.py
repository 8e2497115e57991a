"""Whether this browser has opened the request behind a link.

A message's preview fetches the address before any person does: until somebody presses the button the page tells only
who asks.
"""

from django.http import HttpRequest

from tatadesa.applications.models import ReferralLink
from tatadesa.core.clock import now

_KEY = "instansi"
_GOOD_FOR_SECONDS = 2 * 3600


def remember(request: HttpRequest, link: ReferralLink) -> None:
    """From now on, for two hours, this browser shows what was asked by ``link``."""
    request.session[_KEY] = {str(link.pk): int(now().timestamp())}


def is_open(request: HttpRequest, link: ReferralLink) -> bool:
    """True when it was opened here and is still waited for."""
    since = request.session.get(_KEY, {}).get(str(link.pk), 0)
    return link.referral.is_open and now().timestamp() - since < _GOOD_FOR_SECONDS
