"""What officers fill in themselves: the result of a survey, data for the letter. The same fields as citizens have.

No citizen sees it but through the letter, which names it ``{petugas.<field id>}``. Its conditions may look at what
the citizen answered, as ``jawaban.warga.<field id>``: the citizen's fields stand before its own, answered already.
"""

from collections.abc import Mapping
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.forms.context import Field, Schema
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.logic import named
from tatadesa.forms.operands import ANSWER
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering, check_schema

CITIZEN = "warga."
"""In front of the id of a citizen's field; no id of a form has a dot."""
_CONDITIONS = ("show_if", "require_if")
_ASKING = frozenset({"show_if", "require_if", "required", "prefill", "locked", "not_before", "same_day", "section"})
TAKEN = frozenset({"seen", "dari"})
"""Names of inputs that the request page has beside these fields."""


def may_stand(kind: Kind) -> bool:
    """Whether officers can be asked for it: files belong to the requirements, rows of people need buttons."""
    return not kind.keeps_files and type(kind).adjust is Kind.adjust


def of_citizen(form: Mapping[str, Any]) -> list[Field]:
    """The citizen's fields as conditions of the officers' own see them: without how they came to be asked."""
    return [
        {key: value for key, value in field.items() if key not in _ASKING} | {"id": f"{CITIZEN}{field['id']}"}
        for field in answering(form)
    ]


def with_citizen(officer_form: Mapping[str, Any], form: Mapping[str, Any]) -> Schema:
    """The officers' own fields behind the citizen's, for deciding what is asked and for saying why."""
    return {"fields": [*of_citizen(form), *officer_form["fields"]]}


def alone(officer_form: Mapping[str, Any]) -> dict[str, Any]:
    """The officers' own fields where no citizen has answered (a trial): what only an answer decides is asked."""
    return {"fields": [_alone(field) for field in officer_form["fields"]]}


def _alone(field: Field) -> dict[str, Any]:
    kept = {key: value for key, value in field.items() if key not in _CONDITIONS or not _looks_at_citizen(value)}
    if isinstance(kept.get("prefill"), list):
        kept["prefill"] = [entry for entry in kept["prefill"] if not _looks_at_citizen(entry.get("if"))]
        if not kept["prefill"]:
            del kept["prefill"]
            kept.pop("locked", None)
    return kept


def _looks_at_citizen(condition: Any) -> bool:
    return condition is not None and any(name.startswith(f"{ANSWER}{CITIZEN}") for name in named(condition))


def beside_answers(answers: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What officers filled in (``own``) with the citizen's ``answers``, by the ids that ``with_citizen`` gives."""
    return {**{f"{CITIZEN}{name}": value for name, value in answers.items()}, **own}


def check_officer_form(form: Any, citizens: Mapping[str, Any]) -> None:
    """Raise ``DefinitionError`` or ``SchemaError`` unless ``form`` is ``{"fields": []}`` or a form that can be used.

    ``citizens`` is the checked form at whose answers its conditions may look.
    """
    if form == {"fields": []}:
        return
    check_schema(form, of_citizen(citizens))
    check_officer_fields(form)


def check_officer_fields(form: Mapping[str, Any]) -> None:
    """Raise ``DefinitionError`` where a field of known kind cannot stand among the officers' own."""
    for field in form["fields"]:
        kind = kind_of(field)
        if not may_stand(kind):
            raise DefinitionError(f"Isian petugas “{field['id']}”: jenis {kind.title} tidak bisa dipakai di sini.")
        if field["id"] in TAKEN:
            raise DefinitionError(f"Isian petugas: id “{field['id']}” tidak bisa dipakai.")
