"""First answers from the population register."""

from collections.abc import Mapping
from typing import Any

from tatadesa.forms.context import Field, Schema
from tatadesa.forms.registry import kind_of

_RESIDENT = (
    "nama nik no_kk tempat_lahir tanggal_lahir tempat_tanggal_lahir jenis_kelamin agama pendidikan pekerjaan "
    "status_kawin kewarganegaraan golongan_darah hubungan_keluarga alamat jalan dusun rt rw nama_ayah "
    "nama_ibu umur telepon"
)
_SOURCES = {
    "penduduk": _RESIDENT,
    "keluarga": "no_kk kepala jumlah_anggota",
    "wilayah": "desa kecamatan kabupaten provinsi",
}
KEYS = frozenset(f"{source}.{name}" for source, names in _SOURCES.items() for name in names.split())
"""What ``prefill`` of a field may name: the keys of ``residents.queries.register_data``."""


def prefill(schema: Schema, register_data: Mapping[str, Any]) -> dict[str, str]:
    """First answers by field id; fields of which the register knows nothing are left out."""
    known = [field for field in schema["fields"] if "prefill" in field]
    found = {field["id"]: register_text(field, register_data) for field in known}
    return {name: text for name, text in found.items() if text}


def follow(
    schema: Schema, raw: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """``raw`` answers when the form turns from one person to another: what the register had filled in changes along.

    ``before`` and ``after`` are the register's data of both. An answer that still says what the register said (or is
    still empty where it said nothing) becomes what it says of the new person; what was typed stays.
    """
    old, new = prefill(schema, before), prefill(schema, after)
    turned = dict(raw)
    for field in schema["fields"]:
        name = field["id"]
        if "prefill" not in field or name not in raw:
            continue
        answer, known = str(raw[name] or "").strip(), old.get(name, "")
        if answer == known or (answer and known and kind_of(field).same(answer, known)):
            turned[name] = new.get(name, "")
    return turned


def register_text(field: Field, register_data: Mapping[str, Any]) -> str:
    """What the register says for a field with ``prefill``, empty when it says nothing."""
    return str(register_data.get(field["prefill"]) or "").strip()
