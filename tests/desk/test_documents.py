"""Documents in the page and as files."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Attachment
from tatadesa.core.models import AccessLogEntry
from tatadesa.files import storage
from tatadesa.files.models import StoredFile
from tests.desk.stages import address, taken, text
from tests.people import World

Browser = Callable[[Account], Client]
Preview = StoredFile.PreviewState


@pytest.fixture
def desk(world: World, signed_in: Browser) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


@pytest.fixture
def attachment(world: World) -> Attachment:
    """The photo of a request."""
    return taken(world).attachments.select_related("file", "application").get()


def as_pdf(attachment: Attachment, state: str) -> Application:
    """Let the document be a PDF of three pages whose pictures are in ``state``."""
    StoredFile.objects.filter(pk=attachment.file_id).update(
        kind=StoredFile.Kind.PDF, pages=3, preview_state=state, original_name="kk.pdf"
    )
    return attachment.application


def test_a_photo_is_shown_in_the_page(desk: Client, attachment: Attachment) -> None:
    page = text(desk.get(address(attachment.application)))
    picture = address(attachment.application, f"berkas/{attachment.pk}/halaman/1.jpg")
    assert f'src="{picture}"' in page
    response = desk.get(picture)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.content.startswith(b"\xff\xd8\xff")
    assert "no-store" in response.headers["Cache-Control"]
    assert [look.purpose for look in AccessLogEntry.objects.order_by("at")] == ["permohonan", "berkas"]


def test_a_pdf_is_leafed_through(desk: Client, attachment: Attachment) -> None:
    application = as_pdf(attachment, Preview.READY)
    storage.save_derived(storage.page_name(attachment.file, 2), b"\xff\xd8\xffdua")
    response = desk.get(address(application, f"?berkas={attachment.pk}&hal=2"), headers={"HX-Target": "berkas"})
    page = text(response)
    assert "<html" not in page
    assert f"berkas/{attachment.pk}/halaman/2.jpg" in page
    assert 'id="hal-3"' in page
    assert desk.get(address(application, f"berkas/{attachment.pk}/halaman/2.jpg")).content.endswith(b"dua")


@pytest.mark.parametrize(
    ("state", "words"), [(Preview.WAITING, "sedang disiapkan"), (Preview.FAILED, "Unduh untuk membacanya")]
)
def test_a_pdf_without_pictures_says_so(state: str, words: str, desk: Client, attachment: Attachment) -> None:
    application = as_pdf(attachment, state)
    page = text(desk.get(address(application)))
    assert words in page
    assert "/halaman/1.jpg" not in page


def test_the_page_stops_asking_after_two_minutes(desk: Client, attachment: Attachment) -> None:
    application = as_pdf(attachment, Preview.WAITING)
    asking = text(desk.get(address(application, f"?berkas={attachment.pk}&coba=39")))
    assert "coba=40" in asking
    assert "load delay:3s" in asking
    stopped = text(desk.get(address(application, f"?berkas={attachment.pk}&coba=40")))
    assert "belum juga siap" in stopped
    assert "load delay:3s" not in stopped


@pytest.mark.parametrize("query", ["?berkas=x&hal=x", "?hal=99999999", "?hal=-1", "?berkas=&hal=0"])
def test_an_odd_choice_shows_a_page_that_exists(query: str, desk: Client, attachment: Attachment) -> None:
    response = desk.get(address(attachment.application, query))
    assert response.status_code == 200
    assert "halaman/1.jpg" in text(response)


@pytest.mark.parametrize("page", [0, 2, 10**12])
def test_a_page_that_does_not_exist(page: int, desk: Client, attachment: Attachment) -> None:
    path = f"berkas/{attachment.pk}/halaman/{page}.jpg"
    assert desk.get(address(attachment.application, path)).status_code == 404


def test_the_file_itself_and_the_log(desk: Client, world: World, attachment: Attachment) -> None:
    response = desk.get(address(attachment.application, f"berkas/{attachment.pk}/"))
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    look = AccessLogEntry.objects.get()
    assert (look.purpose, look.actor_id, look.about) == ("berkas", world.operator.pk, attachment.application.number)
    saved = desk.get(address(attachment.application, f"berkas/{attachment.pk}/?unduh=1"))
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_a_document_is_found_only_under_its_own_request(desk: Client, world: World, attachment: Attachment) -> None:
    other = taken(world)
    assert desk.get(address(other, f"berkas/{attachment.pk}/")).status_code == 404
    assert desk.get(address(other, f"berkas/{uuid.uuid4()}/")).status_code == 404


def test_a_missing_required_document_is_named(desk: Client, attachment: Attachment) -> None:
    application = attachment.application
    attachment.delete()
    Application.objects.filter(pk=application.pk).update(answers={**application.answers, "kk": []})
    page = text(desk.get(address(application)))
    assert "Belum ada</span> Kartu Keluarga" in page
