"""What the kinds that look people up share: who is offered, in which words, and what a letter may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tatadesa.core.text import date_words
from tatadesa.forms.lookups import PersonCard

KEPT = {
    "nik": "nik",
    "nama": "name",
    "tempat_lahir": "birth_place",
    "tanggal_lahir": "birth_date",
    "jenis_kelamin": "sex",
    "agama": "religion",
    "pekerjaan": "occupation",
    "status_kawin": "marital_status",
    "kewarganegaraan": "citizenship",
    "alamat": "address",
    "hubungan": "relation",
}
"""What is kept of somebody the register knows in full: our name of it, the card's."""

PARTS = (*KEPT, "tempat_tanggal_lahir", "umur")


def age(born: str, today: date) -> int:
    """Whole years; ``born`` is an ISO date."""
    day = date.fromisoformat(born)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def kept(card: PersonCard) -> dict[str, str]:
    """The person as an answer keeps them."""
    return {name: getattr(card, attribute) for name, attribute in KEPT.items()}


def parts(value: Mapping[str, Any]) -> dict[str, str]:
    """The same for letters: dates in words, empty where nothing is known."""
    words = {name: str(value.get(name) or "") for name in PARTS}
    words["tanggal_lahir"] = _day(words["tanggal_lahir"])
    born = (words["tempat_lahir"], words["tanggal_lahir"])
    return {**words, "tempat_tanggal_lahir": ", ".join(part for part in born if part)}


def known_as(card: PersonCard, today: date) -> str:
    """Below the name in a list: ``Anak, 9 tahun``."""
    years = age(card.birth_date, today)
    old = f"{years} tahun" if years else "kurang dari 1 tahun"
    return f"{(card.relation or 'pemohon').capitalize()}, {old}"


def by_id(cards: Sequence[PersonCard], person_id: str) -> PersonCard | None:
    """The one of ``cards`` with this id."""
    return next((card for card in cards if card.id == person_id), None)


def by_nik(cards: Sequence[PersonCard], nik: str) -> PersonCard | None:
    """The one of ``cards`` with this NIK."""
    return next((card for card in cards if card.nik == nik), None)


def is_self(card: PersonCard | None) -> bool:
    """Whether a card of the applicant's family is the applicant's own."""
    return card is not None and not card.relation


def told(value: Mapping[str, Any]) -> list[str]:
    """What is told of a kept person: name, NIK, birth, and what the person is to the applicant."""
    words = parts(value)
    born = ", ".join(part for part in (words["tempat_lahir"], words["tanggal_lahir"]) if part)
    facts = (words["nama"], words["nik"] and f"NIK {words['nik']}", born and f"lahir {born}", words["hubungan"])
    return [fact for fact in facts if fact]


def _day(text: str) -> str:
    try:
        return date_words(date.fromisoformat(text))
    except ValueError:
        return text
