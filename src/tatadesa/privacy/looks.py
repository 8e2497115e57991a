"""Who looked at a person's data, in words the person can read (UU 27/2022 art. 32)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import ReferralLink
from tatadesa.applications.people import MATCHED
from tatadesa.core import keyset
from tatadesa.core.models import AccessLogEntry
from tatadesa.registrations.models import Registration

_UNKNOWN = "Petugas"
_CITIZEN = "Warga"
_NUMBER = re.compile(r"[0-9]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass(frozen=True)
class Look:
    """One look: when, who (name and position), what was opened, and the number of the application if any."""

    at: datetime
    who: str
    purpose: str
    about: str


@dataclass(frozen=True)
class Page:
    """Looks of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Look]
    next: str


def who_looked(resident_id: UUID, after: str = "", limit: int = 25) -> Page:
    """One page of the looks at a resident, newest first. Four queries at most.

    With them those at the registration that became the resident's account, from before anybody knew whose it was. The
    caller has found the resident through their own account.
    """
    own = Registration.objects.filter(resident=resident_id, state=Registration.State.ACTIVE)
    unmatched = Q(resident_id=None, about__in=[str(key) for key in own.values_list("pk", flat=True)])
    entries = AccessLogEntry.objects.filter(Q(resident_id=resident_id) | unmatched)
    if after:
        moment, identity = keyset.decode(after)
        entries = entries.filter(Q(at__lt=moment) | Q(at=moment, id__lt=identity), at__lte=moment)
    found = list(entries.order_by("-at", "-id")[: limit + 1])
    shown = found[:limit]
    names = _names({entry.actor_id for entry in shown})
    rows = [Look(row.at, _who(row, names), row.purpose, _number(row.about)) for row in shown]
    return Page(rows, keyset.encode(shown[-1].at, shown[-1].pk) if len(found) > limit else "")


def _who(row: AccessLogEntry, names: Mapping[UUID, str]) -> str:
    """An officer by name; a citizen who knew NIK, name and birth date already stays unnamed."""
    return names.get(row.actor_id, _CITIZEN if row.purpose == MATCHED else _UNKNOWN)


def _number(about: str) -> str:
    """The number of an application; other keys of ours say nothing to a person."""
    return about if _NUMBER.fullmatch(about) else ""


def _names(actors: set[UUID]) -> dict[UUID, str]:
    staff = StaffMember.objects.filter(pk__in=actors).values_list("pk", "name", "position")
    names = {key: f"{name}, {position}" for key, name, position in staff}
    unknown = actors - names.keys()
    links = ReferralLink.objects.filter(pk__in=unknown).values_list("pk", "referral__to_label") if unknown else ()
    return names | {key: f"{label}, lewat tautan" for key, label in links}
