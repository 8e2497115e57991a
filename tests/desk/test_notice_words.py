"""The village's own words, with a preview, and nothing in them that must not leave the country."""

import pytest

from tatadesa.notices.models import NoticeWords
from tatadesa.notices.wording import words
from tests.notices.helpers import taken
from tests.people import World

PAGE = "/desk/kabar/pengaturan/kalimat/take/"


def test_a_preview_saves_nothing_and_saving_changes_what_people_hear(world: World, signed_in) -> None:
    kades = signed_in(world.kades.account)
    typed = {"title": "Kabar {kantor}", "body": "Nomor {nomor} {status}, sabar ya."}
    shown = kades.post(PAGE, {**typed, "contoh": "1"}).content.decode()
    assert "Kabar Desa Karangsari" in shown
    assert not NoticeWords.objects.exists()
    assert kades.post(PAGE, typed).status_code == 302
    application, event = taken(world)
    assert words(event).title == "Kabar Desa Karangsari"
    assert words(event).body == f"Nomor {application.number} Sedang diperiksa, sabar ya."
    kades.post(PAGE, {"semula": "1"})
    assert words(event).title == "Kabar permohonan Anda"


@pytest.mark.parametrize(
    "body", ["Halo {nama}", "{nomor} NIK 3302 0765 0590 9001", "{", "{}", "lihat https://x.id", "", "x" * 161, "a\nb"]
)
def test_what_must_not_leave_is_refused_and_comes_back(world: World, signed_in, body: str) -> None:
    answer = signed_in(world.kades.account).post(PAGE, {"title": "Kabar", "body": body})
    assert (answer.status_code, 'id="body-salah"' in answer.content.decode()) == (422, True)
    assert not NoticeWords.objects.exists()


def test_a_language_of_the_region_has_words_of_its_own(world: World, signed_in) -> None:
    kades = signed_in(world.kades.account)
    kades.post(f"{PAGE}?bahasa=jv", {"title": "Pawartos", "body": "Panyuwunan {nomor}: {status}"})
    assert "Pawartos" in kades.get("/desk/kabar/pengaturan/kalimat/?bahasa=jv").content.decode()
    assert "Pawartos" not in kades.get("/desk/kabar/pengaturan/kalimat/").content.decode()
    assert kades.get("/desk/kabar/pengaturan/kalimat/kuda/").status_code == 404


def test_an_operator_changes_no_words(world: World, signed_in) -> None:
    assert signed_in(world.operator.account).post(PAGE, {"title": "a", "body": "b"}).status_code == 403
