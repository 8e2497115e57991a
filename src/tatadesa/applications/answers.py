"""From a draft to checked answers: the same way for a new application and for a changed one."""

from collections.abc import Collection
from typing import Any

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Attachment, Draft
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.files import queries as files
from tatadesa.forms import cleaning


def check(
    account: Account, version: ServiceVersion, raw: dict[str, Any], zone: str, only: Collection[str] | None = None
) -> cleaning.Cleaned:
    """Clean ``raw`` by the version's form; files count only when they are the account's own.

    With ``only`` the other fields are left alone: they were right when they were sent, and a rule such as
    "not before today" must not turn against them later.
    """
    own = files.infos(files.owned(account, cleaning.file_ids(version.form, raw)))
    return cleaning.clean(version.form, raw, cleaning.FormContext(today=office_today(zone), files=own), only)


def require_complete(account: Account, draft: Draft, zone: str, only: Collection[str] | None = None) -> dict[str, Any]:
    """The draft's cleaned answers; raises ``InvalidInput`` naming each field that is not right."""
    cleaned = check(account, draft.version, draft.answers, zone, only)
    if cleaned.errors:
        raise InvalidInput(cleaned.errors)
    return cleaned.values


def attach(account: Account, application: Application) -> None:
    """Make the application's attachments those its answers name."""
    fields = [field for field in application.version.form["fields"] if field["kind"] == "file"]
    wanted = {(field["id"], file_id) for field in fields for file_id in application.answers.get(field["id"]) or ()}
    existing = {(row.field_id, str(row.file_id)): row for row in application.attachments.all()}
    for key, row in existing.items():
        if key not in wanted:
            row.delete()
    own = files.owned(account, [file_id for _, file_id in wanted])
    Attachment.objects.bulk_create(
        Attachment(office_id=application.office_id, application=application, field_id=field_id, file=own[file_id])
        for field_id, file_id in sorted(wanted - existing.keys())
    )
