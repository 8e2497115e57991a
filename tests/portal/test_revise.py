"""Changing an application, and mending what came back."""

import uuid

import pytest
from django.test import Client

from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Draft
from tests.people import World, photo, sent
from tests.portal.pages import MAX_QUERIES, queries, returned, taken, text, typed


def test_until_taken_the_whole_form_is_open(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    own = f"/permohonan/{application.number}/"
    page = siti.get(f"{own}ubah/").content.decode()
    assert "Mendaftar sekolah anak" in page
    key = str(uuid.uuid4())
    kept = application.answers["kk"][0]
    change = typed(kunci=key, keperluan="Beasiswa", jumlah="", kk=kept)
    assert siti.post(f"{own}ubah/", change)["Location"] == f"{own}ubah/periksa/?kunci={key}"
    assert "Beasiswa" in text(siti.get(f"{own}ubah/periksa/", {"kunci": key}))
    assert siti.post(f"{own}ubah/periksa/", {"kunci": key})["Location"] == f"{own}?terkirim=1"
    application.refresh_from_db()
    assert application.answers["keperluan"] == "Beasiswa"
    assert "jumlah" not in application.answers, "an answer taken away is gone"
    assert application.answers["kk"] == [kept]


def test_a_return_opens_exactly_the_fields_asked_for(siti: Client, world: World) -> None:
    application = returned(world, ("keperluan", "kk"))
    own = f"/permohonan/{application.number}/ubah/"
    page = siti.get(own).content.decode()
    assert 'name="keperluan"' in page
    assert 'name="kk__berkas"' in page
    assert 'name="nama"' not in page
    assert "Sebut nama sekolahnya." in page
    assert siti.post(own, typed()).status_code == 422, "a field that was not opened is refused"
    key = str(uuid.uuid4())
    mended = {"kunci": key, "keperluan": "SMP Negeri 1", "kk__berkas": photo("kk-baru.jpg")}
    assert siti.post(own, mended).status_code == 302
    review = text(siti.get(f"{own}periksa/", {"kunci": key}))
    assert "SMP Negeri 1" in review
    assert "SITI AMINAH" not in review.split("Sudah benar?")[1]
    siti.post(f"{own}periksa/", {"kunci": key})
    application.refresh_from_db()
    assert application.state == "in_review"
    assert application.answers["keperluan"] == "SMP Negeri 1"
    assert application.answers["jumlah"] == 2


def test_mistakes_come_back_at_their_fields(siti: Client, world: World) -> None:
    application = returned(world)
    own = f"/permohonan/{application.number}/ubah/"
    response = siti.post(own, {"kunci": str(uuid.uuid4()), "keperluan": ""})
    assert response.status_code == 422
    assert 'href="#isian-keperluan"' in response.content.decode()


def test_sending_twice_is_sending_once(siti: Client, world: World) -> None:
    application = returned(world)
    own = f"/permohonan/{application.number}/ubah/"
    key = str(uuid.uuid4())
    siti.post(own, {"kunci": key, "keperluan": "SMP Negeri 1"})
    answers = [siti.post(f"{own}periksa/", {"kunci": key}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert application.events.filter(verb="resubmit").count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_once_taken_it_is_closed(siti: Client, world: World, method: str) -> None:
    application = taken(world)
    response = getattr(siti, method)(f"/permohonan/{application.number}/ubah/")
    assert response.status_code == 409
    assert "sedang diperiksa petugas" in text(response)


def test_taken_while_the_citizen_was_reading(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    own = f"/permohonan/{application.number}/ubah/"
    key = str(uuid.uuid4())
    siti.post(own, typed(kunci=key, keperluan="Terlambat", kk=application.answers["kk"][0]))
    take(world.operator, application.number)
    assert siti.post(f"{own}periksa/", {"kunci": key}).status_code == 409
    application.refresh_from_db()
    assert application.answers["keperluan"] == "Mendaftar sekolah anak"


def test_looking_changes_nothing(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    siti.get(f"/permohonan/{application.number}/ubah/")
    assert not Draft.objects.exists()


def test_the_number_of_queries_has_a_bound(siti: Client, world: World) -> None:
    application = returned(world, ("keperluan", "kk"))
    own = f"/permohonan/{application.number}/ubah/"
    key = str(uuid.uuid4())
    assert queries(siti, own) <= MAX_QUERIES
    siti.post(own, {"kunci": key, "keperluan": "SMP", "kk": application.answers["kk"][0]})
    assert queries(siti, f"{own}?kunci={key}") <= MAX_QUERIES
    assert queries(siti, f"{own}periksa/?kunci={key}") <= MAX_QUERIES
