"""Numbers in Indonesian words (terbilang), and names in title case. Pure functions."""

import re

LARGEST = 10**15
_SMALL = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    *("sepuluh", "sebelas"),
)
_LEVELS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))
_ONE = {100: "seratus", 1000: "seribu"}
# Written in capitals wherever they stand.
ACRONYMS = frozenset(
    (
        *("RT", "RW", "NIK", "KK", "KTP", "SIM", "NPWP", "NIB", "SD", "SMP", "SMA", "SMK", "MI", "MTS", "MA", "TK"),
        *("PAUD", "PT", "CV", "UD", "PD", "PKK", "BPD", "BUMDES", "KUA", "BPJS", "KIS", "KIP", "PKH", "BRI", "BNI"),
        *("BTN", "BCA", "BPR", "UMKM", "TNI", "POLRI", "PNS", "ASN", "SKCK", "SPBU", "DKI", "DIY", "NTB", "NTT"),
        *("TPU", "PBB", "SHM", "AJB", "WNI", "WNA", "RSUD", "DTSEN"),
    )
)
_JOINING = frozenset({"dan", "di", "ke", "dari", "yang", "untuk", "dengan", "pada", "bin", "binti", "atau"})
_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\"|‘[^’]*’)")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")
_DEGREE = re.compile(r"[^\W\d_]\.[^\W\d_]")


def number_words(number: int) -> str:
    """``1.500`` as ``seribu lima ratus``; below zero with ``minus``. Raises ``ValueError`` beyond 10^15."""
    if abs(number) > LARGEST:
        raise ValueError("too large for words")
    return f"minus {_words(-number)}" if number < 0 else _words(number)


def title_case(text: str) -> str:
    """``SITI AMINAH, RT 03 DI PT "MAJU"`` as ``Siti Aminah, RT 03 di PT "MAJU"``.

    Abbreviations, Roman numerals, degrees, words of mixed case and whatever stands in quotes stay as they are.
    """
    parts = _QUOTED.split(text)
    return "".join(part if _QUOTED.fullmatch(part) else _titled(part, first=not at) for at, part in enumerate(parts))


def _words(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    if number < 20:
        return f"{_SMALL[number - 10]} belas"
    unit, name = next(level for level in _LEVELS if number >= level[0])
    count, rest = divmod(number, unit)
    head = _ONE[unit] if count == 1 and unit in _ONE else f"{_words(count)} {name}"
    return f"{head} {_words(rest)}" if rest else head


def _titled(text: str, *, first: bool) -> str:
    words = re.split(r"(\s+)", text)
    begun = not first
    for at, word in enumerate(words):
        if not word.strip():
            continue
        words[at] = word if _DEGREE.search(word) else _LETTERS.sub(_first_word if not begun else _word, word)
        begun = True
    return "".join(words)


def _first_word(match: re.Match[str]) -> str:
    return _cased(match[0], joining=False)


def _word(match: re.Match[str]) -> str:
    return _cased(match[0], joining=True)


def _cased(word: str, *, joining: bool) -> str:
    if word.upper() in ACRONYMS and (word.isupper() or word.upper() not in {"MA", "MI", "PD", "KIS"}):
        return word.upper()
    if joining and word.lower() in _JOINING:
        return word.lower()
    if not (word.isupper() or word.islower()) or (word.isupper() and _ROMAN.fullmatch(word)):
        return word
    return word[0].upper() + word[1:].lower()
