"""The texts of a letter template: placeholders with filters, inline marks, and how both become words. Pure functions.

``{penduduk.nama|judul}`` is replaced by data, ``**tebal**``, ``_miring_`` and ``__garis bawah__`` style the
template's own text. Both are read from the template only: what a person typed is put in afterwards and
never read again.

A styled text stays one string: ``MARK``, the letters of the style (``b``, ``i``, ``u`` or none), ``STYLED``, the
words. Neither character can come from data, for ``printable`` takes control characters out; ``common.typ`` draws them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from tatadesa.core.errors import DomainError
from tatadesa.core.number_words import LARGEST, number_words, title_case
from tatadesa.core.text import MONTHS, date_words, rupiah
from tatadesa.letters.glyphs import printable

MARK = "\u0001"
STYLED = "\u0002"
MAX_TEXT = 2000
ROW = "baris"
LETTER_NAMES = frozenset({"nomor", "tanggal", "judul", "perihal", "berlaku_sampai"})
OFFICE_NAMES = frozenset({"nama", "jenis", "alamat", "kodepos", "telepon", "email"})
_SOURCES = ("jawaban", "petugas", "penduduk", "pasangan", "ayah", "ibu", "keluarga", "wilayah", "kantor", "surat")
_PLACEHOLDER = re.compile(r"\{([a-z]+)\.([a-z0-9_]+(?:\.[a-z0-9_]+)?)((?:\|[a-z]+){0,3})\}")
_STYLES = (
    ("b", 2, re.compile(r"\*\*(?=[^\s*]).+?(?<=[^\s*])\*\*")),
    ("u", 2, re.compile(r"(?<!\w)__(?=[^\s_]).+?(?<=[^\s_])__(?!\w)")),
    ("i", 1, re.compile(r"(?<!\w)_(?=[^\s_]).+?(?<=[^\s_])_(?!\w)")),
)
_NUMBER = re.compile(r"(Rp\.? ?)?(-?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,16})(?:,([0-9]{1,6}))?(\D{0,40})")
_DATE_WORDS = re.compile(r"(?:[A-Za-z]{4,7}, )?([0-9]{1,2}) ([A-Za-z]{3,9}) ([0-9]{4})")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class TemplateError(DomainError):
    """A letter template that cannot be used; the message says where and why."""

    status = 422


def in_words(text: str) -> str:
    """``Rp1.500.000`` as ``satu juta lima ratus ribu rupiah``, ``4 orang`` as ``empat orang``; else as it is."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return text
    money, minus, whole, decimals, unit = match.groups()
    number = int(whole.replace(".", ""))
    if number > LARGEST:
        return text
    words = ("minus " if minus else "") + number_words(number)
    if decimals and decimals.strip("0"):
        words += " koma " + " ".join(number_words(int(digit)) for digit in decimals)
    return words + (" rupiah" if money else "") + (unit or "").rstrip()


def as_rupiah(text: str) -> str:
    """``1500000`` as ``Rp1.500.000``; what is no whole number as it is."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or match[4] or match[5].strip():
        return text
    return rupiah(int(match[2] + match[3].replace(".", "")))


def as_date(text: str) -> str:
    """``2026-11-24`` as ``24 November 2026``; what is no date as it is."""
    try:
        return date_words(date.fromisoformat(text)) if _ISO_DATE.fullmatch(text) else text
    except ValueError:
        return text


def as_digits(text: str) -> str:
    """``Kamis, 19 November 2026`` and ``2026-11-19`` as ``19-11-2026``, for the boxes of forms; else as it is."""
    match = _DATE_WORDS.fullmatch(as_date(text.strip()))
    if match is None or match[2] not in MONTHS:
        return text
    return f"{int(match[1]):02}-{MONTHS.index(match[2]) + 1:02}-{match[3]}"


FILTERS: dict[str, Callable[[str], str]] = {
    "rupiah": as_rupiah,
    "terbilang": in_words,
    "tanggal": as_date,
    "angka": as_digits,
    "judul": title_case,
    "besar": str.upper,
    "kecil": str.lower,
}


def check_text(where: str, value: object, *, in_row: bool = False) -> str:
    """``value`` when it is a text that can be filled; ``in_row`` allows ``{baris.x}``. Raises ``TemplateError``."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise TemplateError(f"{where}: teks paling panjang {MAX_TEXT} huruf.")
    for source, name, filters in _PLACEHOLDER.findall(value):
        if source == ROW and in_row:
            _check_filters(where, filters)
            continue
        if source == ROW:
            raise TemplateError(f"{where}: {{{source}.{name}}} hanya untuk kolom tabel.")
        if source not in _SOURCES:
            raise TemplateError(f"{where}: sumber {{{source}.{name}}} tidak dikenal.")
        allowed = {"surat": LETTER_NAMES, "kantor": OFFICE_NAMES}.get(source)
        if allowed is not None and name not in allowed:
            raise TemplateError(f"{where}: {{{source}.{name}}} tidak dikenal.")
        _check_filters(where, filters)
    rest = _PLACEHOLDER.sub("", value)
    if "{" in rest or "}" in rest:
        raise TemplateError(f"{where}: kurung kurawal hanya untuk isian seperti {{penduduk.nama}}.")
    return value


