"""Which push services we talk to: a subscription names an address that our server will open."""

import re

from django.conf import settings

from tatadesa.notices.ports import emulator_origins

# Our own pattern instead of a URL parser: what it does not match, no parser elsewhere can read differently.
_HTTPS = re.compile(r"https://(?P<host>[a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,})/[\x21-\x7e]*", re.IGNORECASE)
_EMULATOR = re.compile(r"(?P<origin>http://[a-z0-9.]+:[0-9]{1,5})/push/[A-Za-z0-9_-]+")


def is_allowed(endpoint: str) -> bool:
    """True for an https address at one of ``PUSH_HOSTS`` (``*.`` stands for one or more labels in front).

    In the demo also for the emulator's.
    """
    emulated = _EMULATOR.fullmatch(endpoint)
    if emulated is not None:
        return emulated["origin"] in emulator_origins()
    found = _HTTPS.fullmatch(endpoint)
    return found is not None and any(_matches(found["host"].lower(), pattern) for pattern in settings.PUSH_HOSTS)


def _matches(host: str, pattern: str) -> bool:
    wanted = pattern.strip().lower()
    return host.endswith(wanted[1:]) if wanted.startswith("*.") else host == wanted
