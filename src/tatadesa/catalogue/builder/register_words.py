"""The keys of the population register in the words an operator picks them by."""

from collections.abc import Iterable

from tatadesa.residents import codes

_SOURCES = {
    "penduduk": ("Pemohon", "{}"),
    "keluarga": ("Keluarga pemohon", "{}"),
    "pasangan": ("Suami atau istri", "{} suami/istri"),
    "ayah": ("Ayah", "{} ayah"),
    "ibu": ("Ibu", "{} ibu"),
    "wilayah": ("Wilayah", "{}"),
}
_NAMES = {
    "nama": "Nama",
    "nik": "NIK",
    "no_kk": "Nomor KK",
    "ttl": "Tempat, tanggal lahir",
    "tempat_tanggal_lahir": "Tempat, tanggal lahir",
    "status_kawin": "Status perkawinan",
    "hubungan_keluarga": "Hubungan dalam keluarga",
    "rt": "RT",
    "rw": "RW",
    "kepala": "Nama kepala keluarga",
    "jumlah_anggota": "Jumlah anggota keluarga",
    "telepon": "Nomor telepon",
    "desa": "Nama desa",
}
_WHOLE = {
    "penduduk.orang": "Pemohon sendiri",
    "pasangan.orang": "Suami atau istri pemohon",
    "ayah.orang": "Ayah pemohon",
    "ibu.orang": "Ibu pemohon",
    "keluarga.kepala_orang": "Kepala keluarga",
    "penduduk.tempat_tinggal": "Tempat tinggal pemohon",
}
_FIRST = ("nama", "nik", "no_kk", "alamat", "telepon")
_VALUES = {
    "jenis_kelamin": codes.SEX,
    "agama": codes.RELIGION,
    "pendidikan": codes.EDUCATION,
    "status_kawin": codes.MARITAL_STATUS,
    "hubungan_keluarga": codes.FAMILY_ROLE,
    "kewarganegaraan": codes.CITIZENSHIP,
}


def register_words(key: str) -> str:
    """``Nama ayah``; a key without words of its own is read as it is written."""
    if key in _WHOLE:
        return _WHOLE[key]
    source, _, name = key.partition(".")
    words = _NAMES.get(name) or name.replace("_", " ").capitalize()
    _, pattern = _SOURCES.get(source, (source, "{}"))
    return pattern.format(words)


def register_values(key: str) -> tuple[str, ...]:
    """What the register may say there, when that is a short list."""
    return tuple(label for _, label in _VALUES.get(key.partition(".")[2], ()))


def by_source(keys: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, [(key, words)]) of the keys, what is asked most first."""
    groups: dict[str, list[str]] = {source: [] for source in _SOURCES}
    for key in keys:
        groups.setdefault(key.partition(".")[0], []).append(key)
    return [
        (_SOURCES.get(source, (source, ""))[0], [(key, register_words(key)) for key in sorted(members, key=_rank)])
        for source, members in groups.items()
        if members
    ]


def _rank(key: str) -> tuple[int, str]:
    name = key.partition(".")[2]
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), register_words(key))
