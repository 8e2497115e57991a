"""The page of a service before anything is filled in."""

import uuid
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.catalogue.models import Service, ServiceAtOffice, ServiceVersion
from tests.family import child
from tests.offers import SLUG, build_district
from tests.people import World, publish_service, sent
from tests.portal.pages import MAX_QUERIES, queries, text, typed

PAGE, FORM, REVIEW = "/layanan/berpagar/", "/layanan/berpagar/isi/", "/layanan/berpagar/periksa/"
GROWN = {"if": {"of": "penduduk.umur", "op": "at_least", "to": 60}, "words": "Warga berumur 60 tahun ke atas."}


def fenced(world: World, **content: Any) -> ServiceVersion:
    """A service of Karangsari whose version says this beside the usual."""
    first = publish_service(world.karangsari, "berpagar")
    names = ("name", "summary", "form", "requirements", "workflow", "letter", "standard", "published_at")
    kept = {name: getattr(first, name) for name in names}
    second = ServiceVersion.objects.create(office=first.office, service=first.service, number=2, **{**kept, **content})
    first.service.current = second
    first.service.save()
    return second


def test_it_says_what_to_expect(client: Client, world: World) -> None:
    paper = [{"label": "Kartu Keluarga", "field": "kk", "required": True, "paper": True}]
    fenced(world, requirements=paper, rules={"who": GROWN, "one_open": True, "for_family": False})
    page = text(client.get(PAGE, {"desa": world.karangsari.code}))
    for words in (
        "Sekitar 3 menit",
        "Gratis",
        "30 hari sejak terbit",
        "Warga berumur 60 tahun ke atas.",
        "Hanya untuk diri sendiri",
        "Satu permohonan dalam satu waktu",
        "boleh juga dibawa aslinya ke kantor",
        "Formulir kosong untuk dicetak",
    ):
        assert words in page
    assert "9 dari 10" not in page


def test_who_may_not_is_told_before_filling_in(siti: Client, world: World) -> None:
    fenced(world, rules={"who": GROWN})
    page = text(siti.get(PAGE))
    assert "SITI AMINAH belum memenuhi syarat" in page
    assert "Ajukan untuk keluarga" in page
    assert "belum bisa dikirim" in text(siti.get(FORM))


def test_a_person_alone_who_may_not_has_no_button(siti: Client, world: World) -> None:
    world.budi.resident.delete()
    fenced(world, rules={"who": GROWN})
    assert "Ajukan" not in text(siti.get(PAGE))


def test_it_is_refused_at_the_question_for_whom(siti: Client, world: World) -> None:
    version = fenced(world, rules={"who": GROWN})
    key = half(world, version)
    answer = siti.post(REVIEW, {"kunci": str(key)})
    assert answer.status_code == 422
    assert "belum memenuhi syarat" in text(answer)
    assert f'value="{key}"' in answer.content.decode()


def test_for_oneself_only_nobody_else_is_offered(siti: Client, world: World) -> None:
    dimas = child(world)
    version = fenced(world, rules={"for_family": False})
    assert "Untuk siapa?" not in text(siti.get(FORM))
    key = half(world, version, resident_id=dimas.pk)
    assert "hanya bisa diajukan oleh orangnya sendiri" in text(siti.get(f"{FORM}?kunci={key}"))
    assert siti.post(FORM, typed(untuk=str(dimas.pk))).status_code == 422


def half(world: World, version: ServiceVersion, **fields: Any) -> uuid.UUID:
    """A draft that was right when it was saved."""
    from tests.people import answers

    key = uuid.uuid4()
    save_draft(world.siti, version, key, Content(answers(world.siti, version), complete=True), **fields)
    return key


def test_what_runs_and_what_was_begun_is_linked(siti: Client, world: World) -> None:
    version = fenced(world, rules={"one_open": True})
    running = sent(world.siti, version)
    key = half(world, version)
    page = siti.get(PAGE).content.decode()
    assert f"/permohonan/{running.number}/" in page
    assert f"{FORM}?kunci={key}" in page
    assert "masih punya permohonan layanan ini" in page
    answer = siti.post(REVIEW, {"kunci": str(key)})
    assert answer.status_code == 409
    assert f"Lihat permohonan {running.number}" in text(answer)
    assert siti.get(f"{FORM}?kunci={key}").status_code == 200


