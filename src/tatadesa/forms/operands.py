"""What conditions can look at: answers and register data, and what sort of value each is."""

import re
from collections.abc import Mapping

from tatadesa.forms.context import Field
from tatadesa.forms.registry import kind_of

ANSWER = "jawaban."
TEXT, KEY, KEYS, TRUTH, NUMBER, DATE, TIME, ANYTHING = "text", "key", "keys", "truth", "number", "date", "time", ""
"""What ``Kind.compares`` may be; of ``ANYTHING`` only whether it is there."""
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBERS = frozenset({"umur", "jumlah_anggota"})
_WHOSE = {
    "penduduk": "pemohon",
    "keluarga": "keluarga pemohon",
    "pasangan": "suami/istri pemohon",
    "ayah": "ayah pemohon",
    "ibu": "ibu pemohon",
    "wilayah": "",
}
_SHORT = {"nik": "NIK", "no_kk": "No. KK", "rt": "RT", "rw": "RW", "status_kawin": "status perkawinan"}


def type_of(name: str, fields: Mapping[str, Field]) -> str:
    """The sort of value that ``jawaban.<id>`` (one of ``fields``) or a register key has."""
    if name.startswith(ANSWER):
        return kind_of(fields[name.removeprefix(ANSWER)]).compares
    return register_type(name)


def register_type(key: str) -> str:
    """The sort of value of a register key; all of it is text there."""
    name = key.rpartition(".")[2]
    return NUMBER if name in _NUMBERS else DATE if name.startswith("tanggal_") else TEXT


def register_value(key: str, register: Mapping[str, str]) -> int | str | None:
    """What the register says, as conditions compare it; None when it says nothing."""
    text = str(register.get(key) or "").strip()
    if register_type(key) == NUMBER:
        return int(text) if _WHOLE.fullmatch(text) else None
    return text or None


def label_of(name: str, fields: Mapping[str, Field]) -> str:
    """``jawaban.<id>`` or a register key in words: a field's label, or ``umur pemohon``."""
    if name.startswith(ANSWER):
        field = fields.get(name.removeprefix(ANSWER))
        return str(field["label"]).strip(" .:?") if field is not None else name
    source, _, key = name.partition(".")
    return f"{_SHORT.get(key, key.replace('_', ' '))} {_WHOSE.get(source, source)}".strip()
