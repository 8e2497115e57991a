"""One-time links for agencies without account: a random secret in the address, of which only a hash is kept."""

import hashlib
import ipaddress
import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from tatadesa.applications.models import Referral, ReferralLink, ReferralLinkUse
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound

GOOD_AFTER_DEADLINE = timedelta(days=7)
LONGEST = timedelta(days=30)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_ENDED = "Tautan ini tidak berlaku lagi atau salah salin. Minta tautan baru ke kantor desa yang mengirimnya."


def make(referral: Referral, *, channel: str = "") -> tuple[ReferralLink, str]:
    """A new link to an open ``referral`` and its token (256 random bits), which can never be read again."""
    token, moment = secrets.token_urlsafe(32), now()
    link = ReferralLink.objects.create(
        office_id=referral.office_id,
        referral=referral,
        token_hash=_hash(token),
        channel=channel,
        made_at=moment,
        expires_at=_end(referral, moment),
    )
    return link, token


def address(token: str) -> str:
    """The whole address that is sent."""
    return f"{settings.BASE_URL}/instansi/{token}/"


def find(token: str) -> ReferralLink:
    """The link of ``token`` with its referral, application and office; raises ``NotFound``.

    The same words whether it never was, has expired, was revoked, or the question was withdrawn. After the answer it
    stays found until it expires: its page says thank you, and no longer what was asked.
    """
    found = None
    if _TOKEN.fullmatch(token):
        rows = ReferralLink.objects.select_related(
            "office", "referral__to_contact", "referral__application__version", "referral__application__office"
        )
        found = rows.filter(token_hash=_hash(token), revoked_at=None, expires_at__gt=now()).first()
    if found is None or found.referral.state in (Referral.State.WITHDRAWN, Referral.State.LAPSED):
        raise NotFound(_ENDED)
    return found


def revoke_all(referral: Referral) -> int:
    """No link to ``referral`` opens anything any more; gives how many that were."""
    return ReferralLink.objects.filter(referral=referral, revoked_at=None).update(revoked_at=now())


def log_use(link: ReferralLink, act: str, client: str) -> None:
    """Note one use, from about where: ``client`` is the address of the browser."""
    ReferralLinkUse.objects.create(office_id=link.office_id, link=link, act=act, place=coarse(client), at=now())


def coarse(client: str) -> str:
    """The network an address lies in (``203.0.113.0/24``), empty for what is no address."""
    try:
        parsed = ipaddress.ip_address(client)
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{parsed}/{24 if parsed.version == 4 else 48}", strict=False))


def uses_of(referral: Referral) -> list[ReferralLinkUse]:
    """What was done with all links of ``referral``, newest first, at most fifty. One query."""
    rows = ReferralLinkUse.objects.select_related("link").filter(link__referral=referral)
    return list(rows.order_by("-at", "-id")[:50])


def links_of(referral: Referral) -> list[ReferralLink]:
    """The links of ``referral``, newest first. One query."""
    return list(ReferralLink.objects.filter(referral=referral).order_by(F("made_at").desc(), "-id"))


def _end(referral: Referral, moment: datetime) -> datetime:
    """A week after the deadline, at most thirty days from now."""
    return min(max(referral.due_at, moment) + GOOD_AFTER_DEADLINE, moment + LONGEST)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
