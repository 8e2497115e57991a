"""What a letter may name of the answers: ``keperluan``, and parts of composite ones: ``pembeli.nama``."""

from collections.abc import Mapping
from typing import Any

from tatadesa.forms.context import Schema
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering
from tatadesa.forms.summary import summarise


def answer_names(schema: Schema) -> frozenset[str]:
    """All names, without ``jawaban.`` in front."""
    fields = answering(schema)
    whole = {field["id"] for field in fields}
    parts = {f"{field['id']}.{part}" for field in fields for part in kind_of(field).part_names(field)}
    return frozenset(whole | parts)


def answer_texts(schema: Schema, answers: Mapping[str, Any]) -> dict[str, str]:
    """The words for each of ``answer_names``, empty where nothing was answered. ``answers`` are kept values."""
    texts = dict.fromkeys(answer_names(schema), "")
    texts |= {row.field_id: row.text for row in summarise(schema, answers, {})}
    for field in answering(schema):
        if (value := answers.get(field["id"])) is not None:
            texts |= {f"{field['id']}.{part}": words for part, words in kind_of(field).parts(field, value).items()}
    return texts


def answer_rows(schema: Schema, answers: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The rows of each answer that has rows (groups, members of a family), in words, by field id."""
    fields = {field["id"]: field for field in answering(schema)}
    return {name: kind_of(fields[name]).rows(fields[name], answers.get(name)) for name in row_names(schema)}


def row_names(schema: Schema) -> dict[str, frozenset[str]]:
    """What the rows of each such field may be asked for, by field id."""
    names = {field["id"]: kind_of(field).row_names(field) for field in answering(schema)}
    return {name: found for name, found in names.items() if found}
