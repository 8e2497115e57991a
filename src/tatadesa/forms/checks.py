"""Checks of the options in a field definition, in the words of whoever wrote it."""

import re

from tatadesa.forms.context import Field
from tatadesa.forms.errors import SchemaError

AUTOCOMPLETE = frozenset({"off", "name", "tel", "email", "street-address", "postal-code", "bday", "organization"})
_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


def whole(field: Field, name: str, low: int, high: int) -> int | None:
    """The option ``name`` as a whole number from ``low`` to ``high``, None when absent."""
    value = field.get(name)
    if value is not None and (type(value) is not int or not low <= value <= high):
        raise SchemaError(f"pilihan “{name}” harus angka bulat {low} sampai {high}.")
    return value


def ordered(field: Field, low: str, high: str) -> None:
    """Raise ``SchemaError`` when both options are there and the first is above the second."""
    first, second = field.get(low), field.get(high)
    if first is not None and second is not None and first > second:
        raise SchemaError(f"pilihan “{low}” tidak boleh lebih besar dari “{high}”.")


def words(field: Field, name: str, longest: int) -> str:
    """The option ``name`` as text, empty when absent; raises ``SchemaError``."""
    value = field.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise SchemaError(f"pilihan “{name}” harus teks, paling panjang {longest} huruf.")
    return value


def truth(field: Field, name: str) -> bool:
    """The option ``name`` as true or false, false when absent; raises ``SchemaError``."""
    value = field.get(name, False)
    if not isinstance(value, bool):
        raise SchemaError(f"pilihan “{name}” harus true atau false.")
    return value


def autocomplete(field: Field) -> None:
    """Raise ``SchemaError`` for a word browsers do not know or must not fill in here."""
    if field.get("autocomplete", "off") not in AUTOCOMPLETE:
        raise SchemaError(f"“autocomplete” harus salah satu dari: {', '.join(sorted(AUTOCOMPLETE))}.")


def choices(field: Field, most: int) -> None:
    """Raise ``SchemaError`` unless there are 2 to ``most`` choices with their own keys and labels."""
    given = field.get("choices")
    if not isinstance(given, list) or not 2 <= len(given) <= most:
        raise SchemaError(f"isi 2 sampai {most} pilihan.")
    for choice in given:
        if not isinstance(choice, dict) or choice.keys() != {"key", "label"}:
            raise SchemaError("tiap pilihan berisi “key” dan “label”.")
        if not isinstance(choice["key"], str) or not _KEY.fullmatch(choice["key"]):
            raise SchemaError("“key” pilihan memakai huruf kecil, angka dan garis bawah.")
        if not isinstance(choice["label"], str) or not 0 < len(choice["label"].strip()) <= 120:
            raise SchemaError("“label” pilihan wajib diisi, paling panjang 120 huruf.")
    if len({choice["key"] for choice in given}) < len(given):
        raise SchemaError("tidak boleh ada dua pilihan dengan “key” yang sama.")
