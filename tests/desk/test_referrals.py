"""The village's pages about what it asks others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.answer_referral import answer_referral
from tatadesa.applications.models import Application, Referral, ReferralLink
from tests.agencies import asked, asking_version, polsek, puskesmas, request_of, taken, to_contact, to_office
from tests.desk.stages import address, text
from tests.people import World, photo

Browser = Callable[[Account], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world: World, signed_in: Browser) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def place(referral: Referral, act: str = "") -> str:
    return address(referral.application, f"rujukan/{referral.pk}/{act}")


def seen(referral: Referral) -> int:
    return Application.objects.get(pk=referral.application_id).event_count


def filled(application: Application, target: str, **changes: Any) -> dict[str, Any]:
    right = {"seen": application.event_count, "target": target, "kind": "opinion", "question": "Aman?", "days": "3"}
    return {**right, **changes}


def test_asking_from_the_requests_page(world: World, desk: Client) -> None:
    application, officer = taken(world), polsek()
    attachment = application.attachments.get()
    assert "Minta pendapat atau teruskan" in text(desk.get(address(application)))
    page = text(desk.get(address(application, "rujukan/")))
    assert "Polsek Uji" in page
    assert "Mendaftar sekolah anak" in page
    data = filled(application, to_office(officer), documents=[attachment.pk], shares=["jumlah"], is_blocking="1")
    response = desk.post(address(application, "rujukan/"), data)
    referral = Referral.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, place(referral))
    assert (referral.documents, referral.shares, referral.is_blocking) == ([str(attachment.pk)], ["jumlah"], True)
    assert "Menunggu jawaban" in text(desk.get(address(application)))


def test_a_hand_over_from_the_form(world: World, desk: Client) -> None:
    application = taken(world)
    desk.post(address(application, "rujukan/"), filled(application, to_office(polsek()), kind="handover"))
    assert Referral.objects.get().is_handover


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": ""}, "Tulis apa yang ingin ditanyakan"),
        ({"days": "seminggu"}, "Isi jumlah hari kerja"),
        ({"target": "kantor:\0"}, "Pilih instansi atau rekan"),
        ({"target": ""}, "Pilih instansi atau rekan"),
        ({"documents": ["x\0"]}, "Ada berkas yang sudah diganti"),
        ({"kind": "handover", "target": "peran:kades"}, "Keputusan hanya dapat diserahkan"),
    ],
)
def test_what_is_wrong_is_said_and_words_stay(changes: dict[str, Any], words: str, world: World, desk: Client) -> None:
    application, officer = taken(world), polsek()
    data = {**filled(application, to_office(officer), question="Kata yang panjang"), **changes}
    response = desk.post(address(application, "rujukan/"), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(words) >= 2, "on top and at its field"
    assert "question" in changes or "Kata yang panjang</textarea>" in page
    assert not Referral.objects.exists()


def test_a_page_that_is_old_keeps_the_form(world: World, desk: Client) -> None:
    application, officer = taken(world), polsek()
    response = desk.post(address(application, "rujukan/"), filled(application, to_office(officer), seen=1))
    assert response.status_code == 409
    assert "Aman?</textarea>" in response.content.decode()


def test_approval_says_who_is_waited_for(world: World, desk: Client) -> None:
    referral = asked(world, to_office(polsek()))
    response = desk.post(address(referral.application, "setujui/"), {"seen": seen(referral)})
    assert response.status_code == 409
    assert "Masih menunggu jawaban: Polsek Uji" in text(response)


def test_withdrawing_and_reminding(world: World, desk: Client) -> None:
    referral = asked(world, to_office(polsek()))
    assert desk.post(place(referral, "ingatkan/"), {"seen": seen(referral)}).status_code == 302
    again = desk.post(place(referral, "ingatkan/"), {"seen": seen(referral)})
    assert (again.status_code, "Baru saja diingatkan" in text(again)) == (409, True)
    empty = desk.post(place(referral, "tarik/"), {"seen": seen(referral), "reason": " "})
    assert (empty.status_code, "Tulis mengapa" in text(empty)) == (422, True)
    done = desk.post(place(referral, "tarik/"), {"seen": seen(referral), "reason": "Salah alamat."})
    assert done.status_code == 302
    assert "Salah alamat." in text(desk.get(place(referral)))
    late = desk.post(place(referral, "tarik/"), {"seen": seen(referral), "reason": "Kata saya"})
    assert (late.status_code, "Kata saya" in text(late)) == (409, True)


def test_the_answer_and_its_file_are_on_the_page(world: World, desk: Client) -> None:
    officer = polsek()
    referral = asked(world, to_office(officer))
    answer_referral(officer, referral.pk, decision="conditions", note="Selesai pukul 22.00.", files=[photo()])
    page = text(desk.get(place(referral)))
    assert "Setuju dengan syarat" in page
    assert "Selesai pukul 22.00." in page
    file = referral.files.get()
    response = desk.get(place(referral, f"lampiran/{file.pk}/"))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")


def test_a_colleague_gives_an_opinion(world: World, desk: Client, signed_in: Browser) -> None:
    referral = asked(world, "peran:sekdes")
    assert "Simpan pendapat" not in text(desk.get(place(referral)))
    assert desk.post(place(referral, "jawab/"), {"seen": seen(referral), "decision": "agreed"}).status_code == 404
    secretary = signed_in(world.sekdes.account)
    assert "Simpan pendapat" in text(secretary.get(place(referral)))
    response = secretary.post(place(referral, "jawab/"), {"seen": seen(referral), "decision": "refused"})
    assert (response.status_code, "Tulis syarat atau alasannya" in text(response)) == (422, True)
    assert secretary.post(place(referral, "jawab/"), {"seen": seen(referral), "decision": "agreed"}).status_code == 302


def test_a_link_is_shown_once_and_can_be_revoked(world: World, desk: Client) -> None:
    referral = asked(world, to_contact(puskesmas(world)))
    page = text(desk.post(place(referral, "tautan/"), {"seen": seen(referral)}))
    assert "/instansi/" in page
    assert "/instansi/" not in text(desk.get(place(referral))).replace("/desk/pengaturan/instansi/", "")
    assert desk.post(place(referral, "tautan/matikan/"), {"seen": seen(referral)}).status_code == 302
    assert ReferralLink.objects.get().revoked_at is not None


def test_an_unaddressed_question_asks_the_officer_to_choose(world: World, desk: Client) -> None:
    application = request_of(
        world, world.siti, asking_version(world, {"to": "polsek", "kind": "opinion", "question": "Aman?"})
    )
    referral = Referral.objects.get()
    assert "Belum ada tujuan" in text(desk.get(address(application)))
    assert "Pilih siapa yang ditanya" in text(desk.get(place(referral)))
    bad = desk.post(place(referral, "tujuan/"), {"seen": seen(referral), "target": "x"})
    assert bad.status_code == 422
    good = desk.post(place(referral, "tujuan/"), {"seen": seen(referral), "target": "peran:kades"})
    assert good.status_code == 302
    assert Referral.objects.get().to_label == "Kepala Desa"


def test_who_does_not_check_has_no_button(world: World, signed_in: Browser) -> None:
    application = taken(world)
    assert "Minta pendapat atau teruskan" not in text(signed_in(world.kades.account).get(address(application)))


def test_the_form_and_the_page_take_a_fixed_number_of_queries(
    world: World, desk: Client, django_assert_max_num_queries: Any
) -> None:
    officer = polsek()
    referral = asked(world, to_office(officer))
    for path, most in ((place(referral), 16), (address(referral.application, "rujukan/"), 16)):
        with django_assert_max_num_queries(most):
            assert desk.get(path).status_code == 200
