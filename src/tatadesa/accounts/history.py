"""What happened to an account, written in the change's own transaction and read by its owner."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tatadesa.accounts.models import Account, AccountEvent
from tatadesa.core import keyset
from tatadesa.core.clock import now


@dataclass(frozen=True)
class Page:
    """Entries, newest first, and the key where the next page begins (empty at the end)."""

    rows: list[AccountEvent]
    next: str


def record(account: Account, kind: AccountEvent.Kind, words: str, *, actor: Account | None = None) -> AccountEvent:
    """Write one entry. ``words`` is what the owner reads; ``actor`` is who did it, None for the owner unproved."""
    return AccountEvent.objects.create(
        office_id=office_id(account), account=account, kind=kind, words=words[:300], actor=actor, at=now()
    )


def office_id(account: Account) -> UUID:
    """The office an account belongs to."""
    profile = account.citizen if account.is_citizen else account.staff_member
    return profile.office_id


def events_of(account: Account, *, after: str = "", limit: int = 20) -> Page:
    """One page of the account's history; ``after`` is the ``next`` of the page before. One query."""
    rows = AccountEvent.objects.filter(account=account)
    if after:
        moment, last = keyset.decode(after)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=last))
    found = list(rows.order_by("-at", "-id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].at, shown[-1].pk) if len(found) > limit else "")
