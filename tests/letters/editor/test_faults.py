"""What is wrong with a letter is told where it is."""

from copy import deepcopy
from typing import Any

import pytest

from tatadesa.letters.editor.faults import faults
from tatadesa.letters.editor.form import form_of, letter_of, read
from tatadesa.letters.editor.names import offers
from tests.letters.editor.test_form import post
from tests.letters.editor.whole import FORM, LETTER
from tests.letters.samples import TEMPLATE

CONTENT: dict[str, Any] = {"form": FORM}
FIELDS = offers(CONTENT).fields


def wrong(letter: dict[str, Any]) -> dict[str, str]:
    return faults(form_of(letter, FIELDS), letter, CONTENT)


def test_a_letter_with_everything_has_no_faults() -> None:
    assert wrong(LETTER) == {}


@pytest.mark.parametrize(
    ("place", "value", "key", "words"),
    [
        (("title",), " ", "judul", "Isi bagian ini"),
        (("margins", "top"), 90, "kertas", "10 sampai 50 mm"),
        (("margins", "top"), "lebar", "kertas", "10 sampai 50 mm"),
        (("blocks", 1, "text"), "", "bagian-1", "tidak boleh kosong"),
        (("blocks", 2, "rows"), ["no_kk"], "bagian-2", "“Nomor KK”"),
        (("blocks", 9, "columns", 0, "text"), "{baris.umur}", "bagian-9", "yang bisa: kerja, nama"),
        (("blocks", 9, "columns", 0, "width"), "x", "bagian-9", "lebar harus 1 sampai 12"),
        (("blocks", 9, "source"), "jawaban.hilang", "bagian-9", "tidak ada di formulir"),
        (("blocks", 11, "rows", 0, 2), 99, "bagian-11", "1 sampai 45"),
        (("signatures", 0, "position"), "{jawaban.tidak_ada}", "ttd-0", "tidak ada di formulir"),
        (("signatures", 2), {"who": "person"}, "ttd", "penanda tangan kantor"),
        (("attachments", 1, "title"), "", "lampiran-1", "judul wajib diisi"),
        (("attachments", 1, "blocks"), [], "lampiran-1", "1 sampai 40 bagian"),
        (("attachments", 0, "blocks", 1, "text"), "{x", "l0-bagian-1", "Kurung kurawal"),
        (("attachments", 0, "signatures", 0, "name"), "{penduduk.rahasia}", "l0-ttd-0", "tidak dikenal"),
    ],
)
def test_each_fault_stands_at_its_place_alone(place: tuple[Any, ...], value: Any, key: str, words: str) -> None:
    letter = deepcopy(LETTER)
    holder: Any = letter
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    found = wrong(letter)
    assert list(found) == [key]
    assert words.casefold() in found[key].casefold()


def test_a_condition_is_wrong_at_its_row_and_at_its_part() -> None:
    typed = {"b-0-jenis": "closing", "b-0-syarat-0-dari": "jawaban.untuk", "b-0-syarat-0-nilai": "Rumah"}
    form = read(post(judul="A", perihal="B", urut=["0"], **typed))
    found = faults(form, letter_of(form, TEMPLATE, FIELDS), CONTENT)
    assert "Sekolah, Bank" in found["b-0-syarat-0"]
    assert "Sekolah, Bank" in found["bagian-0"]