def test_a_full_quota_is_told(siti: Client, world: World) -> None:
    version = fenced(world)
    Service.objects.filter(pk=version.service_id).update(quota=1)
    key = half(world, version)
    sent(world.joko, version, nama="JOKO")
    page = text(siti.get(PAGE))
    assert "Kuota bulan ini (1 permohonan) sudah habis" in page
    assert "Ajukan" not in page
    assert siti.post(REVIEW, {"kunci": str(key)}).status_code == 409


def test_an_offered_service_names_its_owner_and_speaks_the_villages_words(siti: Client, world: World) -> None:
    district = build_district(handled_by="owner")
    ServiceAtOffice.objects.create(
        office=world.karangsari, service=district.service, texts={"name": "Rekomendasi Camat", "note": "Tiap Kamis."}
    )
    page = text(siti.get(f"/layanan/{SLUG}/"))
    assert "Rekomendasi Camat" in page
    assert "Layanan Kecamatan Uji, dikerjakan oleh Kecamatan Uji." in page
    assert "Tiap Kamis." in page
    assert "Rekomendasi Camat" in text(siti.get(f"/layanan/{SLUG}/isi/"))
    assert "Kecamatan Uji" in text(siti.get("/layanan/"))


def test_paper_may_be_brought_without_a_script(siti: Client, world: World) -> None:
    paper = [{"label": "Kartu Keluarga", "field": "kk", "required": True, "paper": True}]
    fenced(world, requirements=paper)
    assert "Saya akan membawa berkas aslinya ke kantor" in text(siti.get(FORM))
    right = typed(kk__dibawa="1")
    answer = siti.post(FORM, {**right, "aksi": "periksa"})
    assert answer.status_code == 302
    assert "Berkas asli akan dibawa ke kantor" in text(siti.get(answer.headers["Location"]))
    assert siti.post(REVIEW, {"kunci": right["kunci"]}).status_code == 302


def test_paper_is_refused_where_it_must_be_attached(siti: Client, world: World) -> None:
    assert "membawa berkas aslinya" not in text(siti.get("/layanan/surat-uji/isi/"))
    assert siti.post("/layanan/surat-uji/isi/", typed(kk__dibawa="1")).status_code == 422


@pytest.mark.parametrize("rules", [{}, {"who": GROWN, "one_open": True}])
def test_the_number_of_queries_has_a_bound(siti: Client, world: World, rules: dict[str, Any]) -> None:
    version = fenced(world, rules=rules)
    before = queries(siti, PAGE)
    for serial in range(3):
        half(world, version)
        sent(world.siti, version) if not rules else None
        child(world, nik=f"33020709051791{serial + 10}")
    assert queries(siti, PAGE) == before <= MAX_QUERIES + (4 if rules else 0)


def test_a_link_that_is_passed_on_says_what_it_is(client: Client, world: World) -> None:
    fenced(world)
    page = client.get(PAGE, {"desa": world.karangsari.code}).content.decode()
    for name in ("title", "description", "url", "image"):
        assert f'<meta property="og:{name}" content="' in page
    address = f"http://testserver{PAGE}?desa={world.karangsari.code}"
    assert f'property="og:url" content="{address}"' in page
    shared = unquote(page.split('href="https://wa.me/?text=')[1].split('"')[0])
    assert shared.endswith(address)
    assert world.karangsari.full_name in shared


def test_nothing_of_who_passes_it_on_is_in_the_link(siti: Client, world: World) -> None:
    fenced(world)
    page = siti.get(PAGE).content.decode()
    shared = unquote(page.split('href="https://wa.me/?text=')[1].split('"')[0])
    assert "SITI" not in shared
    assert world.siti.login not in shared
