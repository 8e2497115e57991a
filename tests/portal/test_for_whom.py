"""A form for somebody of the family, without JavaScript and as the script does."""

import uuid

import pytest
from django.test import Client

from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Application, Draft
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tests.family import child
from tests.people import World, answers, photo
from tests.portal.pages import FORM, MAX_QUERIES, queries, text, typed

REVIEW = "/layanan/surat-uji/periksa/"


@pytest.fixture
def dimas(world: World) -> Resident:
    """Siti's son."""
    return child(world)


def begun(world: World, resident: Resident) -> uuid.UUID:
    key = uuid.uuid4()
    raw = answers(world.siti, world.version, nama=resident.name)
    save_draft(world.siti, world.version, key, Content(raw, complete=True), resident_id=resident.pk)
    return key


def test_the_form_asks_for_whom_with_relation_and_age(siti: Client, dimas: Resident) -> None:
    page = text(siti.get(FORM))
    assert "Untuk siapa?" in page
    assert "Saya sendiri" in page
    assert "DIMAS PRATAMA Anak, " in page
    assert "BUDI SANTOSO Suami, " in page


def test_who_is_alone_on_the_card_is_not_asked(joko: Client) -> None:
    assert "Untuk siapa?" not in text(joko.get(FORM))


def test_from_choice_to_timeline_it_is_about_the_child(siti: Client, world: World, dimas: Resident) -> None:
    sent = typed(untuk=str(dimas.pk), semula=str(world.siti.resident.pk), kk__berkas=photo())
    review = siti.post(FORM, sent, follow=True)
    page = text(review)
    assert "untuk DIMAS PRATAMA (anak)" in page
    assert dimas.nik in page
    assert world.siti.resident.nik not in page
    answer = siti.post(REVIEW, {"kunci": sent["kunci"]}, follow=True)
    application = Application.objects.get()
    assert application.resident == dimas
    assert application.answers["nama"] == "DIMAS PRATAMA", "the register had filled in her name; it followed"
    assert "untuk DIMAS PRATAMA (anak)" in text(answer)
    for path in ("/", "/permohonan/"):
        assert "untuk DIMAS PRATAMA (anak)" in text(siti.get(path))


def test_another_person_brings_other_data_and_what_was_typed_stays(siti: Client, world: World, dimas: Resident) -> None:
    sent = typed(untuk=str(dimas.pk), semula=str(world.siti.resident.pk), aksi="ganti", peruntukan="")
    page = siti.post(FORM, sent, follow=True).content.decode()
    assert 'value="DIMAS PRATAMA"' in page
    assert "Mendaftar sekolah anak" in page
    assert f'value="{dimas.pk}" id="isian-untuk-3" required checked' in page
    back = {**sent, "nama": "DIMAS PRATAMA", "untuk": sent["semula"], "semula": sent["untuk"]}
    assert 'value="SITI AMINAH"' in siti.post(FORM, back, follow=True).content.decode()


def test_a_name_that_was_changed_by_hand_stays(siti: Client, world: World, dimas: Resident) -> None:
    sent = typed(nama="Dimas P.", untuk=str(dimas.pk), semula=str(world.siti.resident.pk), aksi="simpan")
    siti.post(FORM, sent)
    assert Draft.objects.get().answers["nama"] == "Dimas P."


def test_the_script_saves_for_whom_it_is(siti: Client, world: World, dimas: Resident) -> None:
    sent = typed(untuk=str(dimas.pk), semula=str(world.siti.resident.pk), aksi="simpan")
    assert siti.post(FORM, sent, headers={"accept": "application/json"}).json().keys() == {"tersimpan"}
    kept = Draft.objects.get()
    assert (kept.resident, kept.relation, kept.answers["nama"]) == (dimas, "anak", "DIMAS PRATAMA")
    # The page still shows her name: what it sends next is turned as well.
    siti.post(FORM, sent, headers={"accept": "application/json"})
    assert Draft.objects.get().answers["nama"] == "DIMAS PRATAMA"


def test_a_draft_says_for_whom(siti: Client, world: World, dimas: Resident) -> None:
    key = begun(world, dimas)
    for path in ("/", "/permohonan/", f"/draf/{key}/hapus/"):
        assert "untuk DIMAS PRATAMA (anak)" in text(siti.get(path))


@pytest.mark.parametrize("who", ["stranger", "other village", "dead", "nobody", "nonsense"])
def test_for_nobody_else_and_nothing_typed_is_lost(siti: Client, world: World, dimas: Resident, who: str) -> None:
    dimas.base_status = codes.DEAD
    dimas.save()
    wanted = {
        "stranger": world.joko.resident.pk,
        "other village": world.rina.resident.pk,
        "dead": dimas.pk,
        "nobody": uuid.uuid4(),
        "nonsense": "' OR 1=1 \x00",
    }[who]
    response = siti.post(FORM, typed(untuk=str(wanted)))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#isian-untuk"' in page
    assert "Mendaftar sekolah anak" in page
    for name in ("JOKO", "RINA", "DIMAS"):
        assert name not in page
    assert not Draft.objects.exists()


def test_who_left_the_family_has_to_be_chosen_anew(siti: Client, world: World, dimas: Resident) -> None:
    key = begun(world, dimas)
    dimas.family = world.joko.resident.family
    dimas.save()
    assert siti.get(REVIEW, {"kunci": str(key)}).headers["Location"].startswith(FORM)
    page = siti.get(FORM, {"kunci": str(key)})
    assert page.status_code == 200
    assert "Orang ini tidak ada di Kartu Keluarga Anda" in text(page)
    assert dimas.nik not in page.content.decode()
    refused = siti.post(REVIEW, {"kunci": str(key)})
    assert refused.status_code == 422
    assert "Pilih" in text(refused)
    own = world.siti.resident.pk
    siti.post(FORM, typed(kunci=str(key), nama="DIMAS PRATAMA", untuk=str(own), semula="", aksi="simpan"))
    kept = Draft.objects.get()
    assert (kept.resident_id, kept.answers["nama"]) == (own, "SITI AMINAH")


def test_the_applicant_with_an_account_sees_it_and_cannot_change_it(siti: Client, budi: Client, world: World) -> None:
    application = submit(world.siti, begun(world, world.budi.resident))
    page = text(budi.get(f"/permohonan/{application.number}/"))
    assert "untuk Anda, dibuat oleh SITI AMINAH" in page
    assert "Ubah isian" not in page
    assert "untuk Anda" in text(budi.get("/"))
    assert budi.get(f"/berkas/{application.attachments.get().file_id}/").status_code == 200
    assert budi.get(f"/permohonan/{application.number}/tanda-terima.pdf").status_code == 200
    for act in ("ubah", "ubah/periksa", "batal"):
        assert budi.get(f"/permohonan/{application.number}/{act}/").status_code == 404
        assert budi.post(f"/permohonan/{application.number}/{act}/", {"kunci": str(uuid.uuid4())}).status_code == 404


def test_queries_do_not_grow_with_the_family(siti: Client, world: World, dimas: Resident) -> None:
    key = begun(world, dimas)
    paths = (FORM, f"{FORM}?kunci={key}", f"{REVIEW}?kunci={key}", "/", "/permohonan/")
    before = [queries(siti, path) for path in paths]
    for number in range(6):
        child(world, f"ANAK {number}", f"330207090517910{number}")
        begun(world, dimas)
    assert [queries(siti, path) for path in paths] == before
    assert max(before) <= MAX_QUERIES + 2
