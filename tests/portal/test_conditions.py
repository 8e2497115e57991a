"""A form whose questions depend on one another, from the first look to a correction."""

import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application, Draft
from tatadesa.files.actions.receive import receive
from tests.people import World, photo, publish_service
from tests.portal.pages import text

PATH = "/layanan/surat-syarat/isi/"
IS_SCHOOL = {"of": "jawaban.keperluan", "op": "is", "to": "sekolah"}
FORM = {
    "fields": [
        {
            "id": "keperluan",
            "kind": "choice",
            "label": "Surat dipakai untuk",
            "choices": [{"key": "sekolah", "label": "Sekolah"}, {"key": "kerja", "label": "Kerja"}],
            "required": True,
        },
        {"id": "sekolah", "kind": "short_text", "label": "Nama sekolah", "required": True, "show_if": IS_SCHOOL},
        {"id": "rapor", "kind": "file", "label": "Foto rapor", "show_if": IS_SCHOOL},
        {"id": "gaji", "kind": "money", "label": "Penghasilan", "require_if": {"not": IS_SCHOOL}},
        {
            "id": "suami",
            "kind": "short_text",
            "label": "Nama suami",
            "show_if": {"of": "penduduk.jenis_kelamin", "op": "is", "to": "Laki-laki"},
        },
    ]
}


@pytest.fixture
def conditional(world: World) -> World:
    """Karangsari offers the form."""
    publish_service(world.karangsari, "surat-syarat", FORM)
    return world


def filled(world: World, **changes: Any) -> dict[str, Any]:
    """All questions answered, whether they are asked or not."""
    rapor = receive(office=world.karangsari, owner=world.siti, upload=photo("rapor.jpg"), upload_key=None)
    right = {"kunci": str(uuid.uuid4()), "keperluan": "sekolah", "sekolah": "SD 1", "rapor": str(rapor.pk), "gaji": ""}
    return {**right, "aksi": "periksa", **changes}


def submitted(siti: Client, sent: dict[str, Any]) -> Application:
    assert siti.post(PATH, sent).status_code == 302
    siti.post("/layanan/surat-syarat/periksa/", {"kunci": sent["kunci"]})
    return Application.objects.get()


def test_the_page_explains_and_brings_its_rules(siti: Client, conditional: World) -> None:
    response = siti.get(PATH)
    assert "Isi bila Surat dipakai untuk adalah “Sekolah”." in text(response)
    assert "Wajib diisi bila Surat dipakai untuk bukan “Sekolah”." in text(response)
    assert "Nama suami" not in text(response), "for a woman no answer can bring it up"
    told = re.search(r"data-form-rules>(.*?)</script>", response.content.decode())
    assert told
    assert "<template data-error-list>" in response.content.decode()
    assert json.loads(told[1])["register"] == {"penduduk.jenis_kelamin": "Perempuan"}


def test_hidden_answers_wait_in_the_draft_and_are_erased_when_it_is_sent(siti: Client, conditional: World) -> None:
    sent = filled(conditional, keperluan="kerja", gaji="1.500.000")
    assert siti.post(PATH, sent).status_code == 302
    assert Draft.objects.get().answers["sekolah"] == "SD 1"
    review = text(siti.get("/layanan/surat-syarat/periksa/", {"kunci": sent["kunci"]}))
    assert "Rp1.500.000" in review
    assert "Nama sekolah" not in review
    siti.post("/layanan/surat-syarat/periksa/", {"kunci": sent["kunci"]})
    application = Application.objects.get()
    assert application.answers == {"keperluan": "kerja", "gaji": 1_500_000}
    assert not application.attachments.exists()
    assert "Nama sekolah" not in text(siti.get(f"/permohonan/{application.number}/"))


def test_what_is_asked_must_be_answered(siti: Client, conditional: World) -> None:
    response = siti.post(PATH, filled(conditional, sekolah=""))
    assert response.status_code == 422
    assert "Ada 1 isian" in text(response)
    response = siti.post(PATH, filled(conditional, keperluan="kerja", sekolah="", gaji=""))
    assert 'href="#isian-gaji"' in response.content.decode()
    assert 'href="#isian-sekolah"' not in response.content.decode()


def test_a_correction_opens_what_hangs_on_it(siti: Client, conditional: World) -> None:
    application = submitted(siti, filled(conditional))
    assert application.attachments.count() == 1
    seen = take(conditional.operator, application.number).event_count
    return_for_correction(
        conditional.operator, application.number, seen=seen, fields=["keperluan"], message="Untuk apa sebenarnya?"
    )
    own = f"/permohonan/{application.number}/ubah/"
    page = siti.get(own).content.decode()
    assert 'name="gaji"' in page
    mended = {"kunci": str(uuid.uuid4()), "keperluan": "kerja", "gaji": "900000", "sekolah": "SD 1"}
    assert siti.post(own, mended).status_code == 302
    siti.post(f"{own}periksa/", {"kunci": mended["kunci"]})
    application.refresh_from_db()
    assert application.answers == {"keperluan": "kerja", "gaji": 900_000}
    assert not application.attachments.exists()


def test_a_correction_of_something_else_leaves_them_alone(siti: Client, conditional: World) -> None:
    application = submitted(siti, filled(conditional))
    seen = take(conditional.operator, application.number).event_count
    return_for_correction(
        conditional.operator, application.number, seen=seen, fields=["sekolah"], message="Tulis lengkap."
    )
    own = f"/permohonan/{application.number}/ubah/"
    page = siti.get(own)
    assert "Nama sekolah" in text(page)
    assert 'name="keperluan"' not in page.content.decode()
    mended = {"kunci": str(uuid.uuid4()), "sekolah": "SD Negeri 1 Karangsari"}
    assert siti.post(own, mended).status_code == 302
    siti.post(f"{own}periksa/", {"kunci": mended["kunci"]})
    application.refresh_from_db()
    assert application.answers["sekolah"] == "SD Negeri 1 Karangsari"
    assert application.answers["keperluan"] == "sekolah"
    assert application.attachments.count() == 1
