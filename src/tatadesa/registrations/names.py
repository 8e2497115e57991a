"""Are two spellings the same person's name? Titles, old and new spelling, order of the words. Pure functions.

What people write on forms, what a KTP prints and what a village typed years ago differ in ways that mean nothing:
``H. Moch. Djoko Soesilo, S.Pd`` and ``MUHAMMAD JOKO SUSILO`` are one man.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TITLES_BEFORE = """
h hj kh khj haji hajjah hajah kiai kyai ust ustad ustadz ustadzah dr drs dra drg drh ir prof pdt r rr ra rd rm raden
"""
# With the dots taken out: S.Pd.I. is spdi.
_TITLES_AFTER = """
sh se st sp ss sag sthi spd spdi spdsd spak spdk ssi skom ssos sip sik sikom si sab sap shi shum sei sked skep skm sst
sstp stp spt sfarm spsi sth sds ssn shut smn sak skh strkeb strkep stkes spa spog spb sppd lc ba bsc amd amdkeb amdkep
amdpd amk amkeb amg amf ama ners ns apt akt ak ca cpa mh mm mp ma mt mkn mpd mpdi mag msi mkom mkes msc mba mphil mhum
mikom map mak mars mtr mtech mth phd bac esq gr
"""
_SPELLINGS_OF_MUHAMMAD = """
m md mhd muh moh moch much mukh mokh mohd muhd muhamad muhammad mohamad mohammad mochamad mochammad muchamad muchammad
mukhamad mukhammad mokhamad mokhammad mohamed mohammed muhamed muhammed muhamat muhammat
"""
_BEFORE = frozenset(_TITLES_BEFORE.split())
_AFTER = frozenset(_TITLES_AFTER.split())
_MUHAMMAD = frozenset(_SPELLINGS_OF_MUHAMMAD.split())
_ALIASES = {
    **dict.fromkeys(("achmad", "akhmad", "ahmat", "achmat", "akhmat"), "ahmad"),
    **dict.fromkeys(("abd", "abdoel"), "abdul"),
    **dict.fromkeys(("st", "sitti", "sity"), "siti"),
    **dict.fromkeys(("noor", "nor"), "nur"),
    **dict.fromkeys(("jusuf", "jusup", "yusup"), "yusuf"),
    "chandra": "candra",
}
# Old spelling (van Ophuijsen 1901, Soewandi 1947) and sounds of Arabic written in several ways; in this order.
_SOUNDS = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("sj", "sy"),
    ("nj", "ny"),
    ("chr", "kr"),
    ("ch", "h"),
    ("kh", "h"),
    ("sy", "s"),
    ("sh", "s"),
    ("ts", "s"),
    ("dz", "z"),
    ("dh", "d"),
    ("th", "t"),
    ("gh", "g"),
    ("ph", "f"),
    ("v", "f"),
    ("q", "k"),
    ("x", "ks"),
    ("ie", "i"),
    ("y", "i"),
)
# A slip of one letter says nothing in a long name; in a short one it is another name (Dewi, Desi).
_LONG_ENOUGH = 9
_DOUBLED = re.compile(r"(.)\1+")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_WORD_BREAKS = re.compile(r"[^a-z.]+")


def is_equal_name(one: str, other: str) -> bool:
    """True when both have the same letters in the same order, titles, capitals, blanks and signs apart."""
    letters = "".join(_words(one))
    return letters != "" and letters == "".join(_words(other))


def is_same_name(one: str, other: str) -> bool:
    """True when both can be one person's name: also in another spelling or order, with initials, one letter off."""
    mine, theirs = _sounds(one), _sounds(other)
    if not mine or not theirs:
        return False
    pairs = (("".join(mine), "".join(theirs)), ("".join(sorted(mine)), "".join(sorted(theirs))))
    return (
        any(left == right for left, right in pairs)
        or _agree_by_initials(mine, theirs)
        or any(min(len(left), len(right)) >= _LONG_ENOUGH and _one_apart(left, right) for left, right in pairs)
    )


@lru_cache(maxsize=1024)
def _words(name: str) -> tuple[str, ...]:
    """The words of the name itself, small letters only, titles taken off while something remains."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name.casefold()))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    head, *tails = plain.split(",")
    # A dot ends a word but for the titles: "M.Iqbal" is two words, "S.Pd" one title.
    # Titles in front go first: of "H. SAB" a name remains, so that SAB, a degree elsewhere, is it.
    words = _without_after(_without_before(_split(head)))
    for tail in tails:
        if _letters(tail) not in _AFTER:
            words += _without_after(_split(tail), is_tail=True)
    parts = [part for word in _without_before(words) for part in word.split(".") if part]
    return tuple(_without_before(parts))


def _without_before(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and _letters(kept[0]) in _BEFORE:
        del kept[0]
    return kept


def _split(text: str) -> list[str]:
    return [word for word in _WORD_BREAKS.split(text) if word.strip(".")]


def _without_after(words: list[str], *, is_tail: bool = False) -> list[str]:
    """``words`` without titles at their end. Before a comma, short ones without a dot (ma, ak) may be names."""
    kept = list(words)
    while kept:
        for length in (3, 2, 1):
            last = kept[-length:]
            raw = " ".join(last)
            title = _letters(raw)
            is_sure = is_tail or "." in raw or (length == 1 and len(title) > 2)
            if title in _AFTER and is_sure and (is_tail or len(kept) > length):
                del kept[-length:]
                break
        else:
            break
    return kept


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text)


@lru_cache(maxsize=1024)
def _sounds(name: str) -> tuple[str, ...]:
    """Each word as it sounds, whatever its spelling."""
    return tuple(_sound(word, is_first=position == 0) for position, word in enumerate(_words(name)))


def _sound(word: str, *, is_first: bool) -> str:
    if word in _MUHAMMAD and (len(word) > 1 or is_first):
        return "muhamad"
    word = _ALIASES.get(word, word)
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = _DOUBLED.sub(r"\1", word)
    # Fatimah and Fatima, Aisyah and Aisya.
    return word[:-1] if len(word) > 3 and word.endswith("ah") else word


def _agree_by_initials(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """As many words, each equal or one the initial of the other, and at least one written out in both."""
    if len(mine) != len(theirs):
        return False
    pairs = list(zip(mine, theirs, strict=True))
    is_whole = any(left == right and len(left) > 1 for left, right in pairs)
    return is_whole and all(
        left == right or (min(len(left), len(right)) == 1 and left[0] == right[0]) for left, right in pairs
    )


def _one_apart(left: str, right: str) -> bool:
    """True when one letter more, less or other, or two neighbours swapped, makes them equal."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    mine, theirs = left[start:], right[start:]
    return (
        mine[1:] == theirs
        or mine == theirs[1:]
        or mine[1:] == theirs[1:]
        or (mine[2:] == theirs[2:] and mine[:2] == theirs[1::-1])
    )
