"""Surveys and complaints brought about through the actions."""

from __future__ import annotations

import itertools
import uuid
from datetime import datetime
from typing import Any

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.feedback.actions.complain import Said, complain
from tatadesa.feedback.actions.rate import rate
from tatadesa.feedback.actions.take import take
from tatadesa.feedback.elements import ELEMENTS
from tatadesa.feedback.models import Complaint, SurveyAnswer
from tatadesa.files.actions.receive import receive
from tests.letters.stages import issue_for, issued
from tests.people import World, photo, sent

_numbers = itertools.count()


def chosen(value: str = "4", **changes: str) -> dict[str, str]:
    """The same answer to every question, but for ``changes``."""
    return {**{element.key: value for element in ELEMENTS}, **changes}


def completed(world: World, account: Account | None = None) -> Application:
    """An application of Siti, or of ``account``, whose letter is out."""
    letter = issued(world) if account is None else issue_for(world, sent(account, world.version))
    return letter.application


def rated(world: World, times: int, value: str = "4", *, at: datetime | None = None) -> list[SurveyAnswer]:
    """``times`` ratings of Siti: one by the action, the others copies of application and answer with own keys."""
    application = completed(world)
    first = rate(world.siti, application.number, chosen(value), with_profile=True)
    found = [first, *(_copy(application, first) for _ in range(times - 1))]
    if at is not None:
        ids = [row.pk for row in found]
        SurveyAnswer.objects.filter(pk__in=ids).update(at=at)
        Application.objects.filter(pk__in=[row.application_id for row in found]).update(decided_at=at)
    return found


def _copy(application: Application, answer: SurveyAnswer) -> SurveyAnswer:
    other = Application.objects.get(pk=application.pk)
    other.pk = other.draft_key = uuid.uuid4()
    other.number = f"26-SALI-{next(_numbers):04d}"
    other.save(force_insert=True)
    row = SurveyAnswer.objects.get(pk=answer.pk)
    row.pk, row.application = uuid.uuid4(), other
    row.save(force_insert=True)
    return row


def complained(world: World, **changes: Any) -> Complaint:
    """Siti's complaint."""
    said = Said(**{"category": "lambat", "text": "Sudah seminggu belum ada kabar.", **changes})
    return complain(world.siti, uuid.uuid4(), said)


def taken(world: World, **changes: Any) -> Complaint:
    """The same, taken by the operator."""
    return take(world.operator, complained(world, **changes).number, seen=1)


def with_photo(world: World, **changes: Any) -> Complaint:
    """Siti's complaint with a picture."""
    stored = receive(office=world.karangsari, owner=world.siti, upload=photo("bukti.jpg"), upload_key=None)
    return complained(world, files=[str(stored.pk)], **changes)
