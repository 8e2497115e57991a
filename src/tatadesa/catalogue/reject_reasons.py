"""Why an application may be refused: a short list for every service, or the service standard's own.

Kept as a code, so that refusals can be counted, beside the officer's own words.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.models import ServiceVersion

REASONS = "reject_reasons"
"""The part of a service standard that replaces the shipped list."""
OTHER = "lainnya"
_SHIPPED = Path(__file__).parent / "data" / "reject_reasons.json"
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
_MOST = 20


def reasons_of(version: ServiceVersion) -> dict[str, str]:
    """Code → words, in order; the last is always ``OTHER``."""
    own = version.standard.get(REASONS)
    listed = {item["key"]: item["label"] for item in own} if own else _shipped()
    return {**listed, OTHER: "Lainnya"}


def check_reasons(reasons: Any) -> None:
    """Raise ``DefinitionError`` unless ``reasons`` is absent or a list of keys and labels."""
    if reasons is None:
        return
    if not isinstance(reasons, list) or not 1 <= len(reasons) <= _MOST:
        raise DefinitionError(f"Standar layanan: “{REASONS}” berisi 1 sampai {_MOST} alasan penolakan.")
    for item in reasons:
        if not isinstance(item, dict) or item.keys() != {"key", "label"}:
            raise DefinitionError(f"Standar layanan: tiap butir “{REASONS}” berisi “key” dan “label”.")
        key, label = item["key"], item["label"]
        if not isinstance(key, str) or not _KEY.fullmatch(key) or key == OTHER:
            raise DefinitionError(f"Standar layanan: “key” di “{REASONS}” memakai huruf kecil dan garis bawah.")
        if not isinstance(label, str) or not 0 < len(label.strip()) <= 160:
            raise DefinitionError(f"Standar layanan: “label” di “{REASONS}” wajib diisi, paling panjang 160 huruf.")
    if len({item["key"] for item in reasons}) != len(reasons):
        raise DefinitionError(f"Standar layanan: ada “key” yang sama di “{REASONS}”.")


@cache
def _shipped() -> dict[str, str]:
    return {item["key"]: item["label"] for item in json.loads(_SHIPPED.read_text(encoding="utf-8"))}
