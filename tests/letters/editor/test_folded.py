"""Attachments without inputs on the page, and conditions in words."""

import pytest

from tatadesa.letters.editor.form import LetterForm, folded, form_of, letter_of, opened, read
from tests.letters.editor.test_form import OFFERS, post
from tests.letters.editor.whole import IS_SCHOOL, LETTER
from tests.letters.samples import TEMPLATE

FIELDS = OFFERS.fields
TWO = {"lampiran-urut": ["0", "1"], "l0-asal": "0", "l1-asal": "1"}
SHUT = {"l0-lipat": "", "l1-lipat": ""}


def typed(before: dict[str, object] = LETTER, **inputs: object) -> LetterForm:
    return read(post(**{"urut": ["0"], "b-0-jenis": "closing", **TWO, **inputs}), OFFERS, before)


def test_a_folded_attachment_stays_as_it_is_kept() -> None:
    form = typed(**SHUT)
    assert [one.folded for one in form.attachments] == [True, True]
    assert letter_of(form, LETTER, FIELDS)["attachments"] == LETTER["attachments"]


def test_opening_one_shows_what_it_says_and_folds_what_was_typed_in_the_other() -> None:
    first = {"l0-judul": "DAFTAR BARU", "l0-arah": "landscape", "l0-urut": ["0"], "l0-b-0-jenis": "closing"}
    form = typed(**first, **{"l1-lipat": "", "aksi": "lampiran-buka-1"})
    assert [one.folded for one in form.attachments] == [True, False]
    assert [part.kind for part in form.attachments[1].section.parts] == ["closing"]
    again = typed(**{"l0-lipat": form.attachments[0].packed, "l1-lipat": ""})
    made = letter_of(again, LETTER, FIELDS)["attachments"]
    assert (made[0]["title"], made[0]["blocks"], made[1]) == (
        "DAFTAR BARU",
        [{"kind": "closing"}],
        LETTER["attachments"][1],
    )


def test_folded_attachments_are_moved_and_removed() -> None:
    for act, titles in (("naik-1", ["PERNYATAAN", "DAFTAR SAKSI"]), ("hapus-0", ["PERNYATAAN"])):
        form = typed(**SHUT, aksi=f"lampiran-{act}")
        assert [one["title"] for one in letter_of(form, LETTER, FIELDS)["attachments"]] == titles


def test_a_letter_from_elsewhere_travels_whole() -> None:
    brought = folded(form_of(LETTER, FIELDS, is_kept=False), TEMPLATE, FIELDS)
    packed = {f"l{place}-lipat": one.packed for place, one in enumerate(brought.attachments)}
    form = read(post(**{"urut": ["0"], "lampiran-urut": ["0", "1"], **packed}), OFFERS, TEMPLATE)
    assert letter_of(form, TEMPLATE, FIELDS)["attachments"] == LETTER["attachments"]


@pytest.mark.parametrize("value", ["x", "\0", "e30:1:x", "9" * 4000])
def test_a_forged_attachment_brings_nothing(value: str) -> None:
    form = read(post(**{"lampiran-urut": ["0"], "l0-asal": "7", "l0-lipat": value}), OFFERS, LETTER)
    assert form.attachments == ()


def test_what_is_said_about_a_folded_attachment_opens_it() -> None:
    form = opened(typed(**SHUT), {"l1-bagian-0": "Isi."})
    assert [one.folded for one in form.attachments] == [True, False]


def test_a_condition_travels_in_one_input_until_it_is_opened() -> None:
    [part] = [one for one in form_of(LETTER, FIELDS).parts if one.text == "Untuk sekolah."]
    inputs = {"b-0-jenis": "paragraph", "b-0-teks": "A", "b-0-syarat-lama": part.kept_condition}
    assert letter_of(typed(**inputs), LETTER, FIELDS)["blocks"][0]["when"] == IS_SCHOOL
    [shown] = typed(**inputs, aksi="syarat-0").parts
    assert (shown.asks, shown.when.rows[0].of, shown.kept_condition) == (True, "jawaban.untuk", "")
    [wrong] = opened(typed(**inputs), {"b-0-syarat-0": "Pilih."}).parts
    assert wrong.asks
