"""Everyday words, wrong letters, and what comes near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.catalogue.offers import Offered
from tatadesa.catalogue.search import Found, find, is_near
from tatadesa.offices.models import Office

OFFICE = Office(name="Karangsari", kind="desa", region_id="33.02.07.2901")


def service(slug: str, name: str, keywords: str = "") -> Offered:
    version = ServiceVersion(name=name, summary="Surat untuk warga.", keywords=keywords, standard={"cost": "Gratis"})
    version.service = Service(slug=slug, category="Umum", office=OFFICE)
    return Offered(version, OFFICE, {})


ALL = [
    service("sktm", "Surat Keterangan Tidak Mampu", "bansos beasiswa"),
    service("pengantar-nikah", "Surat Pengantar Nikah"),
    service("pengantar-ktp", "Surat Pengantar KTP", "ktp baru rusak hilang"),
    service("kehilangan", "Surat Keterangan Kehilangan", "barang hilang dompet"),
    service("sku", "Surat Keterangan Usaha", "warung toko"),
]


def slugs(found: Found) -> list[str]:
    return [offered.slug for offered in found.services]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("surat miskin", ["sktm"]),
        ("Surat keterangan kurang mampu", ["sktm"]),
        ("nikah", ["pengantar-nikah"]),
        ("mau kawin", ["pengantar-nikah"]),
        ("surat nikha", ["pengantar-nikah"]),
        ("nikahh", ["pengantar-nikah"]),
        ("miskn", ["sktm"]),
        ("usha", ["sku"]),
        ("jualan", ["sku"]),
        ("skt", ["sktm"]),
        ("dompet hilang", ["kehilangan"]),
        ("kapal selam", []),
    ],
)
def test_what_people_type_finds_it(search: str, expected: list[str]) -> None:
    assert slugs(find(ALL, search)) == expected


def test_a_lost_card_finds_both_ways_to_help() -> None:
    assert set(slugs(find(ALL, "ktp hilang"))) >= {"kehilangan"}
    assert "pengantar-ktp" in slugs(find(ALL, "ktp"))


def test_what_is_called_so_comes_before_what_only_mentions_it() -> None:
    feast = service("keramaian", "Surat Pengantar Izin Keramaian", "hajatan nikahan")
    assert slugs(find([feast, *ALL], "nikah")) == ["pengantar-nikah", "keramaian"]


def test_letters_are_forgiven_only_when_nothing_is_found_as_written() -> None:
    close = [service("a", "Surat Kematian"), service("b", "Surat Kelahiran")]
    assert slugs(find(close, "kematian")) == ["a"]


def test_one_word_of_two_is_near() -> None:
    found = find(ALL, "usaha kapal")
    assert found.services == []
    assert [offered.slug for offered in found.near] == ["sku"]


def test_no_word_shows_all() -> None:
    assert len(find(ALL, "saya mau ...").services) == len(ALL)
    assert len(find(ALL, "surat").services) == len(ALL)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("nikah", "nikah", True),
        ("nikah", "nikha", True),
        ("nikah", "nika", True),
        ("nikah", "inikah", True),
        ("nikah", "nekah", True),
        ("nikah", "nihak", False),
        ("nikah", "nik", False),
        ("usaha", "usahawan", False),
    ],
)
def test_one_letter(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is is_near(other, one) is near


@given(st.text("abc", min_size=1, max_size=6), st.integers(0, 6), st.sampled_from("abc"))
def test_any_single_change_is_near(word: str, place: int, letter: str) -> None:
    place = min(place, len(word) - 1)
    assert is_near(word, word[:place] + letter + word[place:])
    assert is_near(word, word[:place] + word[place + 1 :])
    assert is_near(word, word[:place] + letter + word[place + 1 :])


@given(st.text(max_size=500))
def test_whatever_is_typed_is_answered(search: str) -> None:
    assert len(find(ALL, search).services) <= len(ALL)
