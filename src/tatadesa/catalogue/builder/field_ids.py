"""Ids of fields and keys of choices: made from the label once, then they stay."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping

from tatadesa.forms.schema import RESERVED

LONGEST = 40
_MOST_WORDS = 5
_WORD = re.compile(r"[a-z0-9]+")


def field_id(label: str, kind: str, taken: Collection[str], past: Mapping[str, Collection[str]]) -> str:
    """An id of the words of ``label`` that no field in ``taken`` has.

    ``past`` are the kinds that ids had in earlier versions: an id never comes back as another kind.
    """
    return _free(
        _words(label, "isian"),
        lambda name: name not in taken and name not in RESERVED and set(past.get(name, ())) <= {kind},
    )


def choice_key(label: str, taken: Collection[str]) -> str:
    """A key of the words of ``label`` that no other choice has."""
    return _free(_words(label, "pilihan"), lambda name: name not in taken)


def slug(name: str, taken: Collection[str]) -> str:
    """An address for a service of this name."""
    made = _words(name, "layanan", most=8, longest=55)
    return _free(made, lambda one: one.replace("_", "-") not in taken).replace("_", "-")


def _words(text: str, otherwise: str, most: int = _MOST_WORDS, longest: int = LONGEST - 4) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = ""
    for word in _WORD.findall(plain)[:most]:
        longer = f"{made}_{word}" if made else word
        if len(longer) > longest:
            break
        made = longer
    if not made or not made[0].isalpha():
        made = f"{otherwise}_{made}".rstrip("_")
    return made


def _free(name: str, is_free: Callable[[str], bool]) -> str:
    tried, number = name, 1
    while not is_free(tried):
        number += 1
        tried = f"{name}_{number}"
    return tried
