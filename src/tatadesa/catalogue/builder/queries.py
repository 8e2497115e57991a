"""Reads for the builder; they start at the officer's office."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.content import Content, FieldPath, content_of, short, walk_both
from tatadesa.catalogue.models import Service, ServiceVersion, VersionEdit
from tatadesa.catalogue.permissions import require_builder
from tatadesa.core.errors import NotFound
from tatadesa.forms.registry import KINDS

_RECENT = 20


@dataclass(frozen=True)
class Workshop:
    """A service in the builder. Without ``draft`` nothing is being changed; ``content`` is then the published one.

    ``seen`` is the edit that holds now, with what would be undone and done again in words (empty: nothing).
    """

    service: Service
    draft: ServiceVersion | None
    content: Content
    seen: UUID | None = None
    last: VersionEdit | None = None
    undo_words: str = ""
    redo_words: str = ""

    @property
    def is_behind(self) -> bool:
        """A newer version was published after the draft was begun."""
        current = self.service.current
        return self.draft is not None and current is not None and current.number > self.draft.number


@dataclass(frozen=True)
class VersionRow:
    """One version in the list; ``by`` made its last edit."""

    number: int
    name: str
    fields: int
    published_at: datetime | None
    is_current: bool
    by: str


def service_in_office(staff: StaffMember, slug: str) -> Service:
    """A service that the officer's office owns, with its published version; raises ``NotAllowed``, ``NotFound``."""
    require_builder(staff)
    found = Service.objects.select_related("current").filter(office=staff.office_id, slug=slug).first()
    if found is None:
        raise NotFound("Layanan ini tidak ada di kantor Anda.")
    return found


def workshop(staff: StaffMember, slug: str) -> Workshop:
    """The service as the builder shows it; three queries. Raises ``NotAllowed``, ``NotFound``."""
    service = service_in_office(staff, slug)
    draft = ServiceVersion.objects.filter(service=service, published_at=None).first()
    if draft is None:
        if service.current is None:
            raise NotFound("Layanan ini tidak ada di kantor Anda.")
        service.current.service = service
        return Workshop(service, None, content_of(service.current))
    draft.service = service
    edits = list(draft.edits.order_by("position").defer("content").select_related("author"))
    done = [edit for edit in edits if not edit.is_undone]
    undone = [edit for edit in edits if edit.is_undone]
    last = done[-1]
    return Workshop(
        service,
        draft,
        {**content_of(draft), "category": category_of(last)},
        seen=last.pk,
        last=last,
        undo_words=last.words if len(done) > 1 else "",
        redo_words=undone[0].words if undone else "",
    )


def category_of(edit: VersionEdit) -> str:
    """The category a draft's service will stand under."""
    return str(edit.content["category"])


def past_kinds(service: Service, draft: ServiceVersion | None) -> dict[FieldPath, frozenset[str]]:
    """The kinds that fields had, by path, in all versions but ``draft``; officers' own behind ``OFFICERS``."""
    kinds: dict[FieldPath, set[str]] = defaultdict(set)
    versions = ServiceVersion.objects.filter(service=service)
    if draft is not None:
        versions = versions.exclude(pk=draft.pk)
    for form, officer_form in versions.values_list("form", "officer_form"):
        for path, field in walk_both(form, officer_form):
            kinds[path].add(field["kind"])
    return {path: frozenset(found) for path, found in kinds.items()}


def past_labels(service: Service) -> dict[str, str]:
    """The labels that fields had in published versions, the newest counting; by path as in ``past_kinds``."""
    published = ServiceVersion.objects.filter(service=service, published_at__isnull=False).order_by("number")
    return {
        path: short(field["label"])
        for forms in published.values_list("form", "officer_form")
        for path, field in walk_both(*forms)
    }


def versions_of(service: Service) -> list[VersionRow]:
    """All versions, the newest first."""
    versions = list(
        ServiceVersion.objects.filter(service=service)
        .only("number", "name", "published_at", "form")
        .order_by("-number")
    )
    edits = VersionEdit.objects.filter(version__in=versions, is_undone=False)
    edits = edits.order_by("version_id", "-position").distinct("version_id")
    names = dict(edits.values_list("version_id", "author__name"))
    return [
        VersionRow(
            version.number,
            version.name,
            sum(KINDS[field["kind"]].takes_answer for field in version.form["fields"]),
            version.published_at,
            version.pk == service.current_id,
            names.get(version.pk) or "",
        )
        for version in versions
    ]


def version_of(service: Service, number: int) -> ServiceVersion:
    """One version of a service the caller already owns; raises ``NotFound``."""
    found = ServiceVersion.objects.filter(service=service, number=number).first()
    if found is None:
        raise NotFound("Versi ini tidak ada.")
    found.service = service
    return found


def recent_edits(draft: ServiceVersion) -> list[VersionEdit]:
    """The last edits that hold, the newest first."""
    edits = draft.edits.filter(is_undone=False).defer("content").select_related("author")
    return list(edits.order_by("-position")[:_RECENT])


def unmanned_steps(staff: StaffMember, shop: Workshop) -> list[tuple[str, list[str]]]:
    """(label, roles) of the steps that nobody at the officer's office can do today; one query.

    None for a service that other offices handle: there others do the steps.
    """
    if shop.service.offered_to and shop.service.handled_by == Service.HandledBy.VILLAGE:
        return []
    members = StaffMember.objects.filter(office=staff.office_id, account__is_active=True)
    there = {str(role) for member in members for role in member.roles}
    steps = [(step["label"], [*step["roles"], *step.get("delegates", ())]) for step in shop.content["workflow"]]
    return [(label, roles) for label, roles in steps if not there & set(roles)]


def own_services(staff: StaffMember) -> list[ServiceVersion]:
    """The published versions of the office's own services, for starting another from."""
    require_builder(staff)
    services = Service.objects.filter(office=staff.office_id, current__isnull=False).select_related("current")
    return [service.current for service in services.order_by("position", "slug")[:300] if service.current]


def categories_of(staff: StaffMember) -> list[str]:
    """The categories in use at the office, by name."""
    found = Service.objects.filter(office=staff.office_id).values_list("category", flat=True)
    return sorted(set(found))
