"""First answers from the population register."""

from collections.abc import Mapping
from typing import Any

from tatadesa.forms.context import Field, Schema

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


def register_text(field: Field, register_data: Mapping[str, Any]) -> str:
    """What the register says for a field with ``prefill``, empty when it says nothing."""
    return str(register_data.get(field["prefill"]) or "").strip()
