"""An invented population: families that hold together, made the same way every time from a seed.

Nobody in it exists. Names are put together by chance, and every NIK and No. KK carries a serial from 9001
up, which the real register, counting from 0001 for each district and birth date, does not reach. Otherwise
they are well formed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tatadesa.config.demo import lives
from tatadesa.config.demo.names import full_name
from tatadesa.config.demo.papers import Papers, household_papers
from tatadesa.residents import codes

# Fixed, so that the same people are made in every installation; ages are as of this day.
REGISTER_DATE = date(2026, 10, 1)
FIRST_SERIAL = 9001
_SIZES = {1: 8, 2: 17, 3: 25, 4: 28, 5: 14, 6: 6, 7: 2}
_ADULT_CHILD_LEAVES_AT = 28
_MOTHER_FIRST, _MOTHER_LAST = 20, 42
# Districts nearby where some residents were first registered; a NIK keeps that code.
_NEARBY = ("330204", "330208", "330211", "330124", "330514")
_BIRTH_PLACES = (
    "BANYUMAS",
    "BANYUMAS",
    "BANYUMAS",
    "BANYUMAS",
    "CILACAP",
    "KEBUMEN",
    "PURBALINGGA",
    "JAKARTA",
)
_STREETS = (
    "Melati",
    "Kenanga",
    "Mawar",
    "Dahlia",
    "Anggrek",
    "Cempaka",
    "Flamboyan",
    "Kamboja",
    "Teratai",
    "Soka",
)


@dataclass
class Person:
    """One row of the register; the fields are those of ``residents.models.Resident``."""

    nik: str
    name: str
    sex: int
    birth_place: str
    birth_date: date
    family_role: int
    marital_status: int
    religion: int
    education: int
    occupation: int
    blood_type: int
    father_name: str = ""
    father_nik: str = ""
    mother_name: str = ""
    mother_nik: str = ""
    phone: str = ""
    papers: Papers = field(default_factory=Papers)

    @property
    def age(self) -> int:
        """Whole years on ``REGISTER_DATE``."""
        before = (REGISTER_DATE.month, REGISTER_DATE.day) < (self.birth_date.month, self.birth_date.day)
        return REGISTER_DATE.year - self.birth_date.year - before


@dataclass
class Household:
    """A family card with its members, the head first."""

    no_kk: str
    address: str
    dusun: str
    rt: str
    rw: str
    members: list[Person] = field(default_factory=list)


class Population:
    """Makes villages; numbers are unique over all villages that one population makes."""

    def __init__(self, seed: int, district: str) -> None:
        """``district`` is the code of the kecamatan, ``33.02.07``."""
        self._random = Random(seed)
        # Apart, so that a further attribute does not make other people of everybody after.
        self._papers = Random(f"{seed} papers")
        self._district = district.replace(".", "")
        self._serials: Counter[str] = Counter()

    def village(self, residents: int, households: int, hamlets: tuple[str, ...]) -> list[Household]:
        """Exactly so many people in so many households, spread over the hamlets' RW and RT."""
        return [
            self._household(size, self._random.choice(hamlets), hamlets) for size in self._sizes(residents, households)
        ]

    def _sizes(self, residents: int, households: int) -> list[int]:
        sizes = self._random.choices(list(_SIZES), list(_SIZES.values()), k=households)
        while (missing := residents - sum(sizes)) != 0:
            position = self._random.randrange(households)
            sizes[position] = min(max(sizes[position] + (1 if missing > 0 else -1), min(_SIZES)), max(_SIZES))
        return sizes

    def _household(self, size: int, hamlet: str, hamlets: tuple[str, ...]) -> Household:
        rw = hamlets.index(hamlet) * 2 + self._random.randint(1, 2)
        rt = self._random.randint(1, 4)
        household = Household(
            no_kk=self._no_kk(),
            address=f"Jl. {_STREETS[(rw * 4 + rt) % len(_STREETS)]} No. {self._random.randint(1, 60)}",
            dusun=hamlet,
            rt=f"{rt:03}",
            rw=f"{rw:03}",
        )
        religion = lives.religion(self._random)
        if size == 1:
            household.members = self._alone(religion)
        elif self._random.random() < (0.72 if size == 2 else 0.93):
            household.members = self._couple(size, religion)
        else:
            household.members = self._single_parent(size - 1, religion)
        papers = household_papers(self._papers, household.members, REGISTER_DATE)
        for person, of_person in zip(household.members, papers, strict=True):
            person.papers = of_person
        return household

    def _alone(self, religion: int) -> list[Person]:
        sex = self._random.choice((codes.FEMALE, codes.FEMALE, codes.MALE))
        if self._random.random() < 0.25:
            return [self._adult(self._random.randint(24, 38), sex, codes.HEAD, codes.UNMARRIED, religion)]
        return [self._adult(self._random.randint(55, 84), sex, codes.HEAD, codes.WIDOWED, religion)]

    def _couple(self, size: int, religion: int) -> list[Person]:
        children = size - 2
        with_grandparent = size >= 4 and self._random.random() < 0.22
        children -= with_grandparent
        wife_age = self._mother_age(children)
        husband_age = max(21, wife_age + self._random.randint(-1, 8))
        husband = self._adult(husband_age, codes.MALE, codes.HEAD, codes.MARRIED, religion)
        wife = self._adult(wife_age, codes.FEMALE, codes.WIFE, codes.MARRIED, religion)
        members = [husband, wife, *self._children(children, wife_age, husband, wife, religion)]
        if with_grandparent:
            members.append(self._grandparent(self._random.choice((husband, wife)), religion))
        return members

    def _single_parent(self, children: int, religion: int) -> list[Person]:
        status = self._random.choice((codes.WIDOWED, codes.WIDOWED, codes.DIVORCED))
        mother_age = self._mother_age(children)
        mother = self._adult(mother_age, codes.FEMALE, codes.HEAD, status, religion)
        father = self._adult(mother_age + 4, codes.MALE, codes.HEAD, status, religion)
        head, absent = (mother, father) if self._random.random() < 0.75 else (father, mother)
        absent.nik = ""
        return [head, *self._children(children, mother_age, father, mother, religion)]

    def _mother_age(self, children: int) -> int:
        if children == 0:
            return self._random.choice((self._random.randint(20, 29), self._random.randint(50, 76)))
        return self._random.randint(_MOTHER_FIRST + 1 + 2 * children, 56)

    def _children(self, count: int, mother_age: int, father: Person, mother: Person, religion: int) -> list[Person]:
        """The eldest first, at least a year apart, born while the mother was 20 to 42."""
        youngest = max(0, mother_age - _MOTHER_LAST)
        eldest = min(mother_age - _MOTHER_FIRST, _ADULT_CHILD_LEAVES_AT)
        steps = sorted(self._random.sample(range(eldest - youngest + 2 - max(count, 1)), count))
        ages = [youngest + step + position for position, step in enumerate(steps)]
        return [
            self._person(
                age,
                self._random.choice((codes.MALE, codes.FEMALE)),
                codes.CHILD,
                codes.UNMARRIED,
                religion,
                father=father,
                mother=mother,
            )
            for age in reversed(ages)
        ]

    def _grandparent(self, child: Person, religion: int) -> Person:
        """A widowed parent of the head or of the spouse, who then is no longer a mere name on the card."""
        sex = self._random.choice((codes.FEMALE, codes.FEMALE, codes.MALE))
        role = codes.PARENT if child.family_role == codes.HEAD else codes.PARENT_IN_LAW
        parent = self._adult(child.age + self._random.randint(20, 30), sex, role, codes.WIDOWED, religion)
        if sex == codes.MALE:
            child.father_name, child.father_nik = parent.name, parent.nik
        else:
            child.mother_name, child.mother_nik = parent.name, parent.nik
        return parent

    def _adult(self, age: int, sex: int, family_role: int, marital_status: int, religion: int) -> Person:
        person = self._person(age, sex, family_role, marital_status, religion)
        born = person.birth_date.year
        person.father_name = full_name(self._random, codes.MALE, born - 27)
        person.mother_name = full_name(self._random, codes.FEMALE, born - 24)
        return person

    def _person(
        self,
        age: int,
        sex: int,
        family_role: int,
        marital_status: int,
        religion: int,
        *,
        father: Person | None = None,
        mother: Person | None = None,
    ) -> Person:
        born = self._birth_date(age)
        education = lives.education(self._random, age)
        away = age > 18 and self._random.random() < 0.12
        return Person(
            nik=self._nik(self._random.choice(_NEARBY) if away else self._district, born, sex),
            name=full_name(self._random, sex, born.year),
            sex=sex,
            birth_place=_BIRTH_PLACES[0] if age < 18 else self._random.choice(_BIRTH_PLACES),
            birth_date=born,
            family_role=family_role,
            marital_status=marital_status,
            religion=religion,
            education=education,
            occupation=lives.occupation(self._random, age, sex, education),
            blood_type=lives.blood_type(self._random),
            father_name=father.name if father else "",
            father_nik=father.nik if father else "",
            mother_name=mother.name if mother else "",
            mother_nik=mother.nik if mother else "",
        )

    def _birth_date(self, age: int) -> date:
        """Some day on which somebody of that age on ``REGISTER_DATE`` was born."""
        latest = REGISTER_DATE.replace(year=REGISTER_DATE.year - age)
        return latest - timedelta(days=self._random.randint(0, 364))

    def _nik(self, district: str, born: date, sex: int) -> str:
        day = born.day + (40 if sex == codes.FEMALE else 0)
        return self._numbered(f"{district}{day:02}{born:%m%y}")

    def _no_kk(self) -> str:
        issued = date(2012, 1, 2) + timedelta(days=self._random.randint(0, 5300))
        return self._numbered(f"{self._district}{issued:%d%m%y}")

    def _numbered(self, prefix: str) -> str:
        self._serials[prefix] += 1
        return f"{prefix}{FIRST_SERIAL - 1 + self._serials[prefix]:04}"
