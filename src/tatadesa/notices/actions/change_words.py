"""A village says a kind of notice in its own words."""

from __future__ import annotations

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound
from tatadesa.notices.facts import Template, read_template, usual
from tatadesa.notices.kinds import KINDS, LANGUAGES
from tatadesa.notices.models import NoticeWords
from tatadesa.notices.permissions import require_setter


@transaction.atomic
def change_words(staff: StaffMember, kind: str, language: str, title: str, body: str) -> Template:
    """Keep the words for the officer's own office; the usual ones typed in again leave no row.

    Raises ``NotAllowed``, ``NotFound`` for an unknown kind or language, ``InvalidInput`` by field for words that hold
    anything but the safe placeholders.
    """
    require_setter(staff)
    if kind not in KINDS or language not in LANGUAGES:
        raise NotFound
    template = read_template(title, body, kind)
    mine = NoticeWords.objects.filter(office=staff.office_id, language=language, kind=kind)
    if language == "id" and template == usual(kind):
        mine.delete()
        return template
    NoticeWords.objects.update_or_create(
        office_id=staff.office_id,
        language=language,
        kind=kind,
        defaults={
            "title": template.title,
            "body": template.body,
            "changed_by_id": staff.pk,
            "changed_at": now(),
        },
    )
    return template


@transaction.atomic
def reset_words(staff: StaffMember, kind: str, language: str) -> None:
    """Back to the usual words; raises ``NotAllowed`` and ``NotFound``."""
    require_setter(staff)
    if kind not in KINDS or language not in LANGUAGES:
        raise NotFound
    NoticeWords.objects.filter(office=staff.office_id, language=language, kind=kind).delete()
