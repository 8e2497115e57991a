"""Names a letter may use, and the words behind them."""

from tatadesa.forms.letter_names import answer_names, answer_texts

SCHEMA = {
    "fields": [
        {"id": "judul", "kind": "heading", "label": "Tujuan"},
        {"id": "keperluan", "kind": "short_text", "label": "Keperluan"},
        {"id": "tujuan", "kind": "address", "label": "Alamat tujuan"},
    ]
}
ADDRESS = {
    "kode": "33.02.07.2001",
    "provinsi": "Jawa Tengah",
    "kota": "Kabupaten Banyumas",
    "kecamatan": "Sumpiuh",
    "desa": "Nusadadi",
    "kode_pos": "53195",
    "rt": "001",
    "rw": "002",
    "jalan": "Jalan Raya 1",
}


def test_parts_of_composite_answers_have_names_of_their_own() -> None:
    names = answer_names(SCHEMA)
    assert {"keperluan", "tujuan", "tujuan.desa", "tujuan.kode_pos"} <= names
    assert not any(name.startswith("judul") for name in names)


def test_every_name_has_words() -> None:
    texts = answer_texts(SCHEMA, {"keperluan": "Bekerja", "tujuan": ADDRESS})
    assert texts.keys() == answer_names(SCHEMA)
    assert (texts["keperluan"], texts["tujuan.desa"], texts["tujuan.kode_pos"]) == ("Bekerja", "Nusadadi", "53195")
    assert "Nusadadi" in texts["tujuan"]


def test_without_an_answer_the_words_are_empty() -> None:
    assert set(answer_texts(SCHEMA, {}).values()) == {""}
