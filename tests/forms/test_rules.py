"""What a browser is told of a form."""

import json
from dataclasses import replace

from tatadesa.forms.messages import MESSAGES
from tatadesa.forms.registry import KINDS
from tatadesa.forms.rules import as_json, definition
from tests.forms.definitions import CONTEXT
from tests.forms.samples import CHOICES, form

IS_YES = {"of": "jawaban.pilih", "op": "is", "to": "ya"}
FORM = form(
    {"id": "pilih", "kind": "choice", "label": "Pilih", "choices": CHOICES, "required": True},
    {"id": "judul", "kind": "heading", "label": "Judul"},
    {"id": "catatan", "kind": "note", "label": "Catatan", "show_if": IS_YES},
    {"id": "nama", "kind": "short_text", "label": "Nama", "require_if": IS_YES},
    {"id": "dusun", "kind": "short_text", "label": "Dusun", "prefill": "penduduk.dusun", "locked": True},
    {"id": "berat", "kind": "number", "label": "Berat", "show_if": {"of": "penduduk.umur", "op": "at_least", "to": 17}},
)


def test_it_has_what_is_asked_and_what_comes_and_goes() -> None:
    told = {field["id"]: field for field in definition(FORM, {}, CONTEXT)["fields"]}
    assert list(told) == ["pilih", "catatan", "nama", "dusun", "berat"]
    assert told["pilih"] == {
        "id": "pilih",
        "kind": "choice",
        "label": "Pilih",
        "missing": "Pilih salah satu.",
        "rules": {"keys": ["ya", "tidak"]},
        "required": True,
    }
    assert told["catatan"] == {"id": "catatan", "kind": "note", "show_if": IS_YES}
    assert told["dusun"] == {"id": "dusun", "kind": "short_text", "label": "Dusun", "given": "Krajan"}


def test_of_the_register_only_what_conditions_name() -> None:
    assert definition(FORM, {}, CONTEXT)["register"] == {"penduduk.umur": 17}
    nobody = replace(CONTEXT, register={})
    assert definition(FORM, {}, nobody)["register"] == {"penduduk.umur": None}


def test_fields_that_are_not_open_are_there_only_for_others_to_look_at() -> None:
    raw = {"pilih": "ya", "nama": "Siti"}
    told = definition(FORM, raw, CONTEXT, ["nama"])["fields"]
    assert [field["id"] for field in told] == ["pilih", "nama", "dusun"]
    assert told[0] == {"id": "pilih", "kind": "choice", "label": "Pilih", "given": "ya"}


def test_the_words_are_those_of_the_kinds() -> None:
    told = definition(FORM, {}, CONTEXT)
    assert {key.split(".")[0] for key in told["messages"]} == {"form", "choice", "text", "number"}
    assert "months" not in told
    named = {group for kind in KINDS.values() for group in kind.messages} | {"form"}
    assert {key.split(".")[0] for key in MESSAGES} == named


def test_nothing_people_wrote_ends_the_script() -> None:
    nasty = form({"id": "a", "kind": "short_text", "label": "</script><!--<script>&\u2028"})
    text = as_json(definition(nasty, {}, CONTEXT))
    assert not set("<>&") & set(text)
    assert json.loads(text)["fields"][0]["label"] == "</script><!--<script>&\u2028"
