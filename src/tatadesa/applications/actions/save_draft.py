"""Keep what a citizen has filled in so far."""

from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.states import State
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.files import queries as files
from tatadesa.forms import cleaning

MAX_OPEN_DRAFTS = 50


class AlreadySubmitted(Conflict):
    """The draft of this key went out already; ``number`` is what it became."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Permohonan ini sudah terkirim dengan nomor {number}.")
        self.number = number


@transaction.atomic
def save_draft(
    account: Account,
    version: ServiceVersion,
    key: UUID,
    raw: dict[str, Any],
    *,
    complete: bool,
    application: Application | None = None,
) -> Draft:
    """Write the draft ``key`` of ``account``: ``raw`` answers as typed, ``complete`` when they passed every check.

    With ``application`` it holds changes to that application, which officers see only once sent.
    """
    if not account.is_citizen:
        raise NotFound
    if application is not None and application.citizen_id != account.pk:
        raise NotFound
    if application is not None and application.state not in (State.SUBMITTED, State.CORRECTION):
        raise Conflict("Permohonan ini sedang diperiksa petugas, jadi isiannya tidak bisa diubah lagi.")
    mine = files.owned(account, cleaning.file_ids(version.form, raw))
    known = {name: _own_files(value, set(mine)) for name, value in raw.items()}
    if application is not None:
        known = {**application.answers, **known}
    draft, _ = Draft.objects.update_or_create(
        office_id=version.office_id,
        citizen=account,
        key=key,
        defaults={"version": version, "answers": known, "complete": complete, "application": application},
    )
    # Only now, with the draft's row in our hands: whoever waited for it may have waited for its submission.
    sent = Application.objects.filter(citizen=account, draft_key=key).first()
    if sent is not None:
        raise AlreadySubmitted(sent.number)
    _drop_oldest(account)
    return draft


def _own_files(value: Any, own: set[str]) -> Any:
    """A list is a list of file ids: those that are not the account's own are left out."""
    return [item for item in value if item in own] if isinstance(value, list) else value


def _drop_oldest(account: Account) -> None:
    stale = Draft.objects.filter(citizen=account).order_by("-updated_at").values("pk")[MAX_OPEN_DRAFTS:]
    Draft.objects.filter(pk__in=list(stale.values_list("pk", flat=True))).delete()
