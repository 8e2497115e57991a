"""What stands on a card, turned into the fields of ``CardReading``; what a person should look at. Pure functions."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tatadesa.gateways.ktp_reader import nik, words
from tatadesa.gateways.ktp_reader.layout import Value

_SURE = 0.85
_DIGIT = "[0-9OoDQIilLSBZ?]"
# Recognition loses a thin dash now and then.
_DATE = re.compile(rf"({_DIGIT}{{2}})\W{{0,2}}({_DIGIT}{{2}})\W{{0,2}}({_DIGIT}{{4}})\W*$")
_NEIGHBOURHOOD = re.compile(rf"({_DIGIT}{{3}})\s*[/|\\l1I]?\s*({_DIGIT}{{3}})\W*$")
_BLOOD = str.maketrans({"0": "O", "8": "B", "—": "-", "–": "-", " ": ""})
# Marks that no card has within a word.
_MARKS = str.maketrans("!|", "II")
_EDGES = " :;.,-_'\"*|"
_OLDEST = 1900


@dataclass
class _Findings:
    """Fields as they are found; one that is read badly or by an uncertain rule becomes doubtful."""

    found: Mapping[str, Value]
    read: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)

    def put(self, name: str, value: str, source: str, *, is_sure: bool = True) -> None:
        """Take ``value`` for the field ``name`` from what stands at the label ``source``."""
        if value:
            self.read[name] = value
            if not is_sure or self.found[source].score < _SURE:
                self.doubtful.add(name)


def fields(found: Mapping[str, Value]) -> tuple[dict[str, str], set[str]]:
    """All fields but the NIK, and the names of those that are doubtful. What could not be read is absent."""
    findings = _Findings(found)
    for source in found.keys() & _RULES.keys():
        _RULES[source](findings, source)
    return findings.read, findings.doubtful


def _put_name(findings: _Findings, source: str) -> None:
    value = text(findings.found[source].text)
    findings.put(source, value, source, is_sure=len(value) > 1 and not any(char.isdigit() for char in value))


def _put_address(findings: _Findings, source: str) -> None:
    findings.put(source, address(findings.found[source].text), source)


def _put_birth(findings: _Findings, source: str) -> None:
    place, born = birth(findings.found[source].text)
    findings.put("birth_place", place, source)
    findings.put("birth_date", born, source)


def _put_neighbourhood(findings: _Findings, source: str) -> None:
    for name, value in zip(("rt", "rw"), neighbourhood(findings.found[source].text), strict=True):
        findings.put(name, value, source)


def _put_word(known: dict[str, str]) -> "_Rule":
    def put(findings: _Findings, source: str) -> None:
        findings.put(source, words.snap(findings.found[source].text, known) or "", source)

    return put


def _put_occupation(findings: _Findings, source: str) -> None:
    read = findings.found[source].text
    known = words.snap(read, words.OCCUPATION)
    findings.put(source, known or text(read), source, is_sure=known is not None)


def _put_blood_type(findings: _Findings, source: str) -> None:
    findings.put(source, blood_type(findings.found[source].text), source)


def _put_valid_until(findings: _Findings, source: str) -> None:
    findings.put(source, valid_until(findings.found[source].text), source)


_Rule = Callable[[_Findings, str], None]
_RULES: dict[str, _Rule] = {
    "name": _put_name,
    "birth": _put_birth,
    "sex": _put_word(words.SEX),
    "blood_type": _put_blood_type,
    "address": _put_address,
    "rt_rw": _put_neighbourhood,
    "village": _put_name,
    "district": _put_name,
    "religion": _put_word(words.RELIGION),
    "marital_status": _put_word(words.MARITAL_STATUS),
    "occupation": _put_occupation,
    "citizenship": _put_word(words.CITIZENSHIP),
    "valid_until": _put_valid_until,
}


def text(read: str) -> str:
    """Capitals without accents, edges without marks: as the card prints words."""
    plain = unicodedata.normalize("NFKD", read).encode("ascii", "ignore").decode().upper().translate(_MARKS)
    return " ".join(plain.strip(_EDGES).split())


def address(read: str) -> str:
    """As ``text``, with the space that recognition often loses after "JL.", "NO." and the like."""
    return re.sub(r"\.(?=[A-Z0-9]{2}|[0-9])", ". ", text(read))


def birth(read: str) -> tuple[str, str]:
    """(place, ISO date) of "BANYUMAS, 14-08-1990"; a part that is not there is empty."""
    found = _DATE.search(read)
    if found is None:
        return text(read.partition(",")[0]), ""
    return text(read[: found.start()]), _iso(found)


def neighbourhood(read: str) -> tuple[str, str]:
    """RT and RW, three digits each, or two empty words."""
    found = _NEIGHBOURHOOD.search(read)
    if found is None:
        return "", ""
    return nik.digits(found[1]).zfill(3), nik.digits(found[2]).zfill(3)


def blood_type(read: str) -> str:
    """One of ``words.BLOOD_TYPES``; empty for the dash of cards without one."""
    short = read.upper().translate(_BLOOD).strip(":.")
    return short if short in words.BLOOD_TYPES else ""


def valid_until(read: str) -> str:
    """``SEUMUR HIDUP`` or an ISO date."""
    found = _DATE.search(read)
    if found is not None:
        return _iso(found)
    return words.snap(read, {words.FOR_LIFE: words.FOR_LIFE}) or ""


def _iso(found: re.Match[str]) -> str:
    day, month, year = (int(nik.digits(part) or 0) for part in found.groups())
    try:
        return date(year, month, day).isoformat() if year >= _OLDEST else ""
    except ValueError:
        return ""
