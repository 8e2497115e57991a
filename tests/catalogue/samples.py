"""Service definitions the tests of the catalogue share."""

import copy
from typing import Any

from tatadesa.catalogue.workflow import DEFAULT
from tests.people import FORM, LETTER, STANDARD

DEFINITION: dict[str, Any] = {
    "slug": "surat-contoh",
    "category": "Umum",
    "position": 5,
    "name": "Surat Keterangan Contoh",
    "summary": "Menerangkan sesuatu untuk keperluan sekolah.",
    "keywords": "contoh beasiswa",
    "icon": "surat",
    "requirements": [{"label": "Kartu Keluarga", "field": "kk", "required": True}],
    "standard": STANDARD,
    "workflow": DEFAULT,
    "form": FORM,
    "letter": LETTER,
}


def definition(**changes: Any) -> dict[str, Any]:
    """A whole definition of its own, with ``changes``."""
    return {**copy.deepcopy(DEFINITION), **changes}
