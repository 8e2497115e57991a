"""Which applications a citizen may rate, and what was given. Reads begin at the citizen's account."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.applications.states import DECIDED_STATES
from tatadesa.core.clock import now
from tatadesa.feedback.elements import ELEMENTS, Element
from tatadesa.feedback.models import SurveyAnswer

TIME_TO_RATE = timedelta(days=90)


@dataclass(frozen=True)
class Standing:
    """``own`` is what the account gave; ``is_taken`` says that the other reader of the application was first."""

    may_rate: bool
    own: SurveyAnswer | None
    is_taken: bool


@dataclass(frozen=True)
class Offer:
    """What the page of an application says about rating: it may be rated, or the account has done so."""

    may_rate: bool
    is_given: bool


def is_in_time(application: Application) -> bool:
    """Decided, at most 90 days ago. Who was refused has been served too, and the index would flatter without them."""
    if application.state not in DECIDED_STATES or application.decided_at is None:
        return False
    return now() - application.decided_at <= TIME_TO_RATE


def standing(account: Account, application: Application) -> Standing:
    """Of an application the citizen was given; no query for one that is not decided, else one."""
    if application.state not in DECIDED_STATES:
        return Standing(may_rate=False, own=None, is_taken=False)
    found = SurveyAnswer.objects.filter(application=application).first()
    is_own = found is not None and found.account_id == account.pk
    return Standing(
        may_rate=found is None and is_in_time(application),
        own=found if is_own else None,
        is_taken=found is not None and not is_own,
    )


RATED = {"rated_by": Subquery(SurveyAnswer.objects.filter(application=OuterRef("pk")).values("account")[:1])}
"""What a page reads with its application to know its ``Offer``."""


def offer(account: Account, application: Application) -> Offer:
    """Of an application read with ``RATED``; no query."""
    rated_by = vars(application)["rated_by"]
    return Offer(may_rate=rated_by is None and is_in_time(application), is_given=rated_by == account.pk)


def rateable(applications: Collection[Application]) -> set[UUID]:
    """The ids of those of a citizen's ``applications`` that still can be rated; at most one query."""
    open_ids = {application.pk for application in applications if is_in_time(application)}
    if not open_ids:
        return set()
    given = SurveyAnswer.objects.filter(application__in=open_ids).values_list("application_id", flat=True)
    return open_ids - set(given)


def answers_in_words(given: SurveyAnswer) -> list[tuple[Element, str]]:
    """Each element with the words of the answer."""
    return [(element, element.choices[value - 1]) for element, value in zip(ELEMENTS, given.answers, strict=True)]


def of_citizen(account: Account, limit: int) -> list[SurveyAnswer]:
    """What the citizen gave, newest first, with number and name of the service."""
    rows = SurveyAnswer.objects.filter(account=account).select_related("application__version")
    return list(rows.order_by("-at")[:limit])
