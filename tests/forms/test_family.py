"""Members of a family card."""

from typing import Any

from lxml import html as parser

from tatadesa.forms.cleaning import clean
from tatadesa.forms.context import FormContext
from tatadesa.forms.kinds.family import Family
from tatadesa.forms.rendering import fields
from tatadesa.forms.summary import summarise
from tests.forms.neighbourhood import BUDI, DIMAS, JOKO, SITI, SmallVillage
from tests.forms.samples import TODAY, field, form

OWN = FormContext(TODAY, people=SmallVillage())
COUNTER = FormContext(TODAY, people=SmallVillage(at_counter=True))


def _clean(raw: Any, context: FormContext = OWN, **options: Any) -> tuple[Any, dict[str, str]]:
    cleaned = clean(form(field("family", **options)), {"isian": raw}, context)
    return cleaned.values.get("isian"), {**cleaned.errors, **cleaned.parts.get("isian", {})}


def test_those_ticked_are_kept_as_rows() -> None:
    value, errors = _clean({"no_kk": "", "anggota": [DIMAS.id, SITI.id]})
    assert errors == {}
    assert value["no_kk"] == SITI.no_kk
    assert [row["nama"] for row in value["anggota"]] == [SITI.name, DIMAS.name]
    assert value["anggota"][1] == {
        "nik": DIMAS.nik,
        "nama": DIMAS.name,
        "tanggal_lahir": DIMAS.birth_date,
        "jenis_kelamin": "Laki-laki",
        "hubungan": "anak",
    }
    assert _clean(value) == (value, {})
    parts = Family().parts(field("family"), value)
    assert parts["jumlah"] == "2"
    assert parts["daftar"].startswith("1. SITI AMINAH, NIK ")
    lines = summarise(form(field("family")), {"isian": value}, {})[0].lines
    assert len(lines) == 3


def test_how_many() -> None:
    two = {"no_kk": "", "anggota": [SITI.id, BUDI.id]}
    assert "paling sedikit 3" in _clean(two, min_members=3)[1]["isian"]
    assert "paling banyak 1" in _clean(two, max_members=1)[1]["isian"]
    assert _clean({"no_kk": "", "anggota": []}) == (None, {})
    assert _clean({"no_kk": "", "anggota": []}, required=True)[1]


def test_who_has_left_the_card_is_a_clear_error() -> None:
    gone = {"nik": JOKO.nik, "nama": JOKO.name, "tanggal_lahir": "", "jenis_kelamin": "", "hubungan": ""}
    for raw in ({"no_kk": "", "anggota": [SITI.id, JOKO.id]}, {"no_kk": SITI.no_kk, "anggota": [gone]}):
        value, errors = _clean(raw)
        assert value is None
        assert "tidak lagi tercatat" in errors["isian"]


def test_the_applicant_may_be_left_out() -> None:
    page = str(fields(form(field("family", with_applicant=False)), {}, {}, {}, OWN)[0].html())
    assert SITI.name not in page
    assert BUDI.name in page
    assert _clean({"no_kk": "", "anggota": [SITI.id]}, with_applicant=False)[0] is None


def test_another_card_is_for_officers_only() -> None:
    raw = {"no_kk": "3302 0701 0110 9002", "anggota": [JOKO.id]}
    assert _clean(raw)[0] is None
    value, errors = _clean(raw, COUNTER)
    assert (value["no_kk"], errors) == (JOKO.no_kk, {})
    _, errors = _clean({"no_kk": "3302070101100000", "anggota": []}, COUNTER)
    assert "no_kk" in errors


def test_at_the_counter_the_typed_card_is_shown() -> None:
    shown = fields(form(field("family")), {"isian": {"no_kk": JOKO.no_kk, "anggota": []}}, {}, {}, COUNTER)[0]
    page = parser.fragment_fromstring(str(shown.html()))
    assert page.xpath("//input[@type='checkbox']/@value") == [JOKO.id]
    own = parser.fragment_fromstring(str(fields(form(field("family")), {}, {}, {}, OWN)[0].html()))
    assert own.xpath("//input[@type='checkbox']/@value") == [SITI.id, BUDI.id, DIMAS.id]
    assert own.xpath("//input[@name='isian__no_kk']/@type") == ["hidden"]
