"""Addresses of the desk, below ``/desk/``."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from tatadesa.desk.views import (
    acts,
    application,
    documents,
    inbox,
    letter_preview,
    letters,
    live_token,
    sign_in,
)

app_name = "desk"


class ApplicationNumber(StringConverter):
    """What a public number is made of; anything else in its place (a NUL, say) is no address of ours."""

    regex = "[0-9A-Za-z-]{1,20}"


register_converter(ApplicationNumber, "desk_number")
_ONE = "permohonan/<desk_number:number>/"

urlpatterns = [
    path("", inbox.page, name="inbox"),
    path("daftar/", inbox.listing, name="inbox_list"),
    path("masuk/", sign_in.sign_in, name="sign_in"),
    path("keluar/", sign_in.leave, name="sign_out"),
    path("langsung/token/", live_token.live_token, name="live_token"),
    path(_ONE, application.page, name="application"),
    path(f"{_ONE}riwayat/", application.history, name="history"),
    path(f"{_ONE}ambil/", acts.take_it, name="take"),
    path(f"{_ONE}lepas/", acts.release_it, name="release"),
    path(f"{_ONE}kembalikan/", acts.return_it, name="return"),
    path(f"{_ONE}tolak/", acts.reject_it, name="reject"),
    path(f"{_ONE}setujui/", acts.approve_it, name="approve"),
    path(f"{_ONE}terbitkan/", acts.issue_it, name="issue"),
    path(f"{_ONE}pratinjau.pdf", letter_preview.pdf, name="preview_pdf"),
    path(f"{_ONE}pratinjau/<int:page>.png", letter_preview.picture, name="preview_picture"),
    path(f"{_ONE}berkas/<uuid:attachment_id>/", documents.document, name="document"),
    path(
        f"{_ONE}berkas/<uuid:attachment_id>/halaman/<int:page>.jpg",
        documents.page_picture,
        name="document_page",
    ),
    path("surat/", letters.page, name="letters"),
    path("surat/<uuid:letter_id>.pdf", letters.download, name="letter_pdf"),
    path("surat/<uuid:letter_id>/cabut/", letters.withdraw_it, name="withdraw"),
]
