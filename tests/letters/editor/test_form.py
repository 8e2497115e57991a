"""A letter as inputs and back."""

from typing import Any

import pytest
from django.http import QueryDict

from tatadesa.letters.editor.form import KINDS, form_of, letter_of, read, words_of
from tests.letters.samples import TEMPLATE


def post(**values: Any) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in values.items():
        made.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return made


def test_a_letter_that_nobody_changed_is_the_same() -> None:
    assert letter_of(form_of(TEMPLATE), TEMPLATE) == TEMPLATE


def test_what_the_page_does_not_show_of_a_part_stays() -> None:
    kept = {**TEMPLATE, "security": "R", "blocks": [{"kind": "paragraph", "text": "A", "lain": 1}, {"kind": "asing"}]}
    made = letter_of(form_of(kept), kept)
    assert made == kept
    assert [part.is_known for part in form_of(kept).parts] == [True, False]


def test_a_part_nobody_knows_cannot_be_made_up() -> None:
    form = read(post(judul="A", perihal="B", urut=["0"], b__0__jenis="asing", b__0__asal="0"))
    assert letter_of(form, TEMPLATE)["blocks"] == []


def test_order_is_the_order_of_the_page_and_each_part_counts_once() -> None:
    form = read(post(urut=["1", "0", "1"], b__0__jenis="paragraph", b__1__jenis="closing"))
    assert [part.kind for part in form.parts] == ["closing", "paragraph"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_part_stands_where_it_was_asked_for(kind: str) -> None:
    form = read(
        post(
            urut=["0", "1"],
            b__0__jenis="opening",
            b__1__jenis="closing",
            aksi="tambah",
            letak="0",
            **{"jenis-baru": kind},
        )
    )
    assert [part.kind for part in form.parts] == ["opening", kind, "closing"]


def test_empty_lines_go_and_blanks_are_trimmed() -> None:
    form = read(post(urut=["0"], b__0__jenis="rows", b__0__label=[" Nama ", ""], b__0__isi=["{penduduk.nama}", " "]))
    assert letter_of(form, {})["blocks"] == [{"kind": "rows", "rows": [["Nama", "{penduduk.nama}"]]}]


def test_the_edit_says_what_it_did() -> None:
    blocks = TEMPLATE["blocks"]
    changed = [*blocks[:3], {"kind": "paragraph", "text": "Lain."}, blocks[4]]
    said = [
        words_of(TEMPLATE, {**TEMPLATE, "blocks": other})
        for other in (blocks[:-1], [*blocks, blocks[0]], blocks[::-1], changed, blocks)
    ]
    assert said == [
        "Bagian surat dihapus",
        "Bagian surat ditambah",
        "Urutan bagian surat diubah",
        "Surat, bagian 4 (alinea) diubah",
        "Judul dan kertas surat diubah",
    ]
