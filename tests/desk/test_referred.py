"""An agency's own desk: what it is asked, only what was shared, and its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.withdraw_referral import withdraw_referral
from tatadesa.applications.models import Application, Attachment, Referral
from tatadesa.core.clock import now
from tatadesa.core.models import AccessLogEntry
from tests.agencies import asked, polsek, taken, to_office
from tests.desk.stages import address, text
from tests.people import World, photo, sent

Browser = Callable[[Account], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world: World) -> StaffMember:
    """Of the Polsek."""
    return polsek()


@pytest.fixture
def agency(officer: StaffMember, signed_in: Browser) -> Client:
    """The officer's browser."""
    return signed_in(officer.account)


@pytest.fixture
def referral(world: World, officer: StaffMember) -> Referral:
    """Shares the family card and one answer."""
    application = taken(world)
    documents = [str(row.pk) for row in application.attachments.all()]
    return asked(world, to_office(officer), application, documents=documents, shares=["jumlah"])


def place(referral: Referral, rest: str = "") -> str:
    return f"/desk/rujukan/{referral.pk}/{rest}"


def test_the_list_has_what_waits(agency: Client, referral: Referral) -> None:
    page = text(agency.get("/desk/rujukan/"))
    assert "Desa Karangsari" in page
    assert "SITI" not in page
    assert "1<span" in text(agency.get("/desk/rujukan/jumlah/"))
    assert "Tidak ada permintaan yang lewat batas waktu" in text(agency.get("/desk/rujukan/?tab=terlambat"))
    Referral.objects.update(due_at=now())
    assert referral.application.number in text(agency.get("/desk/rujukan/daftar/?tab=terlambat"))
    assert agency.get("/desk/rujukan/?tab=x").status_code == 404
    assert agency.get("/desk/rujukan/?setelah=x").status_code == 422


def test_the_list_pages_by_key(world: World, officer: StaffMember, agency: Client, referral: Referral) -> None:
    Referral.objects.bulk_create(
        Referral(
            office=world.karangsari,
            application=referral.application,
            kind="opinion",
            to_office=officer.office,
            to_label="Polsek Uji",
            question="?",
            asked_at=now(),
            due_at=now(),
        )
        for _ in range(30)
    )
    first = agency.get("/desk/rujukan/").content.decode()
    after = first.split("setelah=")[1].split('"')[0]
    second = agency.get(f"/desk/rujukan/?tab=baru&setelah={after}").content.decode()
    assert (first.count('class="row registration-row"'), second.count('class="row registration-row"')) == (25, 6)


def test_only_what_was_shared_is_there(agency: Client, referral: Referral, world: World) -> None:
    page = text(agency.get(place(referral)))
    for shown in ("SITI AMINAH", "330207******9001", "Mendaftar sekolah anak", "Jumlah tanggungan", "Kartu Keluarga"):
        assert shown in page
    for hidden in ("3302076505909001", "Untuk apa", "1990", "Jl. Melati"):
        assert hidden not in page
    look = AccessLogEntry.objects.filter(purpose="rujukan").get()
    assert (look.resident_id, look.about) == (world.siti.resident.pk, referral.application.number)


def test_a_chosen_document_opens_and_is_logged(agency: Client, referral: Referral) -> None:
    [document] = referral.documents
    assert f'src="{place(referral, f"berkas/{document}/halaman/1.jpg")}"' in text(
        agency.get(place(referral, f"?berkas={document}"))
    )
    for rest in (f"berkas/{document}/", f"berkas/{document}/halaman/1.jpg"):
        response = agency.get(place(referral, rest))
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert AccessLogEntry.objects.filter(purpose="berkas rujukan").count() == 2
    assert agency.get(place(referral, f"berkas/{document}/halaman/7.jpg")).status_code == 404


