"""Keep what a citizen has filled in so far."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications import drafts
from tatadesa.applications.answers import papers_left
from tatadesa.applications.drafts import MAX_OPEN_DRAFTS, AlreadySubmitted
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.subjects import Subject, family_of, subject_in
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.errors import NotFound

__all__ = ["MAX_OPEN_DRAFTS", "AlreadySubmitted", "save_draft"]


@transaction.atomic
def save_draft(
    account: Account,
    version: ServiceVersion,
    key: UUID,
    raw: dict[str, Any],
    *,
    complete: bool,
    application: Application | None = None,
    resident_id: UUID | Subject | None = None,
    to_bring: Collection[str] = (),
) -> Draft:
    """Write the draft ``key`` of ``account``: ``raw`` answers as typed, ``complete`` when they passed every check.

    It is about ``resident_id`` of the citizen's family (or whom ``family_of`` has just told of), or the citizen. With
    ``application`` it holds changes to that application, which officers see only once sent. ``to_bring`` as in
    ``models.Application``. Raises ``NotFound`` for anybody or anything else.
    """
    if not account.is_citizen:
        raise NotFound
    content = drafts.Content(raw, complete, application, to_bring=to_bring)
    if application is not None:
        if application.citizen_id != account.pk:
            raise NotFound
        drafts.require_open(application)
        content = drafts.Content(raw, complete, application, papers_left(application), to_bring)
        return drafts.write(account, version, key, content, application.resident, application.relation)
    subject = resident_id if isinstance(resident_id, Subject) else subject_in(family_of(account), resident_id)
    if subject is None:
        return drafts.write(account, version, key, content, None, "")
    return drafts.write(account, version, key, content, subject.resident, subject.relation)