def _check_filters(where: str, filters: str) -> None:
    unknown = [name for name in filters.split("|")[1:] if name not in FILTERS]
    if unknown:
        raise TemplateError(f"{where}: “|{unknown[0]}” tidak dikenal; yang bisa: {', '.join(FILTERS)}.")


def placeholders_of(text: str) -> list[tuple[str, str]]:
    """The (source, name) pairs in one text, in order."""
    return [(source, name) for source, name, _ in _PLACEHOLDER.findall(text)]


def unanswered(text: str, values: Mapping[str, str]) -> bool:
    """True when ``text`` has placeholders and none of them has anything to say."""
    names = [f"{source}.{name}" for source, name in placeholders_of(text)]
    return bool(names) and not any(values.get(name, "x").strip() for name in names)


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each placeholder replaced from ``values`` (``"jawaban.keperluan"`` → text); marks stay.

    One pass: braces in a value are never read as placeholders. Raises ``TemplateError`` for a name without
    a value.
    """
    return _PLACEHOLDER.sub(lambda match: _value(match, values), text)


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    name = f"{match[1]}.{match[2]}"
    if name not in values:
        raise TemplateError(f"Templat surat: tidak ada data untuk {{{name}}}.")
    words = values[name]
    for one in match[3].split("|")[1:]:
        words = FILTERS[one](words) if one in FILTERS else words
    return words


def written(text: str, values: Mapping[str, str]) -> str:
    """``text`` filled, its marks read as styles, and safe to print."""
    styles = _styles(text)
    pieces: list[tuple[str, str]] = []
    at = 0
    for match in _PLACEHOLDER.finditer(text):
        pieces += [(styles[place], text[place]) for place in range(at, match.start()) if styles[place] != "-"]
        pieces.append((styles[match.start()], _value(match, values)))
        at = match.end()
    pieces += [(styles[place], text[place]) for place in range(at, len(text)) if styles[place] != "-"]
    if not any(style for style, _ in pieces):
        return printable("".join(words for _, words in pieces))
    return _joined(pieces)


def _styles(text: str) -> list[str]:
    """The style of each character, ``-`` for those that only mark. Inside a placeholder nothing is a mark."""
    masked = _PLACEHOLDER.sub(lambda match: "x" * len(match[0]), text)
    styles = [""] * len(text)
    for name, width, pattern in _STYLES:
        for match in pattern.finditer(masked):
            begin, end = match.span()
            for place in range(begin, end):
                at_edge = place < begin + width or place >= end - width
                styles[place] = "-" if at_edge or styles[place] == "-" else styles[place] + name
    return styles


def _joined(pieces: list[tuple[str, str]]) -> str:
    runs: list[tuple[str, str]] = []
    for style, words in pieces:
        if runs and runs[-1][0] == style:
            runs[-1] = (style, runs[-1][1] + words)
        else:
            runs.append((style, words))
    said = ""
    for place, (style, words) in enumerate(runs):
        before = " " if place and words[:1].isspace() else ""
        after = " " if place < len(runs) - 1 and words.strip() and words[-1:].isspace() else ""
        said += f"{MARK}{style}{STYLED}{before}{printable(words)}{after}"
    return said


def plain(text: str) -> str:
    """A written text without its styles."""
    return re.sub(f"{MARK}[biu]*{STYLED}", "", text)
