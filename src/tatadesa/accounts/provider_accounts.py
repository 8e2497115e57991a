"""An office's accounts at outside providers, for every kind of them alike: kept sealed, changed under a lock, tried."""

from __future__ import annotations

import json
import secrets as random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.core.provider import Account, Check, HasFields, read_settings

USUAL_SECONDS, TEST_SECONDS = 20.0, 8.0
"""How long a provider may take for everything, and while a person waits for a test."""


class Tried(HasFields, Protocol):
    """A provider that can be tried without anything being sent or paid."""

    def test(self, account: Account) -> tuple[Check, ...]: ...


ProviderT = TypeVar("ProviderT", bound=Tried)
RowT = TypeVar("RowT", bound=Model)


def values_of(row: Any) -> dict[str, str]:
    """What was typed in; empty when the installation's secret has changed since."""
    if not row.sealed:
        return {}
    try:
        kept: dict[str, str] = json.loads(secrets.decrypt(row.sealed))
    except ValueError:
        return {}
    return kept


def seal(values: Mapping[str, str]) -> str:
    """For the ``sealed`` of a row."""
    return secrets.encrypt(json.dumps(dict(values), ensure_ascii=False))


@dataclass(frozen=True)
class ProviderAccounts(Generic[ProviderT, RowT]):
    """Those of one kind: rows of ``model`` (office, provider, sealed, hook_key, edition, ...), one for each provider.

    ``codes`` are the providers we know, ``adapter`` finds one; ``throttle`` names the count of tries.
    """

    model: type[RowT]
    codes: Collection[str]
    adapter: Callable[[str], ProviderT]
    throttle: str

    def known(self, code: str) -> ProviderT | None:
        """The adapter of ``code``, None for one we do not know."""
        return self.adapter(code) if code in self.codes else None

    def row_of(self, office_id: UUID, code: str) -> RowT:
        """The office's account at a provider, made empty when there is none."""
        rows: QuerySet[RowT] = QuerySet(self.model)
        return rows.get_or_create(office_id=office_id, provider=code, defaults={"hook_key": random.token_hex(24)})[0]

    def look_up(self, office_id: UUID, code: str) -> RowT:
        """The same for reading: an unsaved row, without ``hook_key``, when there is none."""
        found = QuerySet(self.model).filter(office=office_id, provider=code).first()
        return found or self.model(office_id=office_id, provider=code)

    def account_from(self, code: str, values: Mapping[str, str], timeout_seconds: float = USUAL_SECONDS) -> Account:
        """``values`` with the provider's defaults where nothing was typed."""
        fields = self.adapter(code).fields
        return Account({field.name: values.get(field.name) or field.default for field in fields}, timeout_seconds)

    def account_of(self, office_id: UUID, code: str) -> Account:
        """How the office reaches ``code``."""
        return self.account_from(code, values_of(self.look_up(office_id, code)))

    def change(
        self, staff: StaffMember, code: str, typed: Mapping[str, str], *, seen: int, fresh: Mapping[str, Any]
    ) -> RowT:
        """Keep ``typed`` for the office of ``staff``, who may do that, and set what failures left to ``fresh``.

        ``seen`` is the edition of the page. An empty secret stays what it was, unless an address has changed: nobody
        can have it sent somewhere new. In the caller's transaction. Raises ``NotFound`` for an unknown provider,
        ``InvalidInput`` by field, ``Conflict``.
        """
        by = self.known(code)
        if by is None:
            raise NotFound
        self.row_of(staff.office_id, code)
        rows: QuerySet[RowT] = QuerySet(self.model).select_for_update(of=("self",))
        row: Any = rows.get(office_id=staff.office_id, provider=code)
        if row.edition != seen:
            raise Conflict("Sambungan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
        row.sealed = seal(read_settings(by, typed, values_of(row)))
        for name, value in fresh.items():
            setattr(row, name, value)
        row.edition += 1
        row.changed_by_id, row.changed_at = staff.pk, now()
        row.save()
        kept: RowT = row
        return kept

    def test(self, staff: StaffMember, code: str) -> tuple[Check, ...]:
        """What works and what does not, line by line, with the values the office of ``staff`` has saved.

        Raises ``NotFound`` for an unknown provider, ``TooMany`` after ten tries in ten minutes.
        """
        by = self.known(code)
        if by is None:
            raise NotFound
        spend(self.throttle, str(staff.office_id), capacity=10, per_seconds=600)
        values = values_of(self.look_up(staff.office_id, code))
        return by.test(self.account_from(code, values, TEST_SECONDS))
