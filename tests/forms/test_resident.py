"""One of the family, or somebody by three facts of whom only "fits" or "does not" comes back."""

from typing import Any

import pytest
from django.http import QueryDict
from lxml import html as parser

from tatadesa.forms.cleaning import clean
from tatadesa.forms.context import FormContext
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.kinds.resident import Resident
from tatadesa.forms.reading import read_post
from tatadesa.forms.rendering import fields
from tatadesa.forms.schema import check_schema
from tatadesa.forms.summary import summarise
from tests.forms.neighbourhood import BUDI, DIMAS, JOKO, SITI, SmallVillage
from tests.forms.samples import TODAY, field, form

JOKO_TYPED = {"siapa": "lain", "nik": JOKO.nik, "nama": "joko prasetyo", "lahir": "25-05-1990"}


def _context(**options: Any) -> FormContext:
    return FormContext(TODAY, people=SmallVillage(**options))


def _clean(raw: Any, context: FormContext | None = None, **options: Any) -> tuple[Any, dict[str, str]]:
    cleaned = clean(form(field("resident", **options)), {"isian": raw}, context or _context())
    return cleaned.values.get("isian"), {**cleaned.errors, **cleaned.parts.get("isian", {})}


def test_one_of_the_family_is_known_in_full() -> None:
    value, errors = _clean({"siapa": DIMAS.id, "nik": "", "nama": "", "lahir": ""})
    assert errors == {}
    assert (value["dari"], value["nama"], value["hubungan"], value["umur"]) == ("keluarga", DIMAS.name, "anak", "9")
    assert _clean(value) == (value, {})
    parts = Resident().parts(field("resident"), value)
    assert parts["tempat_tanggal_lahir"] == "BANYUMAS, 9 Mei 2017"
    assert parts.keys() == Resident().part_names(field("resident"))


def test_of_somebody_else_nothing_comes_back_but_whether_it_fits() -> None:
    value, errors = _clean(JOKO_TYPED)
    expected = {"dari": "lain", "nik": JOKO.nik, "nama": "joko prasetyo", "tanggal_lahir": "1990-05-25", "cocok": True}
    assert (value, errors) == (expected, {})
    wrong, _ = _clean({**JOKO_TYPED, "nama": "JONI"})
    assert wrong == {**expected, "nama": "JONI", "cocok": False}


def test_what_was_asked_once_is_not_asked_again() -> None:
    village = SmallVillage()
    value, _ = _clean(JOKO_TYPED, FormContext(TODAY, people=village))
    again, _ = _clean(value, FormContext(TODAY, people=village))
    assert again == value
    assert village.asked == [JOKO.nik]


def test_while_nobody_asks_it_waits() -> None:
    value, errors = _clean(JOKO_TYPED, _context(asks=False))
    assert (value["cocok"], errors) == (None, {})
    later, _ = _clean(value)
    assert later["cocok"] is True


def test_where_it_must_fit_it_is_refused() -> None:
    assert _clean(JOKO_TYPED, must_match=True)[1] == {}
    _, wrong = _clean({**JOKO_TYPED, "nama": "JONI"}, must_match=True)
    assert "Tidak cocok" in wrong["isian"]
    _, waiting = _clean(JOKO_TYPED, _context(asks=False), must_match=True)
    assert "Belum diperiksa" in waiting["isian"]


def test_a_browser_cannot_say_that_it_fits() -> None:
    post = QueryDict(mutable=True)
    post.update({f"isian__{part}": text for part, text in JOKO_TYPED.items()})
    assert read_post(form(field("resident")), post)["isian"] == JOKO_TYPED
    for forged in ("isian__cocok", "isian__dari"):
        other = post.copy()
        other[forged] = "register"
        with pytest.raises(Exception, match="tidak dikenal"):
            read_post(form(field("resident")), other)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"nik": ""}, "nik"),
        ({"nik": "330207"}, "nik"),
        ({"nama": ""}, "nama"),
        ({"nama": "x" * 121}, "nama"),
        ({"lahir": ""}, "lahir"),
        ({"lahir": "31-02-1990"}, "lahir"),
        ({"lahir": "2999-01-01"}, "lahir"),
        ({"siapa": "milik-orang"}, "siapa"),
    ],
)
def test_what_is_missing_is_said_beside_its_input(changes: dict[str, str], part: str) -> None:
    value, errors = _clean({**JOKO_TYPED, **changes})
    assert value is None
    assert part in errors


