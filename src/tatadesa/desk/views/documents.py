"""The documents of a request: which are there, one at a time as pictures, and the file itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application, Attachment
from tatadesa.applications.queries import attachment_of_office
from tatadesa.core.errors import NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.files import previews, serving
from tatadesa.files.models import StoredFile
from tatadesa.forms.summary import SummaryRow

# The open page asks every three seconds for pictures that are being made: two minutes, then a person decides.
MAX_TRIES = 40


@dataclass(frozen=True)
class Requirement:
    """A document the service asks for: what was attached to it, or whether its paper was shown or will be brought."""

    field_id: str
    label: str
    required: bool
    attachments: list[Attachment]
    on_paper: bool
    to_bring: bool = False


@dataclass(frozen=True)
class Viewer:
    """The document that is open, at one of its pages."""

    attachment: Attachment
    page: int
    tries: int = 0

    @property
    def may_ask_again(self) -> bool:
        """Whether the page asks once more by itself for pictures that are still being made."""
        return self.tries < MAX_TRIES

    @property
    def is_ready(self) -> bool:
        """Its pictures have been made; a photo is its own picture."""
        file = self.attachment.file
        return file.kind == StoredFile.Kind.JPEG or file.preview_state == StoredFile.PreviewState.READY

    @property
    def is_failed(self) -> bool:
        """No picture will come: the file has to be opened itself."""
        return not self.is_ready and self.attachment.file.preview_state == StoredFile.PreviewState.FAILED


def by_requirement(
    application: Application, attachments: Sequence[Attachment], file_rows: Sequence[SummaryRow]
) -> list[Requirement]:
    """The requirements in the service's order, then other file fields that were used."""
    asked = {item["field"]: item for item in application.version.requirements if item.get("field")}
    labels = {row.field_id: row.label for row in file_rows}
    order = [*asked, *(name for name in labels if name not in asked)]
    found = [
        Requirement(
            field_id=name,
            label=asked[name]["label"] if name in asked else labels[name],
            required=bool(asked.get(name, {}).get("required")),
            attachments=[row for row in attachments if row.field_id == name],
            on_paper=name in application.on_paper,
            to_bring=name in application.to_bring,
        )
        for name in order
    ]
    return [row for row in found if row.attachments or row.on_paper or row.to_bring or row.field_id in asked]


def viewer(requirements: Sequence[Requirement], chosen: Mapping[str, str]) -> Viewer | None:
    """The document named by ``berkas`` at the page ``hal``, else the first one; None without documents."""
    attachments = [row for item in requirements for row in item.attachments]
    if not attachments:
        return None
    wanted = chosen.get("berkas", "")
    attachment = next((row for row in attachments if str(row.pk) == wanted), attachments[0])
    number = min(max(_number(chosen.get("hal", ""), 1), 1), attachment.file.pages)
    return Viewer(attachment, number, _number(chosen.get("coba", ""), 0))


def chosen_of(attachments: Sequence[Attachment], chosen: Mapping[str, str]) -> Viewer | None:
    """Of a plain list the document named by ``berkas``; None as long as nobody asks for one."""
    attachment = next((row for row in attachments if str(row.pk) == chosen.get("berkas", "")), None)
    if attachment is None:
        return None
    return Viewer(attachment, min(max(_number(chosen.get("hal", ""), 1), 1), attachment.file.pages))


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 5 else otherwise


@require_safe
@staff_required
def document(request: HttpRequest, staff: StaffMember, number: str, attachment_id: UUID) -> HttpResponseBase:
    """The file itself; ``?unduh=1`` asks the browser to save it."""
    attachment = attachment_of_office(staff, number, attachment_id)
    log_look(staff, attachment.application, "berkas")
    return serving.response(attachment.file, download="unduh" in request.GET)


@require_safe
@staff_required
def page_picture(request: HttpRequest, staff: StaffMember, number: str, attachment_id: UUID, page: int) -> HttpResponse:
    """One page of a document as JPEG."""
    attachment = attachment_of_office(staff, number, attachment_id)
    picture = previews.page_image(attachment.file, page)
    if picture is None:
        raise NotFound("Gambar halaman ini belum siap atau tidak ada.")
    log_look(staff, attachment.application, "berkas")
    return serving.picture(picture)
