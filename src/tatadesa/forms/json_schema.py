"""The kept answers of a form as JSON Schema, for exports and for programs of others."""

from typing import Any

from tatadesa.forms.context import Schema
from tatadesa.forms.registry import is_required, kind_of
from tatadesa.forms.schema import answering


def json_schema(schema: Schema) -> dict[str, Any]:
    """JSON Schema (2020-12) of what ``clean`` keeps without errors, but for rules between fields."""
    fields = answering(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "properties": {field["id"]: {"title": field["label"], **kind_of(field).json_schema(field)} for field in fields},
        "required": [field["id"] for field in fields if is_required(field) and "show_if" not in field],
    }