@pytest.mark.parametrize(
    ("options", "raw", "is_allowed"),
    [
        ({"sex": "perempuan"}, {"siapa": SITI.id}, True),
        ({"sex": "perempuan"}, {"siapa": BUDI.id}, False),
        ({"sex": "perempuan"}, JOKO_TYPED, False),
        ({"age_min": 17}, {"siapa": DIMAS.id}, False),
        ({"age_max": 17}, {"siapa": DIMAS.id}, True),
        ({"age_max": 17}, JOKO_TYPED, False),
        ({"not_self": True}, {"siapa": SITI.id}, False),
        ({"not_self": True}, {"siapa": BUDI.id}, True),
        ({"not_self": True}, {**JOKO_TYPED, "nik": SITI.nik}, False),
        ({"not_self": True}, JOKO_TYPED, True),
        ({"relation": ["suami"]}, {"siapa": BUDI.id}, True),
        ({"relation": ["suami"]}, {"siapa": DIMAS.id}, False),
        ({"relation": ["suami"]}, JOKO_TYPED, True),
        ({"sources": ["keluarga"]}, JOKO_TYPED, False),
        ({"sources": ["lain"]}, {"siapa": BUDI.id}, False),
    ],
)
def test_who_it_may_be(options: dict[str, Any], raw: dict[str, str], is_allowed: bool) -> None:
    value, errors = _clean(raw, **options)
    assert (value is not None) is is_allowed
    assert bool(errors) is not is_allowed


def test_only_those_who_may_be_named_are_offered() -> None:
    shown = fields(form(field("resident", age_min=17)), {}, {}, {}, _context())[0]
    page = parser.fragment_fromstring(str(shown.html()))
    assert page.xpath("//input[@type='radio']/@value") == [SITI.id, BUDI.id, "lain", ""]
    assert DIMAS.name not in page.text_content()


def test_at_the_counter_the_nik_alone_finds_a_resident() -> None:
    context = _context(at_counter=True)
    value, errors = _clean({"siapa": "lain", "nik": JOKO.nik, "nama": "", "lahir": ""}, context)
    assert errors == {}
    assert (value["dari"], value["nama"], value["alamat"], value["cocok"]) == (
        "register",
        JOKO.name,
        JOKO.address,
        True,
    )
    assert _clean(value, context) == (value, {})
    assert _clean(value, _context()) == (value, {})  # the citizen may change another answer later
    _, errors = _clean({"siapa": "lain", "nik": "3302072505909008", "nama": "", "lahir": ""}, context)
    assert "tidak ada di data penduduk desa ini" in errors["isian"]
    abroad = {"siapa": "lain", "nik": "3302072505909008", "nama": "RINA", "lahir": "1990-05-25"}
    assert _clean(abroad, context)[0]["dari"] == "lain"


@pytest.mark.parametrize(("asks", "name", "words"), [(True, "JONI", "Tidak cocok"), (False, "x", "Belum diperiksa")])
def test_the_officer_sees_a_mark(asks: bool, name: str, words: str) -> None:
    value, _ = _clean({**JOKO_TYPED, "nama": name}, _context(asks=asks))
    row = summarise(form(field("resident")), {"isian": value}, {})[0]
    assert row.mark is not None
    assert row.mark.words.startswith(words)
    assert row.lines[0].lower() == name.lower()
    assert row.lines[1:] == (f"NIK {JOKO.nik}", "Lahir 25 Mei 1990")
    assert row.text == f"{name}, NIK {JOKO.nik}, lahir 25 Mei 1990"


def test_everything_typed_is_escaped() -> None:
    nasty = '"><script>alert(1)</script>'
    raw = {"siapa": "lain", "nik": nasty, "nama": nasty, "lahir": nasty}
    shown = fields(form(field("resident", who=nasty)), {"isian": raw}, {}, {}, _context())[0]
    assert "<script" not in shown.html()


@pytest.mark.parametrize(
    "options", [{"sources": []}, {"sources": ["x"]}, {"sex": "L"}, {"age_min": 9, "age_max": 1}, {"relation": "ibu"}]
)
def test_options_that_do_not_fit_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(SchemaError):
        check_schema(form(field("resident", **options)))


def test_nobody_is_a_choice_where_nobody_need_be_named() -> None:
    assert _clean({"siapa": "lain", "nik": "", "nama": "", "lahir": ""}) == (None, {})
    for required, values in ((True, ["lain"]), (False, ["lain", ""])):
        shown = fields(form(field("resident", required=required)), {}, {}, {}, _context())[0]
        radios = parser.fragment_fromstring(str(shown.html())).xpath("//input[@type='radio']/@value")
        assert radios[3:] == values


def test_without_a_family_only_the_three_facts_are_asked() -> None:
    raw = {name: text for name, text in JOKO_TYPED.items() if name != "siapa"}
    assert _clean(raw, sources=["lain"])[0]["cocok"] is True
    shown = fields(form(field("resident", sources=["lain"])), {"isian": raw}, {}, {}, _context())[0]
    page = parser.fragment_fromstring(str(shown.html()))
    assert page.xpath("//input[@type='radio']") == []
    assert page.get_element_by_id(shown.anchor).get("name") == "isian__nik"


def test_a_parent_of_another_card_comes_by_nik_at_the_counter() -> None:
    begun = {"dari": "keluarga", "nik": JOKO.nik, "nama": JOKO.name, "tanggal_lahir": JOKO.birth_date}
    assert _clean(begun, _context(at_counter=True))[0]["dari"] == "register"
    assert _clean(begun)[0] is None
    shown = fields(form(field("resident")), {"isian": begun}, {}, {}, _context(at_counter=True))[0]
    assert f'value="{JOKO.nik}"' in shown.html()
    assert JOKO.nik not in fields(form(field("resident")), {"isian": begun}, {}, {}, _context())[0].html()
