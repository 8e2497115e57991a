"""Finding services by everyday words: synonyms from a file, and one wrong letter forgiven."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tatadesa.catalogue.offers import Offered

_SYNONYMS = Path(__file__).resolve().parent / "data" / "synonyms.json"
_MAX_WORDS = 8
_MAX_LETTERS = 400
_TYPO_FROM = 4
# Words people put around what they look for ("saya mau buat surat usaha").
_ASKING = ("saya", "aku", "kami", "mau", "ingin", "minta", "bikin", "buat", "membuat", "urus", "mengurus")
_FILLERS = frozenset([*_ASKING, "untuk", "dan", "yang", "di", "ke", "cara", "bagaimana"])
# They stand in the name of nearly every service, so they narrow nothing beside another word.
_EVERYWHERE = frozenset(["surat", "keterangan", "pengantar", "layanan", "permohonan"])


@dataclass(frozen=True)
class Found:
    """``services`` have every word that was asked for; when there are none, ``near`` have at least one of them."""

    services: list[Offered]
    near: list[Offered]


@dataclass(frozen=True)
class _Term:
    """A word that was asked for, and other words for the same thing."""

    word: str
    others: tuple[str, ...] = ()


def find(services: Sequence[Offered], search: str) -> Found:
    """Those of ``services`` that ``search`` means, in their order; all of them when it holds no word.

    First come those that are called so: "nikah" is a wish for a wedding before it is one for a licence to feast.
    Letters are forgiven only when nothing is found as written.
    """
    terms = _terms(search)
    if not terms:
        return Found(list(services), [])
    texts = [(service, _text(service)) for service in services]
    for forgiving in (False, True):
        fitting = [service for service, text in texts if all(_has(text, term, forgiving=forgiving) for term in terms)]
        if fitting:
            return Found(sorted(fitting, key=lambda service: not _is_called(service, terms)), [])
    return Found([], [service for service, text in texts if any(_has(text, term, forgiving=True) for term in terms)])


def _is_called(offered: Offered, terms: Sequence[_Term]) -> bool:
    name = f" {_plain(f'{offered.name} {offered.version.name}')} "
    return all(_has(name, term, forgiving=False) for term in terms)


def _terms(search: str) -> list[_Term]:
    text = f" {' '.join(_plain(search[:_MAX_LETTERS]).split())} "
    terms = []
    for phrase, group in _synonyms():
        if f" {phrase} " in text:
            text = text.replace(f" {phrase} ", "  ")
            terms.append(_Term(phrase, group))
    words = [word for word in dict.fromkeys(text.split()) if word not in _FILLERS]
    telling = [word for word in words if word not in _EVERYWHERE]
    plain = telling if telling or terms else words
    return [*terms, *(_Term(word) for word in plain)][:_MAX_WORDS]


def _has(text: str, term: _Term, *, forgiving: bool) -> bool:
    """Whether ``text`` (words between blanks) holds the term; short words must begin a word, others may be inside."""
    if f" {term.word}" in text or any(_begins(text, word) for word in term.others):
        return True
    if len(term.word) >= _TYPO_FROM and term.word in text:
        return True
    if not forgiving or len(term.word) < _TYPO_FROM:
        return False
    if any(is_near(term.word, word) for word in text.split()):
        return True
    meant = (group for phrase, group in _synonyms() if is_near(term.word, phrase))
    return any(_begins(text, word) for group in meant for word in group)


def _begins(text: str, word: str) -> bool:
    """Whether a word of ``text`` begins like this; a short one has to be it ("kur" is not "kurang")."""
    return (f" {word}" if len(word) >= _TYPO_FROM else f" {word} ") in text


def is_near(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two swapped neighbours, make one word of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b or b[1:] == a


def _text(offered: Offered) -> str:
    version = offered.version
    words = f"{offered.name} {version.name} {offered.summary} {version.keywords} {offered.service.category}"
    return f" {_plain(f'{words} {offered.slug}')} "


def _plain(text: str) -> str:
    """Lower case letters and digits, other characters as blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^\w]+", " ", "".join(c for c in decomposed if not unicodedata.combining(c)))


@cache
def _synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(phrase, all words for the same thing), the longest phrases first."""
    groups = json.loads(_SYNONYMS.read_text(encoding="utf-8"))
    pairs = [(phrase, tuple(group)) for group in groups for phrase in group]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
