"""From a posted form to raw answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tatadesa.core.errors import InvalidInput
from tatadesa.forms.reading import attach, read_post, uploads
from tests.forms.samples import CHOICES, PDF, PHOTO, form

SCHEMA = form(
    {"id": "nama", "kind": "short_text", "label": "Nama"},
    {"id": "setuju", "kind": "statement", "label": "Setuju"},
    {"id": "pilih", "kind": "choice", "label": "Pilih", "choices": CHOICES},
    {"id": "kk", "kind": "file", "label": "KK"},
    {"id": "foto", "kind": "file", "label": "Foto", "max_files": 3},
    {"id": "catatan", "kind": "note", "label": "Catatan"},
)


def test_every_asked_field_has_an_answer() -> None:
    assert read_post(SCHEMA, QueryDict("nama=Siti&csrfmiddlewaretoken=x&kunci=y&aksi=simpan")) == {
        "nama": "Siti",
        "setuju": "",
        "pilih": "",
        "kk": [],
        "foto": [],
    }


@pytest.mark.parametrize("extra", ["status=selesai", "nama__berkas=x", "catatan=x", "kk__lain=x", "id_pend=3"])
def test_a_name_the_form_does_not_have_is_refused(extra: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_post(SCHEMA, QueryDict(f"nama=Siti&{extra}"))
    assert caught.value.errors[""]


def test_only_the_opened_fields_count() -> None:
    assert read_post(SCHEMA, QueryDict("kk=" + PHOTO), ["kk"]) == {"kk": [PHOTO]}
    with pytest.raises(InvalidInput):
        read_post(SCHEMA, QueryDict("nama=Siti"), ["kk"])


def test_a_ticked_file_is_taken_out() -> None:
    post = QueryDict(f"foto={PHOTO}&foto={PDF}&foto__hapus={PHOTO}&foto__berkas=nama.jpg")
    assert read_post(SCHEMA, post)["foto"] == [PDF]


def test_what_no_database_can_hold_is_left_out() -> None:
    post = QueryDict(mutable=True)
    post["nama"] = "Si\x00ti\r\n\ud800 \x1bAminah"
    assert read_post(SCHEMA, post)["nama"] == "Siti\n Aminah"


def test_uploads_come_by_field() -> None:
    photo = SimpleUploadedFile("kk.jpg", b"x")
    files = MultiValueDict({"foto__berkas": [photo, photo]})
    assert uploads(SCHEMA, files) == {"foto": [photo, photo]}
    with pytest.raises(InvalidInput):
        uploads(SCHEMA, MultiValueDict({"nama__berkas": [photo]}))


def test_a_new_file_replaces_the_only_one() -> None:
    raw = {"kk": [PHOTO], "foto": [PHOTO], "nama": "Siti"}
    assert attach(SCHEMA, raw, {"kk": [PDF], "foto": [PDF]}) == {
        "kk": [PDF],
        "foto": [PHOTO, PDF],
        "nama": "Siti",
    }
    assert attach(SCHEMA, raw, {}) == raw
