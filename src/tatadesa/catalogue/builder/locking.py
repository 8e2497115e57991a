"""The lock every change of a draft takes, and the history it writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.content import Content, content_of
from tatadesa.catalogue.definition import CONTENT
from tatadesa.catalogue.models import Service, ServiceVersion, VersionEdit
from tatadesa.catalogue.permissions import require_builder
from tatadesa.core.errors import Conflict, NotFound

MOST_EDITS = 200


@dataclass(frozen=True)
class Held:
    """A draft in our hands: its row, its service, the edit that holds now and the content it made."""

    service: Service
    draft: ServiceVersion
    last: VersionEdit

    @property
    def content(self) -> Content:
        """A copy that may be changed."""
        return {**content_of(self.draft), **self.last.content}


def hold_service(staff: StaffMember, slug: str) -> Service:
    """The service's row, locked; submissions that only point to it need not wait.

    Raises ``NotAllowed``, and ``NotFound`` for a service of another office.
    """
    require_builder(staff)
    found = Service.objects.select_for_update(no_key=True).filter(office=staff.office_id, slug=slug).first()
    if found is None:
        raise NotFound("Layanan ini tidak ada di kantor Anda.")
    return found


def hold_draft(staff: StaffMember, slug: str, seen: UUID) -> Held:
    """The draft of a service of the officer's office, locked.

    ``seen`` is the edit that the officer's page showed. Raises ``NotAllowed``, ``NotFound``, and ``Conflict`` when
    somebody has changed, published or discarded the draft since.
    """
    require_builder(staff)
    service = Service.objects.filter(office=staff.office_id, slug=slug).first()
    if service is None:
        raise NotFound("Layanan ini tidak ada di kantor Anda.")
    draft = ServiceVersion.objects.select_for_update().filter(service=service, published_at=None).first()
    if draft is None:
        raise Conflict("Draf ini sudah diterbitkan atau dibuang. Muat ulang halaman untuk melihat keadaan terbaru.")
    draft.service = service
    last = draft.edits.filter(is_undone=False).order_by("-position").first()
    assert last is not None  # noqa: S101 - every draft begins with one
    if last.pk != seen:
        who = f"{last.author.name} baru saja mengubah draf ini" if last.author else "Draf ini baru saja berubah"
        raise Conflict(f"{who} ({last.words}). Lihat dulu perubahannya, lalu ulangi yang Anda lakukan.")
    return Held(service, draft, last)


def write(held: Held, content: Mapping[str, object]) -> None:
    """Make ``content`` what the draft says."""
    for name in CONTENT:
        # What an edit of an older edition does not know stays as it is.
        setattr(held.draft, name, content.get(name, getattr(held.draft, name)))
    held.draft.save(update_fields=[*CONTENT])


def add_edit(draft: ServiceVersion, author: StaffMember, content: Mapping[str, object], words: str) -> VersionEdit:
    """A new last state of the draft; what was undone cannot be done again any more, the oldest are forgotten."""
    draft.edits.filter(is_undone=True).delete()
    last = draft.edits.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    draft.edits.filter(position__lte=position - MOST_EDITS).delete()
    return VersionEdit.objects.create(
        office_id=draft.office_id,
        version=draft,
        position=position,
        content=content,
        words=words[:200],
        author=author,
    )
