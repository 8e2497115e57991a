"""What an agency without account sees behind its link."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tatadesa.accounts.models import Throttle
from tatadesa.applications import referral_links
from tatadesa.applications.actions.withdraw_referral import withdraw_referral
from tatadesa.applications.models import Application, Referral, ReferralLinkUse
from tatadesa.core.clock import now
from tatadesa.core.models import AccessLogEntry
from tatadesa.privacy.looks import who_looked
from tests.agencies import asked, puskesmas, taken, to_contact
from tests.desk.stages import text
from tests.people import World, photo

pytestmark = pytest.mark.django_db
RIGHT = {"name": "dr. Ratna, Kepala Puskesmas", "decision": "agreed", "note": ""}


@pytest.fixture
def referral(world: World) -> Referral:
    """Shares the family card and one answer."""
    application = taken(world)
    documents = [str(row.pk) for row in application.attachments.all()]
    return asked(world, to_contact(puskesmas(world)), application, documents=documents, shares=["jumlah"])


@pytest.fixture
def place(referral: Referral) -> str:
    """The address of a fresh link."""
    return f"/instansi/{referral_links.make(referral)[1]}/"


def opened(place: str) -> Client:
    client = Client()
    assert client.post(f"{place}buka/").status_code == 302
    return client


def test_before_the_click_only_who_asks_is_told(place: str) -> None:
    response = Client().get(place)
    page = text(response)
    assert "Desa Karangsari meminta pendapat Puskesmas Uji" in page
    for hidden in ("SITI", "330207", "Mendaftar sekolah"):
        assert hidden not in page
    assert not ReferralLinkUse.objects.exists()
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_after_the_click_what_was_shared_and_no_more(place: str, world: World) -> None:
    page = text(opened(place).get(place))
    for shown in ("SITI AMINAH", "330207******9001", "Mendaftar sekolah anak", "Jumlah tanggungan"):
        assert shown in page
    for hidden in ("3302076505909001", "Untuk apa", "<img"):
        assert hidden not in page
    assert [use.act for use in ReferralLinkUse.objects.all()] == ["open"]
    assert "Puskesmas Uji, lewat tautan" in {look.who for look in who_looked(world.siti.resident.pk).rows}


def test_another_browser_has_to_click_again(place: str) -> None:
    opened(place)
    assert "SITI" not in text(Client().get(place))


def test_a_document_is_opened_by_a_click_that_is_logged(referral: Referral, place: str) -> None:
    document = referral.documents[0]
    stranger, client = Client(), opened(place)
    assert stranger.get(f"{place}berkas/{document}/").status_code == 302
    assert stranger.get(f"{place}berkas/{document}/halaman/1.jpg").status_code == 404
    assert "halaman/1.jpg" in text(client.get(f"{place}berkas/{document}/"))
    response = client.get(f"{place}berkas/{document}/halaman/1.jpg")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    original = referral.application.attachments.get().file
    from tatadesa.files import storage

    assert response.content != storage.read(original), "marked with the agency's name"
    assert AccessLogEntry.objects.filter(purpose="berkas lewat tautan").count() == 1
    Referral.objects.update(documents=[])
    assert client.get(f"{place}berkas/{document}/halaman/1.jpg").status_code == 404


def test_the_answer_goes_once(place: str, referral: Referral) -> None:
    client = opened(place)
    assert client.post(f"{place}jawab/", {**RIGHT, "files": photo()}).status_code == 302
    page = text(client.get(place))
    assert "Permintaan ini sudah dijawab" in page
    assert "SITI" not in page
    again = client.post(f"{place}jawab/", {**RIGHT, "decision": "refused", "note": "Tidak."})
    assert again.status_code == 409
    referral.refresh_from_db()
    assert referral.decision == "agreed"


def test_answering_needs_the_click(place: str, referral: Referral) -> None:
    assert Client().post(f"{place}jawab/", RIGHT).status_code == 302
    referral.refresh_from_db()
    assert referral.is_open


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decision": ""}, "Pilih satu jawaban."),
        ({"decision": "refused"}, "Tulis syarat atau alasannya"),
        ({"name": " \0"}, "Isi nama dan jabatan Anda"),
        ({"name": "a" * 5000}, "Isi nama dan jabatan Anda"),
        ({"note": "a" * 2001}, "Catatan paling panjang"),
        ({"files": SimpleUploadedFile("x.pdf", b"%PDF-bukan")}, "Pilih lagi berkasnya"),
    ],
)
def test_bad_input_is_told_at_its_field_and_stays(changes: dict[str, object], words: str, place: str) -> None:
    response = opened(place).post(f"{place}jawab/", {**RIGHT, "note": "Kata saya", **changes})
    if changes == {"decision": "refused"}:
        response = opened(place).post(f"{place}jawab/", {**RIGHT, **changes})
    assert response.status_code == 422
    assert words in text(response)
    assert "note" in changes or changes == {"decision": "refused"} or "Kata saya" in text(response)


def test_a_link_that_opens_nothing(world: World, place: str, referral: Referral) -> None:
    for bad in ("/instansi/x/", f"/instansi/{'a' * 43}/", "/instansi/%C3%A9/"):
        response = Client().get(bad)
        assert (response.status_code, "tidak berlaku lagi" in text(response)) == (404, True)
    client = opened(place)
    seen = Application.objects.get().event_count
    withdraw_referral(world.operator, referral.application.number, referral.pk, seen=seen, reason="x")
    for path in (
        place,
        f"{place}berkas/{referral.documents[0]}/",
        f"{place}berkas/{referral.documents[0]}/halaman/1.jpg",
    ):
        assert client.get(path).status_code == 404
    assert client.post(f"{place}jawab/", RIGHT).status_code == 404


def test_guessing_is_slowed_down(world: World) -> None:
    client, guess = Client(), f"/instansi/{'a' * 43}/"
    assert client.get(guess).status_code == 404
    Throttle.objects.filter(key="instansi:127.0.0.1").update(tokens=0, updated_at=now())
    response = client.get(guess)
    assert (response.status_code, int(response.headers["Retry-After"]) > 0) == (429, True)
