"""A small register and a small tree for forms that look things up, and what might be typed into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tatadesa.forms.lookups import PersonCard
from tatadesa.regions.info import RegionName

_ROWS = """
33|Jawa Tengah|
33.02|Kabupaten Banyumas|
33.74|Kota Semarang|
33.02.07|Sumpiuh|
33.02.11|Banyumas|
33.02.07.1013|Sumpiuh|53195
33.02.07.2001|Nusadadi|53195
33.02.11.2001|Karangrau|53192
33.02.11.2099|Lama|53192
"""
TREE = {
    code: RegionName(code, name, code.count(".") + 1, postcode, retired=name == "Lama")
    for code, name, postcode in (line.split("|") for line in _ROWS.split("\n")[1:-1])
}


class SmallTree:
    """``forms.lookups.Regions`` of one regency."""

    def path(self, code: str) -> Sequence[RegionName]:
        """As ``regions.queries.path``."""
        parts = code.split(".")
        found = [TREE[one] for one in (".".join(parts[: n + 1]) for n in range(len(parts))) if one in TREE]
        return found if found and found[-1].code == code else []

    def children(self, code: str | None = None) -> Sequence[RegionName]:
        """As ``regions.queries.children``."""
        return [one for one in TREE.values() if one.code.rpartition(".")[0] == (code or "") and not one.retired]


def card(
    number: int, name: str, sex: str, born: str, relation: str = "", no_kk: str = "3302070101109001"
) -> PersonCard:
    """A person of the register."""
    return PersonCard(
        id=f"0193a0b2-0000-7000-8000-00000000010{number}",
        nik=f"330207650590900{number}" if sex == "Perempuan" else f"330207250590900{number}",
        name=name,
        birth_place="BANYUMAS",
        birth_date=born,
        sex=sex,
        religion="Islam",
        occupation="Petani/Pekebun",
        marital_status="Kawin",
        citizenship="WNI",
        address="Jl. Melati 1, RT 001/RW 002, Desa Nusadadi",
        no_kk=no_kk,
        relation=relation,
    )


SITI = card(1, "SITI AMINAH", "Perempuan", "1990-05-25")
BUDI = card(2, "BUDI SANTOSO", "Laki-laki", "1988-03-12", "suami")
DIMAS = card(3, "DIMAS PRATAMA", "Laki-laki", "2017-05-09", "anak")
JOKO = card(4, "JOKO PRASETYO", "Laki-laki", "1990-05-25", no_kk="3302070101109002")


@dataclass
class SmallVillage:
    """``forms.lookups.People``: Siti's family, and Joko whom only an officer finds by his NIK."""

    at_counter: bool = False
    asks: bool = True
    asked: list[str] = field(default_factory=list)

    def family(self) -> Sequence[PersonCard]:
        """Siti's."""
        return [SITI, BUDI, DIMAS]

    def check(self, nik: str, name: str, birth_date: date) -> bool | None:
        """True of Joko alone."""
        if not self.asks:
            return None
        self.asked.append(nik)
        return (nik, name.upper(), birth_date.isoformat()) == (JOKO.nik, JOKO.name, JOKO.birth_date)

    def remembered(self, nik: str, name: str, birth_date: date) -> bool | None:
        """Nothing."""
        return None

    def card_by_nik(self, nik: str) -> PersonCard | None:
        """At the counter."""
        found = {one.nik: one for one in (SITI, BUDI, DIMAS, JOKO)}
        return found.get(nik) if self.at_counter else None

    def family_by_no_kk(self, no_kk: str) -> Sequence[PersonCard]:
        """The own, at the counter Joko's too."""
        if no_kk == SITI.no_kk:
            return self.family()
        return [JOKO] if self.at_counter and no_kk == JOKO.no_kk else []


_PLACES = st.sampled_from(["", "xx", "99", *TREE])
_TEXT = st.one_of(st.text(max_size=12), st.sampled_from(["", "1", "003", "53195", "Jl. Melati 1"]))
TYPED_ADDRESS = st.fixed_dictionaries(
    {}, optional={**dict.fromkeys(("provinsi", "kota", "kecamatan", "desa"), _PLACES)}
).flatmap(
    lambda places: st.fixed_dictionaries({}, optional=dict.fromkeys(("kode_pos", "rt", "rw", "jalan"), _TEXT)).map(
        lambda details: {**places, **details}
    )
)
TYPED_PERSON = st.fixed_dictionaries(
    {},
    optional={
        "siapa": st.sampled_from(["", "lain", SITI.id, DIMAS.id, "x"]),
        "nik": st.sampled_from(["", "1", SITI.nik, JOKO.nik, "3302076505909009"]),
        "nama": _TEXT,
        "lahir": st.sampled_from(["", "25-05-1990", "1990-05-25", "31-02-2000", "2999-01-01"]),
    },
)
TYPED_FAMILY = st.fixed_dictionaries(
    {},
    optional={
        "no_kk": st.sampled_from(["", SITI.no_kk, JOKO.no_kk, "1"]),
        "anggota": st.lists(st.sampled_from([SITI.id, BUDI.id, DIMAS.id, JOKO.id, "x", ""]), max_size=5),
    },
)
TYPED: st.SearchStrategy[dict[str, Any]] = st.one_of(TYPED_ADDRESS, TYPED_PERSON, TYPED_FAMILY)
OPTIONS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "address": st.one_of(
        st.fixed_dictionaries(
            {},
            optional={
                "level": st.integers(1, 4),
                "postcode": st.sampled_from(["optional", "required", "off"]),
                "street": st.booleans(),
                "rt_rw": st.booleans(),
            },
        ),
        st.sampled_from([{"within": "33.02"}, {"within": "33.02.07"}, {"level": 3, "within": "33"}]),
    ),
    "resident": st.fixed_dictionaries(
        {},
        optional={
            "sources": st.sampled_from([["keluarga"], ["lain"], ["keluarga", "lain"]]),
            "must_match": st.booleans(),
            "not_self": st.booleans(),
            "sex": st.sampled_from(["perempuan", "laki-laki"]),
            "age_min": st.integers(0, 20),
            "age_max": st.integers(21, 99),
            "relation": st.sampled_from([["ibu"], ["anak", "suami"]]),
        },
    ),
    "family": st.fixed_dictionaries(
        {},
        optional={
            "min_members": st.integers(1, 2),
            "max_members": st.integers(2, 9),
            "with_applicant": st.booleans(),
        },
    ),
}
