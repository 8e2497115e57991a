"""Keep what a citizen has filled in so far."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications import drafts
from tatadesa.applications.answers import papers_left
from tatadesa.applications.drafts import MAX_OPEN_DRAFTS, AlreadySubmitted, Content, Overtaken, Turn
from tatadesa.applications.models import Draft
from tatadesa.applications.subjects import Subject, family_of, subject_in
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.errors import NotFound

__all__ = ["MAX_OPEN_DRAFTS", "AlreadySubmitted", "Content", "Overtaken", "Turn", "save_draft"]


@transaction.atomic
def save_draft(
    account: Account,
    version: ServiceVersion,
    key: UUID,
    content: Content,
    *,
    resident_id: UUID | Subject | None = None,
) -> Draft:
    """Write the draft ``key`` of ``account``, which officers see only once it is sent.

    It is about ``resident_id`` of the citizen's family (or whom ``family_of`` has just told of), or the citizen; as
    changes to ``content.application``, about whom that is. Raises ``NotFound`` for anybody or anything else,
    ``Overtaken`` and ``AlreadySubmitted``.
    """
    if not account.is_citizen:
        raise NotFound
    application = content.application
    if application is not None:
        if application.citizen_id != account.pk:
            raise NotFound
        drafts.require_open(application)
        content = replace(content, on_paper=papers_left(application))
        return drafts.write(account, version, key, content, application.resident, application.relation)
    subject = resident_id if isinstance(resident_id, Subject) else subject_in(family_of(account), resident_id)
    if subject is None:
        return drafts.write(account, version, key, content, None, "")
    return drafts.write(account, version, key, content, subject.resident, subject.relation)
