"""The tree for one request."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tatadesa.regions.lookups import RegionTree
from tatadesa.regions.models import Region
from tatadesa.regions.queries import in_words, search

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions(db: None) -> None:
    """One village and what lies above it."""
    for code, name in (("33", "Jawa Tengah"), ("33.02", "Kabupaten Banyumas"), ("33.02.07", "Sumpiuh")):
        _region(code, name)
    _region("33.02.07.2001", "Nusadadi")


def _region(code: str, name: str) -> None:
    Region.objects.create(
        code=code, parent_id=code.rpartition(".")[0] or None, level=code.count(".") + 1, name=name, postcode="53195"
    )


def test_what_was_asked_once_is_not_asked_again(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    tree = RegionTree()
    with django_assert_num_queries(3):
        for _ in range(3):
            assert [one.name for one in tree.children()] == ["Jawa Tengah"]
            assert [one.name for one in tree.children("33.02.07")] == ["Nusadadi"]
            assert [one.level for one in tree.path("33.02.07.2001")] == [1, 2, 3, 4]
    with django_assert_num_queries(0):
        assert tree.path("") == ()


def test_a_retired_region_is_on_no_list_but_still_has_its_way_up() -> None:
    Region.objects.filter(code="33.02.07.2001").update(retired=True)
    assert RegionTree().children("33.02.07") == ()
    assert RegionTree().path("33.02.07.2001")[-1].retired


def test_what_is_found_says_where_it_lies(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    found = search("kec sumpiuh") + search("nusadadi") + search("jawa")
    with django_assert_num_queries(1):
        told = dict(in_words(found))
    assert told == {
        "33.02.07": "Kec. Sumpiuh, Kab. Banyumas, Jawa Tengah",
        "33.02.07.2001": "Desa Nusadadi, Kec. Sumpiuh, Kab. Banyumas, Jawa Tengah",
        "33": "Provinsi Jawa Tengah",
    }


def test_search_goes_as_deep_as_wanted() -> None:
    assert search("nusadadi", deepest=3) == []
    assert [one.code for one in search("sumpiuh", deepest=3)] == ["33.02.07"]
