"""A template as pictures, before any application."""

from typing import Any

import pytest

from tatadesa.core.errors import DomainError
from tatadesa.letters.trial import Browser, page_screens, sample_answers
from tests.letters.samples import TEMPLATE
from tests.people import World

FORM: dict[str, Any] = {
    "fields": [
        {"id": "sekolah", "kind": "short_text", "label": "Nama sekolah"},
        {"id": "keperluan", "kind": "short_text", "label": "Keperluan:"},
    ]
}


def pictures(world: World, letter: dict[str, Any], person: dict[str, Any] | None = None) -> list[bytes]:
    made = page_screens(
        letter, Browser(), office=world.karangsari, form=FORM, officer_form={"fields": []}, resident_values=person
    )
    return [page.png for page in made]


def test_answers_stand_as_the_labels_of_their_fields() -> None:
    assert sample_answers(FORM) == {"sekolah": "(Nama sekolah)", "keperluan": "(Keperluan)"}


def test_pages_differ_with_the_words_and_with_the_person(world: World) -> None:
    other = {**TEMPLATE, "title": "SURAT LAIN"}
    made = [
        pictures(world, TEMPLATE),
        pictures(world, other),
        pictures(world, TEMPLATE, {"penduduk.nama": "BUDI", "penduduk.rt": "001"}),
        pictures(world, TEMPLATE, {}),
    ]
    assert all(page[:4] == b"\x89PNG" for pages in made for page in pages)
    assert len({pages[0] for pages in made}) == 4


def test_a_letter_of_many_words_is_refused_not_drawn(world: World) -> None:
    long = {**TEMPLATE, "blocks": [{"kind": "paragraph", "text": "kata " * 390}] * 20}
    with pytest.raises(DomainError, match="terlalu panjang"):
        pictures(world, long)


def test_parts_with_conditions_and_tables_are_shown_before_anybody_asked(world: World) -> None:
    when = {"of": "jawaban.sekolah", "op": "empty"}
    shown = {**TEMPLATE, "blocks": [{"kind": "paragraph", "text": "Ada.", "when": when}, {"kind": "closing"}]}
    table = {"kind": "table", "source": "keluarga.anggota", "columns": [{"label": "Nama", "text": "{baris.nama}"}]}
    closing = {**TEMPLATE, "blocks": [{"kind": "closing"}]}
    listed = {**TEMPLATE, "blocks": [table, {"kind": "closing"}]}
    assert len({pictures(world, letter)[0] for letter in (shown, closing, listed)}) == 3


def test_a_table_of_something_else_is_refused(world: World) -> None:
    table = {"kind": "table", "source": "jawaban.sekolah", "columns": [{"label": "A", "text": "{baris.a}"}]}
    with pytest.raises(DomainError, match="bukan isian daftar"):
        pictures(world, {**TEMPLATE, "blocks": [table]})
