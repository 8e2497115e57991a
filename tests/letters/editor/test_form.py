"""A letter as inputs and back."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

import tatadesa.catalogue
from tatadesa.forms.letter_names import answer_names
from tatadesa.letters import template
from tatadesa.letters.editor.form import KINDS, form_of, letter_of, read, words_of
from tatadesa.letters.editor.names import offers
from tatadesa.letters.template import check
from tests.letters.editor.whole import FORM, IS_SCHOOL, LETTER
from tests.letters.samples import TEMPLATE

# What of a letter the page neither shows nor brings.
_BESIDE = ("classification", "validity_days", "counter", "security", "code", "source")
LIBRARY = Path(tatadesa.catalogue.__file__).parent / "library"
OFFERS = offers({"form": FORM})


def post(**values: Any) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in values.items():
        made.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return made


def test_a_letter_that_nobody_changed_is_the_same() -> None:
    assert letter_of(form_of(TEMPLATE), TEMPLATE) == TEMPLATE


def test_a_letter_with_everything_that_nobody_changed_is_the_same() -> None:
    check(LETTER, answer_names(FORM), FORM)
    assert letter_of(form_of(LETTER, OFFERS.fields), LETTER, OFFERS.fields) == LETTER


@pytest.mark.parametrize("slug", sorted(path.name for path in LIBRARY.iterdir() if path.is_dir()))
def test_every_shipped_letter_goes_through_the_inputs_and_back(slug: str) -> None:
    service = json.loads((LIBRARY / slug / "service.json").read_text())
    if service["letter"] is None:
        return
    fields = offers({"form": service["form"]}).fields
    head = {key: service["letter"].get(key) for key in _BESIDE}
    made = letter_of(form_of(service["letter"], fields, is_kept=False), head, fields)
    assert template.read(made) == template.read(service["letter"])


def test_a_letter_from_elsewhere_says_the_same() -> None:
    brought = letter_of(form_of(LETTER, OFFERS.fields, is_kept=False), TEMPLATE, OFFERS.fields)
    one, other = (check(letter, answer_names(FORM), FORM) for letter in (brought, LETTER))
    assert [block.texts for block in one.all_blocks] == [block.texts for block in other.all_blocks]
    assert one.blocks[6].when == other.blocks[6].when
    assert (one.signatures, one.margins, one.orientation) == (other.signatures, other.margins, other.orientation)
    assert [pages.signatures for pages in one.attachments] == [pages.signatures for pages in other.attachments]


@pytest.mark.parametrize(
    ("inputs", "block"),
    [
        ({"jenis": "heading", "teks": "Pihak"}, {"kind": "heading", "text": "Pihak"}),
        (
            {"jenis": "paragraph", "teks": "A", "rata": "right"},
            {"kind": "paragraph", "text": "A", "align": "right"},
        ),
        (
            {"jenis": "paragraph", "teks": "A", "rata": "justify"},
            {"kind": "paragraph", "text": "A", "indent": False},
        ),
        ({"jenis": "identity", "orang": "ibu", "data": ["nama"]}, {"kind": "identity", "of": "ibu", "rows": ["nama"]}),
        ({"jenis": "list", "bentuk": "-", "isi": ["A", "", "B"]}, {"kind": "list", "style": "-", "items": ["A", "B"]}),
        (
            {"jenis": "boxes", "label": ["NIK"], "isi": ["{penduduk.nik}"], "kotak": ["16"]},
            {"kind": "boxes", "rows": [["NIK", "{penduduk.nik}", 16]]},
        ),
        (
            {
                "jenis": "table",
                "sumber": "jawaban.saksi",
                "label": ["A", ""],
                "isi": ["{baris.nama}", ""],
                "lebar": ["3", ""],
            },
            {
                "kind": "table",
                "source": "jawaban.saksi",
                "columns": [{"label": "A", "text": "{baris.nama}", "width": 3}],
                "numbered": False,
            },
        ),
        ({"jenis": "space", "tinggi": "4"}, {"kind": "space", "size": 4}),
        ({"jenis": "page_break"}, {"kind": "page_break"}),
        (
            {
                "jenis": "closing",
                "syarat-0-dari": "jawaban.untuk",
                "syarat-0-cara": "is",
                "syarat-0-nilai": "Sekolah",
            },
            {"kind": "closing", "when": IS_SCHOOL},
        ),
    ],
)
def test_inputs_make_a_part(inputs: dict[str, Any], block: dict[str, Any]) -> None:
    form = read(post(urut=["0"], **{f"b__0__{name}": value for name, value in inputs.items()}), OFFERS)
    assert letter_of(form, {}, OFFERS.fields)["blocks"] == [block]


def test_the_sheet_is_read_and_what_is_no_number_stays_to_be_refused() -> None:
    form = read(post(**{"arah": "landscape", "batas-top": "15", "batas-left": "lebar", "tanpa-kop": "1"}))
    letter = letter_of(form, TEMPLATE)
    assert letter["orientation"] == "landscape"
    assert letter["margins"] == {"top": 15, "left": "lebar"}
    assert letter["letterhead"] is False
    assert "number_line" not in letter


def test_signatures_are_the_services_own_until_somebody_says_otherwise() -> None:
    assert "signatures" not in letter_of(read(post(urut=["0"], b__0__jenis="closing")), TEMPLATE)
    typed = {"ttd-sendiri": "1", "ttd-urut": ["1", "0"], "t-0-siapa": "signer", "t-1-siapa": "person", "t-1-nama": "A"}
    assert letter_of(read(post(**typed)), TEMPLATE)["signatures"] == [{"who": "person", "name": "A"}, {"who": "signer"}]


def test_an_attachment_has_parts_and_signatures_of_its_own() -> None:
    typed = {
        "lampiran-urut": ["3"],
        "l3-judul": "LAMPIRAN A",
        "l3-arah": "landscape",
        "l3-urut": ["0"],
        "l3-b-0-jenis": "closing",
        "l3-ttd-urut": ["0"],
        "l3-t-0-siapa": "applicant",
        "l3-t-0-sebutan": "Pemohon",
        "l3-t-0-nama": "{penduduk.nama}",
    }
    assert letter_of(read(post(**typed)), TEMPLATE)["attachments"] == [
        {
            "title": "LAMPIRAN A",
            "orientation": "landscape",
            "blocks": [{"kind": "closing"}],
            "signatures": [{"who": "applicant"}],
        }
    ]


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
    assert words_of(TEMPLATE, {**TEMPLATE, "signatures": [{"who": "signer"}]}) == "Tanda tangan surat diubah"
    assert words_of(TEMPLATE, LETTER | {"signatures": None}) == "Lampiran surat diubah"
    assert said == [
        "Bagian surat dihapus",
        "Bagian surat ditambah",
        "Urutan bagian surat diubah",
        "Surat, bagian 4 (alinea) diubah",
        "Judul dan kertas surat diubah",
    ]


def test_what_the_page_does_not_know_of_a_brought_letter_travels_with_it() -> None:
    checks = {"kind": "checks", "options": [{"text": "Baru"}], "across": 2}
    sign = {"who": "person", "title": "Saksi", "name": "BUDI", "new_row": True}
    given = {**TEMPLATE, "blocks": [checks], "signatures": [{"who": "signer"}, sign]}
    made = form_of(given, is_kept=False)
    inputs = {
        "urut": "0",
        "b__0__jenis": "checks",
        "b__0__dasar": made.parts[0].base,
        "ttd__sendiri": "1",
        "ttd__urut": ["0", "1"],
        "t__0__siapa": "signer",
        "t__1__siapa": "person",
        "t__1__sebutan": "Saksi",
        "t__1__nama": "BUDI",
        "t__1__sisi": "left",
        "t__1__dasar": (made.signatures or ())[1].base,
    }
    brought = letter_of(read(post(**inputs)), TEMPLATE)
    assert brought["blocks"] == [checks]
    assert brought["signatures"][1]["new_row"] is True


@pytest.mark.parametrize("base", ["[1]", "{", "null", '"x"', "[" * 60_000, '{"kind": "rows"}'])
def test_a_forged_base_brings_nothing(base: str) -> None:
    made = read(post(urut="0", b__0__jenis="checks", b__0__dasar=base))
    assert letter_of(made, TEMPLATE)["blocks"] == []
