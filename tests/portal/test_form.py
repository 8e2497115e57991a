"""Filling in a form, without JavaScript and as the script does."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Application, Draft
from tatadesa.files.limits import MAX_FILE
from tatadesa.files.models import StoredFile
from tests.people import World, draft, photo
from tests.portal.pages import FORM, MAX_QUERIES, queries, text, typed


def test_the_register_has_filled_in_what_it_knows(siti: Client) -> None:
    page = siti.get(FORM).content.decode()
    assert 'value="SITI AMINAH"' in page
    assert "Sudah terisi dari data penduduk" in page


def test_everything_in_one_sending_without_a_script(siti: Client, world: World) -> None:
    sent = typed(kk__berkas=photo())
    response = siti.post(FORM, sent)
    assert response["Location"] == f"/layanan/surat-uji/periksa/?kunci={sent['kunci']}"
    kept = Draft.objects.get(key=sent["kunci"])
    assert kept.complete
    assert kept.answers["jumlah"] == 2
    assert kept.answers["kk"] == [str(StoredFile.objects.get().pk)]


def test_mistakes_come_back_at_their_fields_with_everything_kept(siti: Client, world: World) -> None:
    sent = typed(keperluan="", jumlah="99", sejak="31-02-2020", peruntukan="kapal", kk__berkas=photo())
    response = siti.post(FORM, sent)
    page = response.content.decode()
    assert response.status_code == 422
    for name in ("keperluan", "jumlah", "sejak", "peruntukan"):
        assert f'href="#isian-{name}"' in page
        assert f'id="isian-{name}-salah"' in page
    assert 'value="99"' in page
    assert str(StoredFile.objects.get().pk) in page, "the photo need not be sent again"
    assert Draft.objects.get(key=sent["kunci"]).complete is False


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kk.jpg", b"MZ\x90\x00" + b"\x00" * 4000),
        ("kk.jpg", photo().read()[:900]),
        ("kk.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * (MAX_FILE - 3)),
        ("kk.pdf", b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"),
        ("kk.jpg", b""),
    ],
    ids=["renamed program", "truncated photo", "one byte too large", "document with a script", "empty"],
)
def test_a_bad_file_is_named_at_its_field_and_nothing_else_is_lost(
    siti: Client, world: World, name: str, content: bytes
) -> None:
    sent = typed(kk__berkas=SimpleUploadedFile(name, content, content_type="image/jpeg"))
    response = siti.post(FORM, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="isian-kk-salah"' in page
    assert "Mendaftar sekolah anak" in page
    assert not StoredFile.objects.exists()


def test_a_field_the_form_does_not_have_is_refused(siti: Client) -> None:
    response = siti.post(FORM, typed(penduduk="3302070107809003"))
    assert response.status_code == 422
    assert not Draft.objects.exists()


@pytest.mark.parametrize("key", ["", "1", "' OR 1=1", "0" * 400])
def test_a_key_that_is_none_is_not_found(siti: Client, key: str) -> None:
    assert siti.get(FORM, {"kunci": key}).status_code == 404
    assert siti.post(FORM, typed(kunci=key)).status_code == 404


def test_strangers_files_do_not_count(siti: Client, world: World) -> None:
    draft(world.joko, world.version)
    other = StoredFile.objects.get(owner=world.joko)
    response = siti.post(FORM, typed(kk=str(other.pk)))
    assert response.status_code == 422
    assert str(other.pk) not in response.content.decode()


def test_half_a_form_can_be_saved_and_continued(siti: Client) -> None:
    sent = typed(keperluan="Baru separuh", peruntukan="", aksi="simpan")
    assert siti.post(FORM, sent)["Location"] == "/"
    assert "Isian Anda tersimpan" in text(siti.get("/"))
    assert "Baru separuh" in siti.get(FORM, {"kunci": sent["kunci"]}).content.decode()


def test_the_script_saves_without_leaving_the_page(siti: Client) -> None:
    sent = typed(jumlah="99", aksi="simpan")
    response = siti.post(FORM, sent, headers={"accept": "application/json"})
    assert response.json().keys() == {"tersimpan"}
    assert Draft.objects.get(key=sent["kunci"]).answers["jumlah"] == "99"


def test_a_form_already_sent_leads_to_its_application(siti: Client, world: World) -> None:
    key = draft(world.siti, world.version)
    application = submit(world.siti, key)
    for response in (siti.get(FORM, {"kunci": str(key)}), siti.post(FORM, typed(kunci=str(key)))):
        assert response["Location"] == f"/permohonan/{application.number}/"
    assert Application.objects.count() == 1


def test_looking_changes_nothing(siti: Client) -> None:
    siti.get(FORM)
    siti.get(FORM, {"kunci": str(uuid.uuid4())})
    assert not Draft.objects.exists()


def test_the_number_of_queries_has_a_bound(siti: Client, world: World) -> None:
    key = draft(world.siti, world.version)
    assert queries(siti, FORM) <= MAX_QUERIES
    # Two more of a begun one: whether it moves over to a newer version, and how the village offers it now.
    assert queries(siti, f"{FORM}?kunci={key}") <= MAX_QUERIES + 2
    assert queries(siti, f"/layanan/surat-uji/periksa/?kunci={key}") <= MAX_QUERIES + 2


def test_what_people_write_is_shown_as_text(siti: Client) -> None:
    marks: dict[str, Any] = typed(keperluan="</textarea><script>alert(1)</script>", peruntukan="")
    assert "<script>alert" not in siti.post(FORM, marks).content.decode()


def test_a_save_that_comes_after_the_next_one_changes_nothing(siti: Client, world: World) -> None:
    sheet = str(uuid.uuid4())
    sent = typed(simpan_ke=f"{sheet} 8", kk__berkas=photo())
    assert siti.post(FORM, sent).status_code == 302
    late = {**typed(kunci=sent["kunci"], keperluan=""), "simpan_ke": f"{sheet} 7", "aksi": "simpan"}
    assert siti.post(FORM, late, headers={"Accept": "application/json"}).status_code == 409
    assert Draft.objects.get(key=sent["kunci"]).complete
