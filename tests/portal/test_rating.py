"""The page of nine questions."""

from __future__ import annotations

from django.test import Client

from tatadesa.feedback.models import SurveyAnswer
from tests.feedback.stages import chosen, completed
from tests.people import World
from tests.portal.pages import MAX_QUERIES, queries, taken, text


def path(number: str) -> str:
    return f"/permohonan/{number}/penilaian/"


def test_offered_on_the_application_and_in_the_list_until_it_is_given(siti: Client, world: World) -> None:
    application = completed(world)
    for place in ("/permohonan/", f"/permohonan/{application.number}/"):
        assert path(application.number) in siti.get(place).content.decode()
    answer = siti.post(path(application.number), chosen("3") | {"saran": "Lebih cepat.", "profil": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/permohonan/{application.number}/")
    assert SurveyAnswer.objects.get().sex == "Perempuan"
    assert "Beri penilaian" not in text(siti.get("/permohonan/"))
    shown = text(siti.get(path(application.number)))
    assert "Penilaian Anda" in shown
    assert "Lebih cepat." in shown


def test_what_was_chosen_stays_when_something_is_missing(siti: Client, world: World) -> None:
    application = completed(world)
    answer = siti.post(path(application.number), {"waktu": "2", "saran": "Halo\0 <b>"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="f-waktu-2" value="2" required checked' in page
    assert "Halo &lt;b&gt;</textarea>" in page
    assert "Ada 8 isian" in text(answer)
    assert 'name="profil" value="1">' in page


def test_before_the_end_there_is_nothing_to_judge(siti: Client, world: World) -> None:
    running = taken(world)
    assert "Belum bisa dinilai" in text(siti.get(path(running.number)))
    assert siti.post(path(running.number), chosen()).status_code == 409
    assert path(running.number) not in siti.get(f"/permohonan/{running.number}/").content.decode()


def test_strangers_find_nothing(joko: Client, world: World) -> None:
    assert joko.get(path(completed(world).number)).status_code == 404
    assert joko.get(path("%00")).status_code == 404


def test_the_queries_are_counted(siti: Client, world: World) -> None:
    application = completed(world)
    assert queries(siti, path(application.number)) <= MAX_QUERIES
    assert queries(siti, f"/permohonan/{application.number}/") <= MAX_QUERIES


def test_the_public_status_page_only_leads_to_the_sign_in(world: World) -> None:
    application = completed(world)
    shown = Client().get(f"/status/{world.karangsari.code}/{application.number}/")
    assert path(application.number) in shown.content.decode()
    answer = Client().get(path(application.number))
    assert answer.headers["Location"].startswith("/masuk/")
    assert Client().post(path(application.number), chosen()).status_code == 401
    assert not SurveyAnswer.objects.exists()
