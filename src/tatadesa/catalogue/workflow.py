"""The steps of a service, as data: who checks, who signs, under which condition, within how many working hours.

::

    {"key": "rekomendasi", "label": "Rekomendasi RT", "kind": "verify", "roles": ["rt"],
     "when": {"of": "jawaban.baru", "op": "is", "to": true}, "delegates": ["rw"], "hours": 8,
     "ask": [{"to": "polsek", "kind": "opinion", "question": "…"}]}

``when`` is a condition of ``docs/forms.md`` over all answers of the form and the register; a step for which it does not
hold is passed over. ``delegates`` may do the step in the name of its ``roles`` (a.n.). ``hours`` is the target in
working hours of the office. ``ask`` (of a checking step) is put to agencies when the step opens, see ``asking``.
"""

import re
from collections.abc import Mapping
from typing import Any

from tatadesa.accounts.models import Role
from tatadesa.catalogue.asking import check_asks
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.forms.condition_check import check_condition
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.prefill import KEYS as REGISTER
from tatadesa.forms.registry import kind_of

VERIFY = "verify"
ISSUE = "issue"
KINDS = {VERIFY: "Memeriksa", ISSUE: "Menandatangani surat"}
MAX_STEPS = 8
MAX_HOURS = 400
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NEEDED = frozenset({"key", "label", "roles", "kind"})
_KNOWN = _NEEDED | {"when", "delegates", "hours", "ask"}

DEFAULT: list[dict[str, Any]] = [
    {
        "key": "pemeriksaan",
        "label": "Pemeriksaan berkas",
        "kind": VERIFY,
        "roles": [Role.OPERATOR.value, Role.KASI.value],
        "hours": 4,
    },
    {
        "key": "penerbitan",
        "label": "Tanda tangan surat",
        "kind": ISSUE,
        "roles": [Role.KADES.value],
        "delegates": [Role.SEKDES.value],
        "hours": 4,
    },
]
"""What most villages do: the service desk checks, the head signs or the secretary in the head's name."""


def check_workflow(steps: Any, form: Mapping[str, Any]) -> None:
    """Raise ``DefinitionError`` unless ``steps`` is a way that applications with ``form`` can go."""
    if not isinstance(steps, list) or not 2 <= len(steps) <= MAX_STEPS:
        raise DefinitionError(f"Alur berisi 2 sampai {MAX_STEPS} langkah.")
    for position, step in enumerate(steps, 1):
        _check_step(position, step, form)
    if len({step["key"] for step in steps}) < len(steps):
        raise DefinitionError("Alur: tidak boleh ada dua langkah dengan “key” yang sama.")
    if [step["kind"] for step in steps] != [VERIFY] * (len(steps) - 1) + [ISSUE]:
        raise DefinitionError("Alur: semua langkah memeriksa (verify), dan yang terakhir menerbitkan (issue).")
    if all("when" in step for step in steps[:-1]):
        raise DefinitionError("Alur: sedikitnya satu langkah memeriksa berlaku untuk setiap permohonan.")
    if "ask" in steps[-1]:
        raise DefinitionError("Alur: instansi ditanya pada langkah memeriksa, bukan pada tanda tangan.")
    if "when" in steps[-1]:
        raise DefinitionError("Alur: langkah tanda tangan berlaku untuk setiap permohonan, jadi tanpa syarat.")


def _check_step(position: int, step: Any, form: Mapping[str, Any]) -> None:
    where = f"Alur, langkah {position}"
    if not isinstance(step, dict) or not _NEEDED <= step.keys() <= _KNOWN:
        raise DefinitionError(
            f"{where}: isi “key”, “label”, “kind” dan “roles”; boleh juga “when”, “delegates”, “hours” dan “ask”."
        )
    if not isinstance(step["key"], str) or not _KEY.fullmatch(step["key"]):
        raise DefinitionError(f"{where}: “key” memakai huruf kecil, angka dan garis bawah.")
    if not isinstance(step["label"], str) or not 0 < len(step["label"].strip()) <= 80:
        raise DefinitionError(f"{where}: “label” wajib diisi, paling panjang 80 huruf.")
    roles, delegates, hours = step["roles"], step.get("delegates", []), step.get("hours", 1)
    if not _are_roles(roles) or not roles:
        raise DefinitionError(f"{where}: “roles” berisi peran yang dikenal: {', '.join(Role.values)}.")
    if not _are_roles(delegates) or set(delegates) & set(roles):
        raise DefinitionError(f"{where}: “delegates” berisi peran lain yang boleh mengerjakannya atas nama.")
    if type(hours) is not int or not 1 <= hours <= MAX_HOURS:
        raise DefinitionError(f"{where}: “hours” adalah target dalam jam kerja, 1 sampai {MAX_HOURS}.")
    if "when" in step:
        fields = {field["id"]: field for field in form["fields"] if kind_of(field).takes_answer}
        try:
            check_condition(step["when"], fields, REGISTER)
        except SchemaError as error:
            raise DefinitionError(f"{where}: {error.message}") from error
    if "ask" in step:
        check_asks(step["ask"], form)


def _are_roles(roles: Any) -> bool:
    return (
        isinstance(roles, list)
        and all(isinstance(role, str) and role in Role.values for role in roles)
        and len(set(roles)) == len(roles)
    )
