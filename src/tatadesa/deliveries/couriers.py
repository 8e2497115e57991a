"""Reaching a provider with an office's own settings, and leaving it alone while it does not answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import F

from tatadesa.accounts.provider_accounts import ProviderAccounts, seal, values_of
from tatadesa.core.clock import now
from tatadesa.core.provider import Account
from tatadesa.deliveries.models import CourierAccount
from tatadesa.deliveries.ports import PROVIDERS, Courier, Outcome, courier
from tatadesa.offices.models import Office

PATIENCE = 5
"""So many failures in a row, and nobody asks for a while."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=30)


class _Answer(Protocol):
    @property
    def outcome(self) -> Outcome: ...
    @property
    def reason(self) -> str: ...


AnswerT = TypeVar("AnswerT", bound=_Answer)


class Paused(Exception):
    """The provider has failed too often in a row; ``seconds`` until it is asked again."""

    def __init__(self, seconds: int) -> None:
        super().__init__("the provider is left alone")
        self.seconds = seconds


ACCOUNTS: ProviderAccounts[Courier, CourierAccount] = ProviderAccounts(
    CourierAccount, PROVIDERS, courier, "courier_test"
)
"""The offices' accounts at couriers."""
known, row_of, look_up, account_from = ACCOUNTS.known, ACCOUNTS.row_of, ACCOUNTS.look_up, ACCOUNTS.account_from
__all__ = [
    "ACCOUNTS",
    "PATIENCE",
    "Paused",
    "account_from",
    "ask",
    "known",
    "look_up",
    "row_of",
    "seal",
    "values_of",
]


def ask(office: Office | UUID, provider: str, question: Callable[[Courier, Account], AnswerT]) -> AnswerT:
    """``question`` put to ``provider`` with the office's account; outside any transaction, as it may take seconds.

    Counts failures: after ``PATIENCE`` of them in a row raises ``Paused`` for a growing while, then lets one through.
    """
    office_id = office.pk if isinstance(office, Office) else office
    row = row_of(office_id, provider)
    moment = now()
    if row.paused_until is not None and row.paused_until > moment:
        raise Paused(int((row.paused_until - moment).total_seconds()) + 1)
    answer = question(courier(provider), account_from(provider, values_of(row)))
    mine = CourierAccount.objects.filter(pk=row.pk)
    if answer.outcome not in (Outcome.RETRY, Outcome.UNSURE):
        if row.failures:
            mine.update(failures=0, paused_until=None, last_failure="")
        return answer
    mine.update(failures=F("failures") + 1, last_failure=answer.reason[:240])
    failures = row.failures + 1
    if failures >= PATIENCE:
        pause = min(_FIRST_PAUSE * 2 ** min(failures - PATIENCE, 10), _LONGEST_PAUSE)
        mine.update(paused_until=now() + pause)
    return answer
