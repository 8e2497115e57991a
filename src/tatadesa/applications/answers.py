"""From a draft to checked answers: the same way for a new application and for a changed one."""

from collections.abc import Collection, Iterable
from typing import Any

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Attachment, Draft
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.files import queries as files
from tatadesa.files.models import StoredFile
from tatadesa.forms import cleaning


def known_files(
    account: Account, ids: Iterable[str], application: Application | None = None, *, hold: bool = False
) -> dict[str, StoredFile]:
    """Those of ``ids`` that ``account`` may put into its answers, by id as text.

    Its own, and those the ``application`` that it changes has already: an officer's scan stays when the citizen
    corrects another field. ``hold`` as in ``files.queries.owned``.
    """
    wanted = list(ids)
    found = files.owned(account, wanted, hold=hold)
    if application is None or len(found) == len(wanted):
        return found
    attached = Attachment.objects.select_related("file").filter(application=application)
    there = {str(row.file_id): row.file for row in attached}
    return {**{name: there[name] for name in wanted if name in there}, **found}


def check(
    account: Account,
    version: ServiceVersion,
    raw: dict[str, Any],
    zone: str,
    only: Collection[str] | None = None,
    *,
    application: Application | None = None,
    on_paper: Collection[str] = (),
) -> cleaning.Cleaned:
    """Clean ``raw`` by the version's form; files count only when ``account`` may use them (``known_files``).

    With ``only`` the other fields are left alone: they were right when they were sent, and a rule such as
    "not before today" must not turn against them later. ``on_paper`` names file fields that need no file.
    """
    own = files.infos(known_files(account, cleaning.file_ids(version.form, raw), application))
    context = cleaning.FormContext(today=office_today(zone), files=own, on_paper=on_paper)
    return cleaning.clean(version.form, raw, context, only)


def require_complete(account: Account, draft: Draft, zone: str, only: Collection[str] | None = None) -> dict[str, Any]:
    """The draft's cleaned answers; raises ``InvalidInput`` naming each field that is not right."""
    cleaned = check(
        account,
        draft.version,
        draft.answers,
        zone,
        only,
        application=draft.application,
        on_paper=draft.on_paper,
    )
    if cleaned.errors:
        raise InvalidInput(cleaned.errors)
    return cleaned.values


def papers_left(application: Application) -> list[str]:
    """The file fields for which paper still counts: what an officer sent back has to be brought again."""
    opened = (application.correction or {}).get("fields", ())
    return [name for name in application.on_paper if name not in opened]


def attach(account: Account, application: Application) -> None:
    """Make the application's attachments those its answers name."""
    fields = [field for field in application.version.form["fields"] if field["kind"] == "file"]
    wanted = {(field["id"], file_id) for field in fields for file_id in application.answers.get(field["id"]) or ()}
    existing = {(row.field_id, str(row.file_id)): row for row in application.attachments.all()}
    known = known_files(account, {file_id for _, file_id in wanted}, application)
    for key, row in existing.items():
        if key not in wanted:
            row.delete()
    Attachment.objects.bulk_create(
        Attachment(office_id=application.office_id, application=application, field_id=field_id, file=known[file_id])
        for field_id, file_id in sorted(wanted - existing.keys())
    )
