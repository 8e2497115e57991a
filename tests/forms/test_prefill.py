"""When a form turns from one person of the family to another."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tatadesa.forms.prefill import follow

SCHEMA: dict[str, Any] = {
    "fields": [
        {"id": "nama", "kind": "short_text", "label": "Nama", "prefill": "penduduk.nama"},
        {"id": "lahir", "kind": "date", "label": "Tanggal lahir", "prefill": "penduduk.tanggal_lahir"},
        {"id": "telepon", "kind": "phone", "label": "Nomor HP", "prefill": "penduduk.telepon"},
        {"id": "keperluan", "kind": "long_text", "label": "Keperluan"},
    ]
}
SITI = {"penduduk.nama": "SITI AMINAH", "penduduk.tanggal_lahir": "1990-05-25", "penduduk.telepon": "6281234567890"}
DIMAS = {"penduduk.nama": "DIMAS PRATAMA", "penduduk.tanggal_lahir": "2017-05-09", "penduduk.telepon": ""}


def test_what_the_register_filled_in_follows_and_what_was_typed_stays() -> None:
    raw = {"nama": "SITI AMINAH", "lahir": "1990-05-26", "telepon": "081234567890", "keperluan": "SITI AMINAH"}
    assert follow(SCHEMA, raw, SITI, DIMAS) == {
        "nama": "DIMAS PRATAMA",
        "lahir": "1990-05-26",
        "telepon": "",
        "keperluan": "SITI AMINAH",
    }


def test_an_answer_still_empty_is_filled_in_and_one_that_was_emptied_stays_so() -> None:
    assert follow(SCHEMA, {"telepon": "", "nama": ""}, DIMAS, SITI) == {"telepon": "6281234567890", "nama": ""}


def test_fields_that_were_not_asked_stay_away() -> None:
    assert follow(SCHEMA, {"keperluan": "x"}, SITI, DIMAS) == {"keperluan": "x"}


answers = st.dictionaries(st.sampled_from(["nama", "lahir", "telepon"]), st.sampled_from(["", "SITI AMINAH", "x"]))


@given(answers)
def test_there_and_back_gives_what_was_there(raw: dict[str, str]) -> None:
    known = {**SITI, "penduduk.telepon": "6281234567890"}
    other = {**DIMAS, "penduduk.telepon": "6281333333333"}
    assert follow(SCHEMA, follow(SCHEMA, raw, known, other), other, known) == raw
