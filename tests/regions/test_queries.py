"""Cascading choices, the way up from a code, and searching by name."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tatadesa.regions import queries
from tatadesa.regions.models import Region
from tatadesa.regions.names import full_name, short_name

pytestmark = pytest.mark.django_db
ROWS = """
33|Jawa Tengah
91|Papua
33.02|Kabupaten Banyumas
33.74|Kota Semarang
33.02.07|Sumpiuh
33.02.11|Banyumas
33.02.07.1012|Kebokura
33.02.07.1013|Sumpiuh
33.02.07.2001|Nusadadi
33.02.07.2003|Karanggedang
33.02.11.2001|Karangrau
33.02.11.2011|Banyumas
91.03|Kabupaten Jayapura
91.03.01|Sentani
"""


@pytest.fixture(autouse=True)
def regions(db: None) -> None:
    """A few real ones of each level."""
    for line in ROWS.split("\n")[1:-1]:
        code, name = line.split("|")
        Region.objects.create(
            code=code, parent_id=code.rpartition(".")[0] or None, level=code.count(".") + 1, name=name
        )


def test_children_of_nothing_are_the_provinces_by_name(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        provinces = queries.children()
    assert [province.name for province in provinces] == ["Jawa Tengah", "Papua"]


def test_children_leave_retired_regions_out() -> None:
    names = [region.name for region in queries.children("33.02.07")]
    assert names == ["Karanggedang", "Kebokura", "Nusadadi", "Sumpiuh"]
    Region.objects.filter(code="33.02.07.2001").update(retired=True)
    assert [region.name for region in queries.children("33.02.07")] == ["Karanggedang", "Kebokura", "Sumpiuh"]
    assert queries.search("nusadadi") == []
    assert [region.name for region in queries.path("33.02.07.2001")][-1] == "Nusadadi"


def test_path_goes_from_the_province_down_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        path = queries.path("33.02.07.2001")
    assert [region.name for region in path] == ["Jawa Tengah", "Kabupaten Banyumas", "Sumpiuh", "Nusadadi"]


@pytest.mark.parametrize("code", ["33.02.07.9999", "", "x.y", "33.02.07.2001.1"])
def test_path_of_an_unknown_code_is_empty(code: str) -> None:
    assert queries.path(code) == []


@pytest.mark.parametrize("typed", ["sumpiuh", "Kec. Sumpiuh", "kecamatan SUMPIUH", "  sumpiuh "])
def test_search_takes_what_people_type(typed: str) -> None:
    assert [full_name(region) for region in queries.search(typed)] == ["Kecamatan Sumpiuh", "Kelurahan Sumpiuh"]


def test_search_puts_the_exact_and_the_large_first() -> None:
    found = queries.search("banyumas")
    assert found[0].code == "33.02"
    assert [region.code for region in found] == ["33.02", "33.02.11", "33.02.11.2011"]


@pytest.mark.parametrize(
    "typed",
    ["nusadadi sumpiuh", "Nusadadi, Kec. Sumpiuh", "desa nusadadi banyumas", "nusadadi kab. banyumas jawa tengah"],
)
def test_the_last_words_may_be_what_it_lies_in(typed: str) -> None:
    assert [region.name for region in queries.search(typed)] == ["Nusadadi"]


def test_what_lies_elsewhere_is_not_found() -> None:
    assert queries.search("nusadadi papua") == []
    assert queries.search("sumpiuh nusadadi") == []
    assert queries.search("nusadadi banyumas", level=Region.Level.DISTRICT) == []


def test_search_stays_at_a_level_and_inside_a_region() -> None:
    found = queries.search("karang", level=Region.Level.VILLAGE, within="33.02.07")
    assert {region.name for region in found} == {"Karanggedang"}


@pytest.mark.parametrize("typed", ["", " ", "a", "\x00", "kec. "])
def test_search_for_next_to_nothing_finds_nothing(typed: str) -> None:
    assert queries.search(typed) == []


@pytest.mark.parametrize("typed", ["%%", "__", "'; --", "\\"])
def test_search_takes_signs_as_signs(typed: str) -> None:
    assert queries.search(typed) == []


@pytest.mark.parametrize(
    ("code", "full", "short"),
    [
        ("33", "Provinsi Jawa Tengah", "Provinsi Jawa Tengah"),
        ("33.02", "Kabupaten Banyumas", "Kab. Banyumas"),
        ("33.74", "Kota Semarang", "Kota Semarang"),
        ("33.02.07", "Kecamatan Sumpiuh", "Kec. Sumpiuh"),
        ("33.02.07.1013", "Kelurahan Sumpiuh", "Kel. Sumpiuh"),
        ("33.02.07.2001", "Desa Nusadadi", "Desa Nusadadi"),
    ],
)
def test_names(code: str, full: str, short: str) -> None:
    region = Region.objects.get(code=code)
    assert (full_name(region), short_name(region)) == (full, short)


def test_papua_has_districts_and_customary_villages() -> None:
    assert full_name(queries.children("91.03")[0]).startswith("Distrik ")
    assert full_name(Region(code="91.03.01.3001", level=4, name="Yobeh")) == "Desa Adat Yobeh"
