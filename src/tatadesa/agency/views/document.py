"""The documents behind a link: one at a time, after a click, with the agency's name across every page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tatadesa.agency import opening
from tatadesa.agency.looks import log_look
from tatadesa.agency.pages import link_required
from tatadesa.agency.pages import page as show
from tatadesa.applications.models import Attachment, ReferralLink, ReferralLinkUse
from tatadesa.applications.referral_queries import chosen_attachment
from tatadesa.core.clock import office_today
from tatadesa.core.errors import NotFound
from tatadesa.core.text import date_words
from tatadesa.files import previews, serving
from tatadesa.files.models import StoredFile
from tatadesa.registrations.stamping import stamped


@require_safe
@link_required
def page(request: HttpRequest, link: ReferralLink, attachment_id: UUID) -> HttpResponseBase:
    """All pages of one document."""
    if not opening.is_open(request, link):
        return redirect("agency:referral", _token(request))
    attachment = chosen_attachment(link.referral, attachment_id)
    context = {
        "token": _token(request),
        "attachment": attachment,
        "file": attachment.file,
        "is_ready": _is_ready(attachment),
        "is_failed": attachment.file.preview_state == StoredFile.PreviewState.FAILED,
        "office": link.office,
    }
    return show(request, "document", context)


@require_safe
@link_required
def picture(request: HttpRequest, link: ReferralLink, attachment_id: UUID, number: int) -> HttpResponse:
    """One page as JPEG, marked with whom it was shown to and when. Each is written down."""
    if not opening.is_open(request, link):
        raise NotFound
    attachment = chosen_attachment(link.referral, attachment_id)
    content = previews.page_image(attachment.file, number)
    if content is None:
        raise NotFound("Gambar halaman ini belum siap atau tidak ada.")
    log_look(request, link, ReferralLinkUse.Act.DOCUMENT, "berkas lewat tautan")
    day = date_words(office_today(link.office.timezone))
    return serving.picture(stamped(content, f"HANYA UNTUK {link.referral.to_label.upper()} {day}"))


def _is_ready(attachment: Attachment) -> bool:
    file = attachment.file
    return file.kind == StoredFile.Kind.JPEG or file.preview_state == StoredFile.PreviewState.READY


def _token(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["token"]) if match is not None else ""
