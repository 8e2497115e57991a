"""The steps of a service: one or more that check, then exactly one that issues."""

import re
from typing import Any

from tatadesa.accounts.models import Role
from tatadesa.catalogue.errors import DefinitionError

VERIFY = "verify"
ISSUE = "issue"
MAX_STEPS = 8
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEYS = frozenset({"key", "label", "roles", "kind"})

DEFAULT: list[dict[str, Any]] = [
    {
        "key": "pemeriksaan",
        "label": "Pemeriksaan berkas",
        "kind": VERIFY,
        "roles": [Role.OPERATOR.value, Role.KASI.value],
    },
    {
        "key": "penerbitan",
        "label": "Tanda tangan surat",
        "kind": ISSUE,
        "roles": [Role.KADES.value, Role.SEKDES.value],
    },
]
"""What most villages do: the service desk checks, the head or the secretary signs."""


def check_workflow(steps: Any) -> None:
    """Raise ``DefinitionError`` unless ``steps`` is a workflow an application can go through."""
    if not isinstance(steps, list) or not 2 <= len(steps) <= MAX_STEPS:
        raise DefinitionError(f"Alur berisi 2 sampai {MAX_STEPS} langkah.")
    for position, step in enumerate(steps, 1):
        _check_step(position, step)
    if len({step["key"] for step in steps}) < len(steps):
        raise DefinitionError("Alur: tidak boleh ada dua langkah dengan “key” yang sama.")
    if [step["kind"] for step in steps] != [VERIFY] * (len(steps) - 1) + [ISSUE]:
        raise DefinitionError("Alur: semua langkah memeriksa (verify), dan yang terakhir menerbitkan (issue).")


def _check_step(position: int, step: Any) -> None:
    where = f"Alur, langkah {position}"
    if not isinstance(step, dict) or step.keys() != _KEYS:
        raise DefinitionError(f"{where}: isi “key”, “label”, “kind” dan “roles”, tidak lebih.")
    if not isinstance(step["key"], str) or not _KEY.fullmatch(step["key"]):
        raise DefinitionError(f"{where}: “key” memakai huruf kecil, angka dan garis bawah.")
    if not isinstance(step["label"], str) or not 0 < len(step["label"].strip()) <= 80:
        raise DefinitionError(f"{where}: “label” wajib diisi, paling panjang 80 huruf.")
    roles = step["roles"]
    if not isinstance(roles, list) or not roles or any(role not in Role.values for role in roles):
        raise DefinitionError(f"{where}: “roles” berisi peran yang dikenal: {', '.join(Role.values)}.")
