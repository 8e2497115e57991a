"""Reaching a provider with an office's own settings, and leaving it alone while it does not answer."""

from __future__ import annotations

import json
import secrets as random
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import F

from tatadesa.accounts import secrets
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


def known(code: str) -> Courier | None:
    """The adapter of ``code``, None for one we do not know."""
    return courier(code) if code in PROVIDERS else None


def row_of(office_id: UUID, provider: str) -> CourierAccount:
    """The office's account at ``provider``, made empty when there is none."""
    row, _ = CourierAccount.objects.get_or_create(
        office_id=office_id, provider=provider, defaults={"hook_key": random.token_hex(24)}
    )
    return row


def look_up(office_id: UUID, provider: str) -> CourierAccount:
    """The same for reading: an unsaved row, without ``hook_key``, when there is none."""
    found = CourierAccount.objects.filter(office=office_id, provider=provider).first()
    return found or CourierAccount(office_id=office_id, provider=provider)


def values_of(row: CourierAccount) -> dict[str, str]:
    """What was typed in; empty when the installation's secret has changed since."""
    if not row.sealed:
        return {}
    try:
        kept: dict[str, str] = json.loads(secrets.decrypt(row.sealed))
    except ValueError:
        return {}
    return kept


def seal(values: Mapping[str, str]) -> str:
    """For ``CourierAccount.sealed``."""
    return secrets.encrypt(json.dumps(dict(values), ensure_ascii=False))


def account_from(provider: str, values: Mapping[str, str]) -> Account:
    """``values`` with the provider's defaults where nothing was typed."""
    fields = courier(provider).fields
    return Account({field.name: values.get(field.name) or field.default for field in fields})


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
