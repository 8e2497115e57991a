"""Whom a step asks by itself: the ``ask`` items of a workflow's step.

``{"to": "polsek", "kind": "opinion", "question": "…", "days": 3, "documents": ["ktp"], "answers": ["tempat"],
"blocks": true, "when": {condition}}``; ``to``, ``kind`` and ``question`` are required. ``to`` is a kind of agency, the
condition as in ``docs/forms.md``, over all fields of the form and the register.
"""

from collections.abc import Mapping
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.forms.condition_check import check_condition
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.prefill import KEYS
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering
from tatadesa.offices.models import Office

KINDS = ("opinion", "handover")
AGENCIES = tuple(kind for kind in Office.Kind.values if kind not in (Office.Kind.DESA, Office.Kind.KELURAHAN))
MAX_ASKS = 6
MAX_DAYS = 30
LONGEST_QUESTION = 1000
_NEEDED = frozenset({"to", "kind", "question"})
_KNOWN = _NEEDED | {"days", "documents", "answers", "blocks", "when"}


def check_asks(items: Any, form: Mapping[str, Any]) -> None:
    """Raise ``DefinitionError`` unless ``items`` can be asked about applications filled in on the checked ``form``."""
    if not isinstance(items, list) or not 1 <= len(items) <= MAX_ASKS:
        raise DefinitionError(f"“ask” berisi 1 sampai {MAX_ASKS} permintaan ke instansi.")
    for position, item in enumerate(items, 1):
        _check_ask(f"Permintaan ke instansi {position}", item, form)


def _check_ask(where: str, item: Any, form: Mapping[str, Any]) -> None:
    if not isinstance(item, dict) or not _NEEDED <= item.keys() <= _KNOWN:
        raise DefinitionError(
            f"{where}: isi “to”, “kind” dan “question”; boleh juga “days”, “documents”, “answers”, “blocks”, “when”."
        )
    if item["to"] not in AGENCIES:
        raise DefinitionError(f"{where}: “to” adalah jenis instansi: {', '.join(AGENCIES)}.")
    if item["kind"] not in KINDS:
        raise DefinitionError(f"{where}: “kind” adalah opinion (minta pendapat) atau handover (serahkan keputusan).")
    question = item["question"]
    if not isinstance(question, str) or not 0 < len(question.strip()) <= LONGEST_QUESTION:
        raise DefinitionError(f"{where}: “question” wajib diisi, paling panjang {LONGEST_QUESTION} huruf.")
    days = item.get("days", 1)
    if type(days) is not int or not 1 <= days <= MAX_DAYS:
        raise DefinitionError(f"{where}: “days” adalah hari kerja, 1 sampai {MAX_DAYS}.")
    if not isinstance(item.get("blocks", True), bool):
        raise DefinitionError(f"{where}: “blocks” harus true atau false.")
    fields = {field["id"]: field for field in answering(form)}
    _check_fields(where, "documents", item, {name for name, field in fields.items() if kind_of(field).keeps_files})
    _check_fields(where, "answers", item, {name for name, field in fields.items() if not kind_of(field).keeps_files})
    if "when" in item:
        try:
            check_condition(item["when"], fields, KEYS)
        except SchemaError as error:
            raise DefinitionError(f"{where}: {error.message}") from error


def _check_fields(where: str, key: str, item: Mapping[str, Any], known: set[str]) -> None:
    named = item.get(key, [])
    if not isinstance(named, list) or any(not isinstance(name, str) or name not in known for name in named):
        what = "isian berkas" if key == "documents" else "isian (bukan berkas)"
        raise DefinitionError(f"{where}: “{key}” berisi id {what} di formulir ini.")
