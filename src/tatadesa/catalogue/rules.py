"""Who may apply for a service, as the version says it.

``{"who": {"if": condition, "words": "…"}, "for_family": true, "one_open": false}``; all of it may be absent.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.forms.condition_check import check_condition
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.logic import holds
from tatadesa.forms.prefill import KEYS

Rules = Mapping[str, Any]
"""The ``rules`` of a checked version."""

_KNOWN = frozenset({"who", "for_family", "one_open"})
_LONGEST = 240


def check_rules(rules: Any) -> None:
    """Raise ``DefinitionError`` unless ``rules`` can be asked of the register data of whoever applies."""
    if not isinstance(rules, dict) or not rules.keys() <= _KNOWN:
        raise DefinitionError("Aturan pemohon: yang dikenal hanya “who”, “for_family” dan “one_open”.")
    for name in ("for_family", "one_open"):
        if not isinstance(rules.get(name, False), bool):
            raise DefinitionError(f"Aturan pemohon: “{name}” harus true atau false.")
    if "who" in rules:
        _check_who(rules["who"])


def for_family(rules: Rules) -> bool:
    """Whether one may apply for people of one's own family card, and not just for oneself."""
    return bool(rules.get("for_family", True))


def one_open(rules: Rules) -> bool:
    """Whether an applicant may have only one request for the service under way at a time."""
    return bool(rules.get("one_open", False))


def who_words(rules: Rules) -> str:
    """Who may apply, in words; empty when everybody may."""
    return str(rules["who"]["words"]) if "who" in rules else ""


def may_apply(rules: Rules, register: Mapping[str, str], today: date) -> bool:
    """Whether the rules let somebody apply of whom the register says this, on the office's date."""
    return "who" not in rules or holds(rules["who"]["if"], {}, register, today)


def _check_who(who: Any) -> None:
    if not isinstance(who, dict) or who.keys() != {"if", "words"}:
        raise DefinitionError("Aturan pemohon: “who” berisi “if” (syarat) dan “words” (kata-katanya).")
    words = who["words"]
    if not isinstance(words, str) or not 0 < len(words.strip()) <= _LONGEST:
        raise DefinitionError(f"Aturan pemohon: “words” wajib diisi, paling panjang {_LONGEST} huruf.")
    try:
        check_condition(who["if"], {}, KEYS)
    except SchemaError as error:
        raise DefinitionError(f"Aturan pemohon: {error.message}") from error
