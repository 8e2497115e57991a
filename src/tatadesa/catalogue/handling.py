"""How offices are known to work on a service: who signs, who signs along, who else has a part, its old code.

``{"signers": ["kades"], "co_signers": [{"label": "Mengetahui, Camat", "who": "camat"}], "agencies": ["kua"],
"old_code": "472.3"}``; all of it may be absent.
"""

import re
from typing import Any

from tatadesa.accounts.models import Role
from tatadesa.catalogue.errors import DefinitionError

_KNOWN = frozenset({"signers", "co_signers", "agencies", "old_code"})
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
_MOST = 8


def check_handling(handling: Any) -> None:
    """Raise ``DefinitionError`` unless ``handling`` has this form."""
    if not isinstance(handling, dict) or not handling.keys() <= _KNOWN:
        raise DefinitionError(f"Penanganan: yang dikenal hanya {', '.join(sorted(_KNOWN))}.")
    for name in ("signers", "co_signers", "agencies"):
        if not isinstance(handling.get(name, []), list) or len(handling.get(name, ())) > _MOST:
            raise DefinitionError(f"Penanganan: “{name}” berupa daftar, paling banyak {_MOST}.")
    if any(role not in Role.values for role in handling.get("signers", ())):
        raise DefinitionError(f"Penanganan: “signers” berisi peran yang dikenal: {', '.join(Role.values)}.")
    if not all(_is_slug(agency) for agency in handling.get("agencies", ())):
        raise DefinitionError("Penanganan: “agencies” berisi nama instansi dengan huruf kecil, misalnya “kua”.")
    for signer in handling.get("co_signers", ()):
        _check_co_signer(signer)
    code = handling.get("old_code", "")
    if not isinstance(code, str) or len(code) > 40:
        raise DefinitionError("Penanganan: “old_code” paling panjang 40 huruf.")


def _check_co_signer(signer: Any) -> None:
    if not isinstance(signer, dict) or signer.keys() != {"label", "who"} or not _is_slug(signer["who"]):
        raise DefinitionError("Penanganan: tiap “co_signers” berisi “label” dan “who”, misalnya “camat”.")
    if not isinstance(signer["label"], str) or not 0 < len(signer["label"].strip()) <= 120:
        raise DefinitionError("Penanganan: “label” pada “co_signers” wajib diisi, paling panjang 120 huruf.")


def _is_slug(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 40 and _SLUG.fullmatch(value) is not None
