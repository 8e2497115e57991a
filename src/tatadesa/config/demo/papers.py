"""What the register knows beyond a family card: certificates, cards, insurance, health, where a house stands.

Rough shares, by chance. Numbers are well formed and belong to nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Protocol

from tatadesa.config.demo import lives
from tatadesa.core.text import roman_month
from tatadesa.residents import codes

# By the ids of ``codes``.
_PLAY_SCHOOL, _PRIMARY, _JUNIOR, _SENIOR, _DIPLOMA, _BACHELOR = 2, 4, 6, 7, 10, 11
_NOT_YET, _NEVER, _LEFT_EARLY, _NOT_AT_SCHOOL = 1, 3, 5, 18
_METHODS = {3: 50, 1: 14, 2: 12, 4: 5, 6: 6, 7: 1, 99: 2}
_IMPAIRMENTS = {1: 8, 2: 5, 3: 5, 4: 4, 6: 2}
_NOT_IMPAIRED = 7
_INSURANCE = {2: 52, 3: 24, 1: 19, 4: 5}
_NOT_INSURED = 1
_PREGNANT, _NOT_PREGNANT = 1, 2
_NO_CARD, _ID_CARD, _CHILD_CARD = 1, 2, 3
_TOO_YOUNG, _TO_RECORD, _RECORDED, _ISSUED = 1, 2, 3, 8
_ADULT = 17
_AWAY = ("Jakarta Timur", "Bekasi", "Tangerang", "Bandung", "Batam")
# The middle of the district; houses lie within some two kilometres of it.
_CENTRE = (Decimal("-7.631000"), Decimal("109.372000"))
_SPREAD = 0.018


class Someone(Protocol):
    """What is known already about a person."""

    sex: int
    birth_date: date
    marital_status: int
    family_role: int
    occupation: int

    @property
    def age(self) -> int:
        """Whole years."""


@dataclass
class Papers:
    """The further attributes of a person; the fields are those of ``residents.models.Resident``."""

    current_education: int | None = None
    birth_certificate: str = ""
    passport_number: str = ""
    passport_expires: date | None = None
    stay_permit_number: str = ""
    marriage_certificate: str = ""
    marriage_date: date | None = None
    divorce_certificate: str = ""
    divorce_date: date | None = None
    disability: int | None = None
    contraception: int | None = None
    pregnancy: int | None = None
    id_card: int | None = None
    id_card_recording: int | None = None
    present_address: str = ""
    ethnicity: str = ""
    card_tag: str = ""
    health_insurance: int | None = None
    insurance_number: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def household_papers(random: Random, members: Sequence[Someone], today: date) -> list[Papers]:
    """For each of the members, in their order, as of ``today``. Couples share a wedding, all share a house."""
    insurance = _draw(random, _INSURANCE)
    ethnicity = "Jawa" if random.random() < 0.97 else "Sunda"
    latitude, longitude = (centre + _degrees(random.uniform(-_SPREAD, _SPREAD)) for centre in _CENTRE)
    wedding = _wedding(random, members, today)
    found = []
    for someone in members:
        papers = Papers(
            current_education=_schooling(random, someone),
            birth_certificate=_birth_certificate(random, someone),
            disability=_draw(random, _IMPAIRMENTS) if random.random() < 0.02 else _NOT_IMPAIRED,
            ethnicity=ethnicity,
            health_insurance=insurance,
            insurance_number="" if insurance == _NOT_INSURED else f"00009{random.randrange(10**8):08}",
            latitude=latitude,
            longitude=longitude,
        )
        if someone.marital_status == codes.MARRIED and wedding is not None:
            papers.marriage_date, papers.marriage_certificate = wedding
        if someone.marital_status == codes.DIVORCED:
            papers.divorce_date = today - timedelta(days=random.randint(200, 3000))
            papers.divorce_certificate = f"{random.randint(900, 2900):04}/AC/{papers.divorce_date.year}/PA.Bms"
        _cards(random, someone, papers, today)
        _womens_health(random, someone, papers)
        found.append(papers)
    return found


def _cards(random: Random, someone: Someone, papers: Papers, today: date) -> None:
    if someone.age < _ADULT:
        papers.id_card = _CHILD_CARD if random.random() < 0.55 else _NO_CARD
        papers.id_card_recording = _TOO_YOUNG
        return
    has_card = random.random() < (0.7 if someone.age == _ADULT else 0.98)
    papers.id_card = _ID_CARD if has_card else _NO_CARD
    papers.id_card_recording = _ISSUED if has_card else random.choice((_TO_RECORD, _RECORDED))
    if 20 <= someone.age <= 60 and random.random() < 0.02:
        papers.passport_number = f"X{random.randrange(10**7):07}"
        papers.passport_expires = today + timedelta(days=random.randint(-400, 1800))
    if someone.age <= 50 and someone.family_role == codes.CHILD and random.random() < 0.12:
        papers.present_address = f"Merantau di {random.choice(_AWAY)}"


def _womens_health(random: Random, someone: Someone, papers: Papers) -> None:
    if someone.sex != codes.FEMALE or someone.marital_status != codes.MARRIED or someone.age > 49:
        return
    papers.pregnancy = _PREGNANT if someone.age <= 42 and random.random() < 0.05 else _NOT_PREGNANT
    if papers.pregnancy == _NOT_PREGNANT and random.random() < 0.66:
        papers.contraception = _draw(random, _METHODS)


def _schooling(random: Random, someone: Someone) -> int:
    """What school somebody goes to now; hardly anybody over 22 does."""
    for age, level in ((4, _NOT_YET), (6, _PLAY_SCHOOL), (12, _PRIMARY), (15, _JUNIOR), (18, _SENIOR)):
        if someone.age <= age:
            return level
    if someone.age <= 22 and someone.occupation == lives.PUPIL:
        return random.choice((_DIPLOMA, _BACHELOR, _BACHELOR))
    if someone.age > 65:
        return random.choice((_NEVER, _LEFT_EARLY, _LEFT_EARLY, _NOT_AT_SCHOOL))
    return _NOT_AT_SCHOOL


def _birth_certificate(random: Random, someone: Someone) -> str:
    if random.random() > (0.97 if someone.age < 18 else 0.4):
        return ""
    sort = "LU" if someone.age < 18 and random.random() < 0.8 else "LT"
    issued = someone.birth_date + timedelta(days=random.randint(10, 60))
    return f"3302-{sort}-{issued:%d%m%Y}-{random.randint(9001, 9999)}"


def _wedding(random: Random, members: Sequence[Someone], today: date) -> tuple[date, str] | None:
    """After both were grown up and before the eldest child on the card was born."""
    couple = [one for one in members if one.marital_status == codes.MARRIED]
    if not couple:
        return None
    children = [one.birth_date for one in members if one.family_role == codes.CHILD]
    youngest = max(one.birth_date for one in couple)
    earliest = youngest + timedelta(days=19 * 365)
    latest = max(earliest, min([today - timedelta(days=60), *(born - timedelta(days=300) for born in children)]))
    day = earliest + timedelta(days=random.randint(0, (latest - earliest).days))
    return day, f"{random.randint(900, 1400):04}/{random.randint(1, 99):03}/{roman_month(day.month)}/{day.year}"


def _degrees(offset: float) -> Decimal:
    return Decimal(f"{offset:.6f}")


def _draw(random: Random, shares: dict[int, int]) -> int:
    return random.choices(list(shares), list(shares.values()))[0]