def test_an_answer_with_a_file(agency: Client, referral: Referral) -> None:
    data = {"decision": "conditions", "note": "Selesai pukul 22.00.", "files": photo()}
    assert agency.post(place(referral), data).status_code == 302
    page = text(agency.get(place(referral)))
    assert "Selesai pukul 22.00." in page
    assert "Kirim jawaban" not in page
    file = referral.files.get()
    assert agency.get(place(referral, f"lampiran/{file.pk}/")).status_code == 200
    assert referral.application.number in text(agency.get("/desk/rujukan/?tab=terjawab"))


def test_a_refused_answer_keeps_its_words(agency: Client, referral: Referral) -> None:
    bad = SimpleUploadedFile("x.exe", b"MZ")
    response = agency.post(place(referral), {"decision": "agreed", "note": "Kata saya", "files": bad})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Kata saya</textarea>" in page
    assert 'value="agreed" checked' in page
    assert agency.post(place(referral), {"decision": "\0", "note": "\0"}).status_code == 422


def test_an_agency_never_reaches_the_whole_request(
    world: World, agency: Client, officer: StaffMember, referral: Referral
) -> None:
    application = referral.application
    document = referral.documents[0]
    for act in ("", "riwayat/", "rujukan/", f"rujukan/{referral.pk}/", f"berkas/{document}/", "pratinjau.pdf"):
        assert agency.get(address(application, act)).status_code == 404, act
    for act in ("tarik/", "ingatkan/", "tautan/", "jawab/"):
        response = agency.post(address(application, f"rujukan/{referral.pk}/{act}"), {"seen": "3", "reason": "x"})
        assert response.status_code == 404, act
    other = sent(world.joko, world.version, nama="JOKO PRASETYO")
    foreign = Attachment.objects.get(application=other)
    assert agency.get(place(referral, f"berkas/{foreign.pk}/")).status_code == 404


def test_documents_that_were_not_chosen_stay_closed(
    world: World, agency: Client, officer: StaffMember, referral: Referral
) -> None:
    document = referral.documents[0]
    Referral.objects.update(documents=[])
    assert agency.get(place(referral, f"berkas/{document}/")).status_code == 404
    assert agency.get(place(referral, f"berkas/{document}/halaman/1.jpg")).status_code == 404


def test_after_withdrawal_all_is_closed(world: World, agency: Client, referral: Referral) -> None:
    application = Application.objects.get()
    withdraw_referral(world.operator, application.number, referral.pk, seen=application.event_count, reason="x")
    for rest in ("", f"berkas/{referral.documents[0]}/", f"berkas/{referral.documents[0]}/halaman/1.jpg"):
        assert agency.get(place(referral, rest)).status_code == 404
    assert agency.post(place(referral), {"decision": "agreed"}).status_code == 404
    assert referral.application.number not in text(agency.get("/desk/rujukan/"))


def test_a_lapsed_question_shows_no_data(agency: Client, referral: Referral) -> None:
    Referral.objects.update(state="lapsed", answered_at=now())
    page = text(agency.get(place(referral)))
    assert "SITI" not in page
    assert "tidak menunggu jawaban lagi" in page
    assert agency.post(place(referral), {"decision": "agreed"}).status_code == 409


def test_another_agency_finds_nothing(world: World, signed_in: Browser, referral: Referral) -> None:
    other = signed_in(polsek("33.02", "Polres Uji", "polres-uji").account)
    for rest in ("", f"berkas/{referral.documents[0]}/"):
        assert other.get(place(referral, rest)).status_code == 404
    assert other.post(place(referral), {"decision": "agreed"}).status_code == 404
    assert signed_in(world.operator.account).get(place(referral)).status_code == 404


def test_the_pages_take_a_fixed_number_of_queries(
    agency: Client, referral: Referral, django_assert_max_num_queries: Any
) -> None:
    for path, most in (("/desk/rujukan/", 8), (place(referral), 10)):
        with django_assert_max_num_queries(most):
            assert agency.get(path).status_code == 200
