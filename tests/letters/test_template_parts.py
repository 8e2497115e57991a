"""What a template may say beside paragraphs: each kind's check, conditions, signatures, attachments."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tatadesa.letters import template
from tatadesa.letters.template import TemplateError
from tests.letters.samples import TEMPLATE

COLUMN = {"label": "Nama", "text": "{baris.nama}"}
FORM: dict[str, Any] = {
    "fields": [
        {"id": "sekolah", "kind": "short_text", "label": "Sekolah"},
        {
            "id": "saksi",
            "kind": "group",
            "label": "Saksi",
            "fields": [{"id": "nama", "kind": "short_text", "label": "Nama"}],
        },
    ]
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = (
    "kind text align indent rows of items style source columns numbered size when who side title position name number"
    " label width blocks signatures attachments margins orientation letterhead number_line paper counter security"
    " validity_days"
)
WORDS = (
    "opening closing paragraph heading identity rows list table space page_break boxes signer person all any not"
    " jawaban.saksi penduduk.nama {penduduk.nama} {baris.x} is in 1 A4"
)
NEAR = st.recursive(
    JSON | st.sampled_from(WORDS.split()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=5),
    max_leaves=20,
)


def with_blocks(*blocks: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**TEMPLATE, "blocks": list(blocks), **changes}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (with_blocks({"kind": "paragraph", "text": "x", "align": "tengah"}), "perataan"),
        (with_blocks({"kind": "heading"}), "judul bagian"),
        (with_blocks({"kind": "identity", "rows": ["no_kk"], "of": "ayah"}), "Nomor KK"),
        (with_blocks({"kind": "identity", "rows": ["nama"], "of": "paman"}), "of"),
        (with_blocks({"kind": "list", "items": []}), "butir"),
        (with_blocks({"kind": "list", "items": ["a"], "style": "i"}), "bentuk daftar"),
        (with_blocks({"kind": "table", "source": "penduduk.nama", "columns": [COLUMN]}), "sumber tabel"),
        (with_blocks({"kind": "table", "source": "jawaban.saksi", "columns": []}), "kolom"),
        (with_blocks({"kind": "table", "source": "jawaban.saksi", "columns": [{**COLUMN, "width": 13}]}), "lebar"),
        (with_blocks({"kind": "paragraph", "text": "{baris.nama}"}), "kolom tabel"),
        (with_blocks({"kind": "space", "size": 7}), "jarak"),
        (with_blocks({"kind": "boxes", "rows": [["NIK", "{penduduk.nik}", 46]]}), "kotak"),
        (with_blocks({"kind": "closing", "when": {"of": "x"}}), "syarat"),
        (with_blocks({"kind": "closing"}, orientation="miring"), "arah"),
        (with_blocks({"kind": "closing"}, margins={"top": 9}), "10 sampai 50"),
        (with_blocks({"kind": "closing"}, letterhead="ya"), "letterhead"),
        (with_blocks({"kind": "closing"}, signatures=[{"who": "raja"}]), "tanda tangan 1"),
        (with_blocks({"kind": "closing"}, signatures=[{"who": "applicant"}]), "penanda tangan kantor"),
        (with_blocks({"kind": "closing"}, signatures=[{"who": "signer"}] * 2), "cukup satu"),
        (with_blocks({"kind": "closing"}, attachments=[{}]), "lampiran 1"),
        (
            with_blocks({"kind": "closing"}, attachments=[{"title": "L", "blocks": [{"kind": "x"}]}]),
            "lampiran 1, bagian",
        ),
    ],
)
def test_a_bad_part_is_named(data: dict[str, Any], words: str) -> None:
    with pytest.raises(TemplateError) as refused:
        template.read(data)
    assert words in refused.value.message


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(KEYS.split()), NEAR))
def test_any_json_is_read_or_refused_in_words(changes: dict[str, Any]) -> None:
    for data in (changes, {**TEMPLATE, **changes}, with_blocks(changes), with_blocks({"kind": "closing", **changes})):
        with suppress(TemplateError):
            template.check(data, {"sekolah", "keperluan"}, FORM)


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_what_is_no_object_is_refused(data: Any) -> None:
    with pytest.raises(TemplateError):
        template.read(data)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"kind": "table", "source": "jawaban.sekolah", "columns": [COLUMN]}, "bukan isian daftar"),
        (
            {"kind": "table", "source": "jawaban.saksi", "columns": [{"label": "A", "text": "{baris.umur}"}]},
            "baris.umur",
        ),
        ({"kind": "closing", "when": {"of": "jawaban.kelas", "op": "filled"}}, "kelas"),
        ({"kind": "closing", "when": {"of": "jawaban.sekolah", "op": "at_least", "to": 3}}, "at_least"),
    ],
)
def test_parts_must_fit_the_form(block: dict[str, Any], words: str) -> None:
    with pytest.raises(TemplateError) as refused:
        template.check(with_blocks(block), {"sekolah", "saksi"}, FORM)
    assert words in refused.value.message


def test_a_template_that_fits_is_read_in_full() -> None:
    table = {"kind": "table", "source": "jawaban.saksi", "columns": [COLUMN]}
    when = {"of": "jawaban.sekolah", "op": "filled"}
    data = with_blocks(
        {**table, "when": when},
        signatures=[{"who": "signer"}, {"who": "cosigner", "position": "Camat {wilayah.kecamatan}"}],
        attachments=[{"title": "LAMPIRAN", "orientation": "landscape", "blocks": [table]}],
    )
    made = template.check(json.loads(json.dumps(data)), {"saksi"}, FORM)
    assert made.blocks[0].when == when
    assert made.attachments[0].orientation == "landscape"
    assert ("wilayah", "kecamatan") in template.placeholders(made)
