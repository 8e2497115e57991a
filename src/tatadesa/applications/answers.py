"""From a draft to checked answers: the same way for a new application and for a changed one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Attachment, Draft
from tatadesa.applications.people import lookups
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.papers import may_be_brought
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.files import queries as files
from tatadesa.files.models import StoredFile
from tatadesa.forms import cleaning
from tatadesa.forms.context import FormContext
from tatadesa.forms.logic import with_followers
from tatadesa.forms.lookups import People, Regions
from tatadesa.forms.registry import is_required, kind_of
from tatadesa.offices.models import Office
from tatadesa.regions.lookups import RegionTree
from tatadesa.residents.models import Resident


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


@dataclass(frozen=True)
class Form:
    """Who fills in what, and what it is checked against.

    ``office`` handles the application. ``resident`` is the applicant, None for an account of nobody in the register;
    ``register`` is what the register says of the applicant (of a running application: said when it was sent). An
    ``application`` is there when one is changed, then perhaps only its ``opened`` fields. ``on_paper`` is None on the
    portal; at the counter it names the file fields whose paper was seen. ``to_bring`` names those whose paper will be
    brought. ``kept`` are the answers as last saved; ``people`` looks people up, without it nothing new is asked.
    """

    author: Account
    version: ServiceVersion
    office: Office
    resident: Resident | None = None
    register: Mapping[str, Any] = field(default_factory=dict)
    application: Application | None = None
    opened: Collection[str] | None = None
    on_paper: Collection[str] | None = None
    to_bring: Collection[str] = ()
    kept: Mapping[str, Any] = field(default_factory=dict)
    people: People | None = None
    regions: Regions = field(default_factory=RegionTree)

    @property
    def at_counter(self) -> bool:
        """An officer fills in."""
        return self.on_paper is not None

    @property
    def papers(self) -> Collection[str]:
        """The file fields that need no file because an officer has seen the paper."""
        if self.on_paper is not None:
            return self.on_paper
        return papers_left(self.application) if self.application is not None else ()


def context_of(form: Form, raw: Mapping[str, Any]) -> FormContext:
    """What cleaning and drawing need to know; of the files that ``raw`` names only those the author may use."""
    ids, brought = cleaning.file_ids(form.version.form, raw), may_be_brought(form.version)
    return FormContext(
        today=office_today(form.office.timezone),
        files=files.infos(known_files(form.author, ids, form.application)),
        on_paper=form.papers,
        to_bring=[name for name in form.to_bring if name in brought],
        may_bring=() if form.at_counter else brought,
        register=form.register,
        people=form.people or lookups(form.author, form.resident, kept=form.kept),
        regions=form.regions,
    )


def check(form: Form, raw: Mapping[str, Any]) -> cleaning.Cleaned:
    """Clean ``raw`` by the version's form.

    Fields that are not opened are left alone: they were right when they were sent, and a rule such as "not before
    today" must not turn against them later.
    """
    whole = whole_of(form, raw)
    return cleaning.clean(form.version.form, whole, context_of(form, whole), form.opened)


def whole_of(form: Form, raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """``raw`` answers beside those that cannot be changed now: conditions and rules between fields look at both."""
    if form.application is None or form.opened is None:
        return raw
    return {**form.application.answers, **raw}


def opened_fields(application: Application) -> list[str] | None:
    """The fields an officer opened, and those that come or go with them; None when all are open."""
    if application.correction is None:
        return None
    return with_followers(application.version.form, application.correction["fields"])


def require_complete(
    author: Account,
    draft: Draft,
    resident: Resident,
    register: Mapping[str, Any],
    opened: Collection[str] | None = None,
) -> dict[str, Any]:
    """The draft's cleaned answers; raises ``InvalidInput`` naming each field that is not right.

    ``resident`` is the applicant, ``register`` what the register says of them.
    """
    form = Form(
        author=author,
        version=draft.version,
        office=draft.office,
        resident=resident,
        register=register,
        application=draft.application,
        opened=opened,
        on_paper=draft.on_paper,
        to_bring=draft.to_bring,
    )
    cleaned = check(form, draft.answers)
    if cleaned.errors:
        raise InvalidInput(cleaned.errors)
    return cleaned.values


def papers_left(application: Application) -> list[str]:
    """The file fields for which paper still counts: what an officer sent back has to be brought again."""
    opened = (application.correction or {}).get("fields", ())
    return [name for name in application.on_paper if name not in opened]


def papers_missing(application: Application) -> list[str]:
    """The labels of required documents that were to be brought and have not come."""
    fields = application.version.form["fields"]
    return [field["label"] for field in fields if field["id"] in application.to_bring and is_required(field)]


def attach(account: Account, application: Application) -> None:
    """Make the application's attachments those its answers name."""
    asked = [entry["id"] for entry in application.version.form["fields"] if kind_of(entry).keeps_files]
    wanted = {(name, file_id) for name in asked for file_id in application.answers.get(name) or ()}
    existing = {(row.field_id, str(row.file_id)): row for row in application.attachments.all()}
    known = known_files(account, {file_id for _, file_id in wanted}, application)
    for key, row in existing.items():
        if key not in wanted:
            row.delete()
    Attachment.objects.bulk_create(
        Attachment(office_id=application.office_id, application=application, field_id=field_id, file=known[file_id])
        for field_id, file_id in sorted(wanted - existing.keys())
    )
