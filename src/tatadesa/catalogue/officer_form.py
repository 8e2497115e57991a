"""What officers fill in themselves: the result of a survey, data for the letter. The same fields as citizens have.

No citizen sees it but through the letter, which names it ``{petugas.<field id>}``.
"""

from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import check_schema

# Names of inputs that the request page has beside these fields.
_TAKEN = frozenset({"seen", "dari"})


def check_officer_form(form: Any) -> None:
    """Raise ``DefinitionError`` or ``SchemaError`` unless ``form`` is ``{"fields": []}`` or a form that can be used.

    Files belong to the requirements, and rows of people need buttons of their own: neither is offered here.
    """
    if form == {"fields": []}:
        return
    check_schema(form)
    for field in form["fields"]:
        kind = kind_of(field)
        if kind.keeps_files or type(kind).adjust is not Kind.adjust:
            raise DefinitionError(f"Isian petugas “{field['id']}”: jenis {kind.title} tidak bisa dipakai di sini.")
        if field["id"] in _TAKEN:
            raise DefinitionError(f"Isian petugas: id “{field['id']}” tidak bisa dipakai.")
