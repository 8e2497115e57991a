"""How the options of field kinds are edited: data. A new kind needs descriptions here, nothing else.

An option nobody describes is shown as it is and kept; ``tests/catalogue/builder`` says which are missing.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tatadesa.forms.checks import AUTOCOMPLETE
from tatadesa.forms.registry import KINDS

WORDS, LIST, NUMBER, TICK, PICK, CHOICES, DAY, FIELD, FIELDS, INNER = (
    "words", "list", "number", "tick", "pick", "choices", "day", "field", "fields", "inner",
)  # fmt: skip
"""What an option's inputs may be; a ``LIST`` is words with commas between, ``INNER`` the fields of a group's rows."""
_MOST = 10**15 - 1


@dataclass(frozen=True)
class Option:
    """One option: ``label`` and ``help`` for the person, ``type`` says which inputs it has.

    ``picks`` are (value, words) of a ``PICK``, the first being what holds without the option; ``kinds`` the kinds of
    fields that a ``FIELD`` may name (none: its own kind); ``start`` is what a new field begins with.
    """

    label: str
    type: str
    help: str = ""
    low: int = 0
    high: int = _MOST
    unit: str = ""
    picks: tuple[tuple[Any, str], ...] = ()
    kinds: tuple[str, ...] = ()
    start: Any = None
    is_rare: bool = False
    """Folded away at first."""


_FILLED_BY_BROWSER = {
    "off": "tidak",
    "name": "nama lengkap",
    "tel": "nomor telepon",
    "email": "alamat email",
    "street-address": "alamat rumah",
    "postal-code": "kode pos",
    "bday": "tanggal lahir",
    "organization": "nama lembaga",
}
_AS_USUAL = ((None, "ditanyakan bila sampai tingkat desa"), (True, "ditanyakan"), (False, "tidak ditanyakan"))
_DAY_HELP = "Bisa mengikuti hari ini, misalnya “7 hari sesudah hari ini”."

OPTIONS: dict[str, Option] = {
    "choices": Option(
        "Daftar pilihan",
        CHOICES,
        help="Satu pilihan tiap baris. Urutannya seperti di sini.",
        start=[{"key": "pilihan_1", "label": "Pilihan 1"}, {"key": "pilihan_2", "label": "Pilihan 2"}],
    ),
    "min": Option("Paling sedikit", NUMBER),
    "max": Option("Paling banyak", NUMBER),
    "unit": Option("Satuan", WORDS, help="Misalnya: orang, gram, hari.", high=20),
    "decimals": Option(
        "Angka di belakang koma", NUMBER, help="Kosong berarti hanya angka bulat.", low=1, high=2, is_rare=True
    ),
    "min_length": Option("Huruf paling sedikit", NUMBER, low=1, high=5000, is_rare=True),
    "max_length": Option("Huruf paling banyak", NUMBER, low=1, high=5000, is_rare=True),
    "pattern": Option(
        "Bentuk tulisan (pola)",
        WORDS,
        help="Untuk nomor yang bentuknya tetap. Contoh pelat nomor: [A-Z]{1,2} [0-9]{1,4} [A-Z]{0,3}",
        high=200,
        is_rare=True,
    ),
    "pattern_words": Option(
        "Pesan bila bentuknya tidak cocok", WORDS, help="Misalnya: Tulis seperti R 1234 AB.", high=200, is_rare=True
    ),
    "autocomplete": Option(
        "Boleh diisi otomatis oleh ponsel dengan",
        PICK,
        picks=tuple((word, _FILLED_BY_BROWSER.get(word, word)) for word in ("off", *sorted(AUTOCOMPLETE - {"off"}))),
        is_rare=True,
    ),
    "weekday": Option("Tulis juga nama harinya di surat", TICK, is_rare=True),
    "age_min": Option("Umur paling muda", NUMBER, high=150, unit="tahun", is_rare=True),
    "age_max": Option("Umur paling tua", NUMBER, high=150, unit="tahun", is_rare=True),
    "not_before": Option("Tidak boleh lebih awal dari", FIELD, is_rare=True),
    "same_day": Option("Hanya dibandingkan bila kedua tanggal ini sama", FIELDS, kinds=("date",), is_rare=True),
    "max_files": Option("Berkas paling banyak", NUMBER, low=1, high=5),
    "photo_only": Option("Hanya foto, bukan PDF", TICK),
    "level": Option(
        "Sampai tingkat", PICK, picks=((4, "desa/kelurahan"), (3, "kecamatan"), (2, "kabupaten/kota"), (1, "provinsi"))
    ),
    "postcode": Option(
        "Kode pos",
        PICK,
        picks=(("optional", "boleh kosong"), ("required", "wajib"), ("off", "tidak ditanyakan")),
        is_rare=True,
    ),
    "street": Option("Jalan atau dusun", PICK, picks=_AS_USUAL, is_rare=True),
    "rt_rw": Option("RT dan RW", PICK, picks=_AS_USUAL, is_rare=True),
    "within": Option(
        "Hanya di dalam wilayah dengan kode", WORDS, help="Misalnya 33.02 untuk satu kabupaten.", high=13, is_rare=True
    ),
    "sources": Option(
        "Siapa yang boleh diisi",
        PICK,
        picks=(
            (None, "keluarga sendiri atau orang lain"),
            (["keluarga"], "hanya keluarga sendiri (satu KK)"),
            (["lain"], "hanya orang lain, dengan NIK"),
        ),
    ),
    "must_match": Option(
        "Harus cocok dengan data penduduk",
        TICK,
        help="Tanpa centang, yang tidak cocok tetap diterima dan petugas melihatnya.",
        is_rare=True,
    ),
    "not_self": Option("Bukan pemohon sendiri", TICK),
    "who": Option("Disebut sebagai", WORDS, help="Misalnya: pembeli, saksi.", high=60, is_rare=True),
    "sex": Option(
        "Jenis kelamin",
        PICK,
        picks=((None, "siapa saja"), ("laki-laki", "laki-laki"), ("perempuan", "perempuan")),
        is_rare=True,
    ),
    "relation": Option(
        "Hubungan dalam keluarga",
        LIST,
        help="Pisahkan dengan koma, misalnya: anak, istri. Kosong berarti siapa saja.",
        is_rare=True,
    ),
    "fields": Option("Isian di tiap baris", INNER, start=[{"id": "nama", "kind": "short_text", "label": "Nama"}]),
    "row_label": Option("Sebutan tiap baris", WORDS, help="Misalnya: Saksi, Ahli waris.", high=40),
    "min_rows": Option("Baris paling sedikit", NUMBER, high=20),
    "max_rows": Option("Baris paling banyak", NUMBER, low=1, high=20, help="Kosong berarti 10."),
    "min_choices": Option("Pilihan paling sedikit", NUMBER, low=1, high=60, is_rare=True),
    "max_choices": Option("Pilihan paling banyak", NUMBER, low=1, high=60, is_rare=True),
    "frame": Option(
        "Bingkai kamera",
        PICK,
        picks=(
            ("bebas", "bebas"),
            ("ktp", "KTP"),
            ("kk", "Kartu Keluarga"),
            ("a4", "selembar kertas"),
            ("orang", "wajah orang"),
        ),
    ),
    "min_members": Option("Anggota paling sedikit", NUMBER, low=1, high=30, is_rare=True),
    "max_members": Option("Anggota paling banyak", NUMBER, low=1, high=30, is_rare=True),
    "with_applicant": Option(
        "Pemohon boleh ikut dicentang", PICK, picks=((True, "ya"), (False, "tidak")), is_rare=True
    ),
    "step": Option("Mulai halaman baru di ponsel bila formulirnya panjang", TICK),
}
OF_KIND: dict[tuple[str, str], Option] = {
    ("number", "min"): Option("Angka paling kecil", NUMBER, help="Kosong berarti 0.", low=-_MOST),
    ("number", "max"): Option("Angka paling besar", NUMBER, low=-_MOST),
    ("money", "min"): Option("Uang paling sedikit", NUMBER, unit="rupiah"),
    ("money", "max"): Option("Uang paling banyak", NUMBER, unit="rupiah"),
    ("date", "min"): Option("Tanggal paling awal", DAY, help=_DAY_HELP),
    ("date", "max"): Option("Tanggal paling akhir", DAY, help=_DAY_HELP),
}
_ORDER = tuple(OPTIONS)
# They name other fields of the form, which rows do not see.
_OUTSIDE_ROWS = frozenset({"not_before", "same_day"})


def option_of(kind: str, name: str) -> Option | None:
    """How the option ``name`` of ``kind`` is edited; None when nobody said."""
    return OF_KIND.get((kind, name)) or OPTIONS.get(name)


def options_of(kind: str, *, in_row: bool = False) -> dict[str, Option]:
    """The described options of ``kind`` in the order people meet them; ``in_row``: of a field in a group's rows."""
    there = KINDS[kind].options - (_OUTSIDE_ROWS if in_row else frozenset())
    here = sorted(there, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    return {name: option for name in here if (option := option_of(kind, name)) is not None}


def undescribed(kind: str) -> list[str]:
    """The options of ``kind`` that nobody has described."""
    return sorted(name for name in KINDS[kind].options if option_of(kind, name) is None)


def starting_options(kind: str) -> dict[str, Any]:
    """What a new field of ``kind`` begins with."""
    return {name: deepcopy(option.start) for name, option in options_of(kind).items() if option.start is not None}


def labels_of_options(kind: str) -> Mapping[str, str]:
    """The labels of the options by name, for messages that name an option."""
    return {name: option.label for name, option in options_of(kind).items()}
