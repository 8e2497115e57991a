"""What officers fill in themselves: the result of a survey, data for the letter. The same fields as citizens have.

No citizen sees it but through the letter, which names it ``{petugas.<field id>}``.
"""

from collections.abc import Mapping
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import check_schema

TAKEN = frozenset({"seen", "dari"})
"""Names of inputs that the request page has beside these fields."""


def may_stand(kind: Kind) -> bool:
    """Whether officers can be asked for it: files belong to the requirements, rows of people need buttons."""
    return not kind.keeps_files and type(kind).adjust is Kind.adjust


def check_officer_form(form: Any) -> None:
    """Raise ``DefinitionError`` or ``SchemaError`` unless ``form`` is ``{"fields": []}`` or a form that can be used."""
    if form == {"fields": []}:
        return
    check_schema(form)
    check_officer_fields(form)


def check_officer_fields(form: Mapping[str, Any]) -> None:
    """Raise ``DefinitionError`` where a field of known kind cannot stand among the officers' own."""
    for field in form["fields"]:
        kind = kind_of(field)
        if not may_stand(kind):
            raise DefinitionError(f"Isian petugas “{field['id']}”: jenis {kind.title} tidak bisa dipakai di sini.")
        if field["id"] in TAKEN:
            raise DefinitionError(f"Isian petugas: id “{field['id']}” tidak bisa dipakai.")
