"""What kind of people answer, as the regulation's profile of respondents has it: sex, age, education, work. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import age_on

UNKNOWN: Final = "Tidak disebut"
_AGES: Final = ((25, "17–25 tahun"), (35, "26–35 tahun"), (45, "36–45 tahun"), (55, "46–55 tahun"))
_YOUNGEST: Final = 17
# By the codes of the register: several levels or jobs are one band, so that nobody stands alone in it.
_SCHOOLS: Final = (
    (frozenset({1, 2}), "Belum tamat SD"),
    (frozenset({3}), "SD"),
    (frozenset({4}), "SMP"),
    (frozenset({5}), "SMA"),
    (frozenset({6, 7}), "Diploma"),
    (frozenset({8, 9, 10}), "Sarjana ke atas"),
)
_JOBS: Final = (
    (frozenset({1, 2}), "Tidak bekerja/rumah tangga"),
    (frozenset({3}), "Pelajar/mahasiswa"),
    (frozenset({5, 6, 7}), "PNS/TNI/Polri"),
    (frozenset({9, 10, 11, 20, 21, 22}), "Tani/ternak/nelayan"),
    (frozenset({15, 16, 17, 18, 19}), "Karyawan/buruh"),
    (frozenset({8, 12, 84, 88}), "Usaha/dagang"),
)
_OTHER_JOB: Final = "Pekerjaan lain"
SEXES: Final = tuple(label for _, label in codes.SEX)
AGES: Final = ("Di bawah 17 tahun", *(label for _, label in _AGES), "56 tahun ke atas")
SCHOOLS: Final = tuple(label for _, label in _SCHOOLS)
JOBS: Final = (*(label for _, label in _JOBS), _OTHER_JOB)


@dataclass(frozen=True)
class Bands:
    """The profile of one respondent; empty texts for who does not want to be counted that way."""

    sex: str = ""
    age_band: str = ""
    education: str = ""
    occupation: str = ""


def bands_of(person: Resident, today: date) -> Bands:
    """The bands that ``person`` falls into on ``today``."""
    return Bands(
        sex=dict(codes.SEX).get(person.sex, ""),
        age_band=_age(age_on(today, person.birth_date)),
        education=next((label for held, label in _SCHOOLS if person.education in held), ""),
        occupation=next((label for held, label in _JOBS if person.occupation in held), _OTHER_JOB),
    )


def _age(years: int) -> str:
    if years < _YOUNGEST:
        return AGES[0]
    return next((label for oldest, label in _AGES if years <= oldest), AGES[-1])
