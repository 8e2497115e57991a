"""Answers to any form: something right for every kind of field, and somebody for every branch of a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tatadesa.forms.cleaning import FormContext
from tatadesa.forms.dates import bound
from tatadesa.forms.kinds.address import LEVELS
from tatadesa.forms.logic import conditions, named, state
from tatadesa.forms.lookups import PersonCard
from tatadesa.forms.operands import ANSWER
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering
from tests.forms.neighbourhood import BUDI, DIMAS, JOKO, SITI, SmallTree, SmallVillage, card
from tests.forms.samples import FILES, PHOTO, TODAY

Field = Mapping[str, Any]
VILLAGE = "33.02.07.2001"
OTHER_WOMAN = card(9, "WATI LESTARI", "Perempuan", "1990-05-25")
TYPED = {
    "short_text": "Siti Aminah",
    "long_text": "Dusun Krajan",
    "time": "08.30",
    "phone": "0812-3456-7890",
    "email": "siti@contoh.id",
    "nik": "3302076505909001",
    "no_kk": "3302070101109001",
    "map_point": {"lat": "-7,512345", "lng": "109,234567"},
    "yes_no": "ya",
    "statement": "ya",
    "file": [PHOTO],
    "photo": [PHOTO],
    "signature": [PHOTO],
}


class LargeFamily(SmallVillage):
    """Siti's family with her parents, her sister and a grown son."""

    def family(self) -> Sequence[PersonCard]:
        """Siti first."""
        return [
            SITI,
            BUDI,
            DIMAS,
            card(5, "SUMARNI", "Perempuan", "1960-02-01", "ibu"),
            card(6, "WARSITO", "Laki-laki", "1957-08-17", "ayah"),
            card(7, "RAHAYU", "Perempuan", "1995-04-21", "saudara"),
            card(8, "AGUNG", "Laki-laki", "2004-01-30", "anak"),
        ]


@dataclass(frozen=True)
class Filled:
    """Typed answers, by somebody the register knows as ``register`` says."""

    raw: dict[str, Any]
    register: dict[str, str]

    @property
    def context(self) -> FormContext:
        """What cleaning gets to know."""
        return FormContext(TODAY, FILES, register=self.register, people=LargeFamily(), regions=SmallTree())


def branches(form: Mapping[str, Any], *, of_family: bool) -> list[Filled]:
    """Everything answered, once for each value of whatever a condition looks at.

    People asked for are taken from the own family, or else are somebody else by three facts.
    """
    told = {field["id"]: answer(field, of_family=of_family) for field in answering(form)}
    switches = _switches(form)
    register = {name: values[0] for name, values in switches.items() if not name.startswith(ANSWER)}
    filled = [Filled(told, register)]
    waiting = [(name, value) for name, values in switches.items() for value in values]
    while waiting:
        reached = [(name, value, start) for name, value in waiting if (start := _where_asked(form, filled, name))]
        assert reached, f"never asked: {waiting}"
        filled += [_turned(start, name, value) for name, value, start in reached]
        taken = [(name, value) for name, value, _ in reached]
        waiting = [pair for pair in waiting if pair not in taken]
    return filled


def only_required(form: Mapping[str, Any], filled: Filled) -> Filled:
    """The same person, answering only what must be answered."""
    kept: dict[str, Any] = {}
    while True:
        needed = state(form, kept, filled.context).required
        if needed <= kept.keys():
            return Filled(kept, filled.register)
        kept |= {name: filled.raw[name] for name in needed}


def answer(field: Field, *, of_family: bool) -> Any:
    """Something right, as typed."""
    match field["kind"]:
        case "number" | "money":
            return str(min(max(field.get("min", 0), 3), field.get("max", 3)))
        case "date":
            return _day(field).isoformat()
        case "choice":
            return field["choices"][0]["key"]
        case "choices":
            return [choice["key"] for choice in field["choices"][: field.get("min_choices", 1)]]
        case "group":
            row = {inner["id"]: answer(inner, of_family=of_family) for inner in field["fields"]}
            return [row] * max(1, field.get("min_rows", 1))
        case "address":
            parts = VILLAGE.split(".")
            places = {level: ".".join(parts[: depth + 1]) for depth, level in enumerate(LEVELS)}
            return {**places, "kode_pos": "53195", "rt": "1", "rw": "2", "jalan": "Jalan Raya 1"}
        case "resident":
            return _person(field, of_family=of_family)
        case "family":
            offered = kind_of(field).view(field, {}, Filled({}, {}).context)["members"]
            return {"anggota": [member["id"] for member in offered[: field.get("min_members", 1)]]}
        case kind:
            return TYPED[kind]


def _day(field: Field) -> date:
    """Today, or the day nearest to it that may be given."""
    day = TODAY - timedelta(days=366 * field["age_min"]) if "age_min" in field else TODAY
    day = max(day, bound(field["min"], TODAY)) if "min" in field else day
    return min(day, bound(field["max"], TODAY)) if "max" in field else day


def _person(field: Field, *, of_family: bool) -> dict[str, str]:
    view = kind_of(field).view(field, {}, Filled({}, {}).context)
    if view["family"] and (of_family or not view["takes_others"]):
        return {"siapa": view["family"][0][0]}
    assert view["takes_others"], f"nobody may be {field['id']}"
    other = OTHER_WOMAN if field.get("sex") == "perempuan" else JOKO
    youngest, oldest = field.get("age_min", 0), field.get("age_max", 36)
    born = f"{TODAY.year - max(youngest, min(oldest, 36))}-01-31"
    return {"siapa": "lain", "nik": other.nik, "nama": other.name, "lahir": born}


def _switches(form: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What conditions look at, ``jawaban.<id>`` and register keys, with every value that may matter."""
    fields = {ANSWER + field["id"]: field for field in form["fields"]}
    found: dict[str, list[Any]] = {}
    for field in form["fields"]:
        for condition in conditions(field):
            for name in named(condition):
                asked = found.setdefault(name, _all_of(fields[name]) if name in fields else [])
                asked += [value for value in _compared(condition, name) if name not in fields and value not in asked]
    return {name: [*values, *([] if name in fields else ["Lainnya"])] for name, values in found.items()}


def _all_of(field: Field) -> list[Any]:
    """Every answer to a question that others hang on."""
    keys = [choice["key"] for choice in field.get("choices", ())]
    values: dict[str, list[Any]] = {"choice": keys, "choices": [[key] for key in keys], "yes_no": ["ya", "tidak"]}
    usual = values.get(field["kind"], [answer(field, of_family=True)])
    return usual if field.get("required") or field["kind"] == "statement" else [*usual, ""]


def _compared(condition: Mapping[str, Any], name: str) -> Iterator[str]:
    """The values a register key is compared with."""
    for part in condition.get("all") or condition.get("any") or [condition.get("not")]:
        yield from _compared(part, name) if part else ()
    if condition.get("of") == name:
        to = condition.get("to", "Ada")
        yield from (str(one) for one in (to if isinstance(to, list) else [to]))
        if type(to) is int:
            yield str(to - 1)


def _where_asked(form: Mapping[str, Any], filled: list[Filled], name: str) -> Filled | None:
    """Somebody who is asked ``name``; the register knows of everybody."""
    asked = (one for one in filled if name.removeprefix(ANSWER) in state(form, one.raw, one.context).shown)
    return next(asked, None) if name.startswith(ANSWER) else filled[0]


def _turned(start: Filled, name: str, value: Any) -> Filled:
    if name.startswith(ANSWER):
        return Filled({**start.raw, name.removeprefix(ANSWER): value}, start.register)
    return Filled(start.raw, {**start.register, name: value})
