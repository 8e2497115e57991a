"""A village says what it says of a service, its own or another's."""

from uuid import UUID

import pytest

from tatadesa.catalogue.actions.change_offer import change_offer
from tatadesa.catalogue.changes import changes_of
from tatadesa.catalogue.models import ServiceAtOffice, ServiceChange
from tatadesa.catalogue.queries import service_of
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.offers import SLUG, District, build_district
from tests.people import World


@pytest.fixture
def district(world: World) -> District:
    return build_district()


def seen() -> UUID | None:
    return ServiceChange.objects.order_by("-at", "-id").values_list("pk", flat=True).first()


def change(world: World, *, is_off: bool = False, slug: str = SLUG, **texts: str) -> bool:
    return change_offer(world.operator, slug, is_off=is_off, texts=texts, seen=seen())


def test_switched_off_and_on_again(world: World, district: District) -> None:
    assert change(world, is_off=True)
    assert service_of(world.karangsari, SLUG).is_off
    assert not service_of(world.sidamulya, SLUG).is_off
    assert change(world)
    assert [entry.words for entry in changes_of(world.karangsari, district.service)] == [
        "Ditawarkan lagi di sini.",
        "Tidak ditawarkan di sini.",
    ]
    assert changes_of(world.sidamulya, district.service) == []


def test_own_words_until_they_are_taken_back(world: World, district: District) -> None:
    assert change(world, name="  Rekomendasi   Camat ", note="Tiap Kamis.\r\nBawa map.")
    offered = service_of(world.karangsari, SLUG)
    assert (offered.name, offered.note) == ("Rekomendasi Camat", "Tiap Kamis.\nBawa map.")
    assert change(world, name="")
    assert service_of(world.karangsari, SLUG).name == district.version.name
    assert ServiceAtOffice.objects.get().texts == {}


def test_the_owners_own_words_are_not_kept_twice(world: World, district: District) -> None:
    assert not change(world, name=district.version.name, cost="Gratis")


def test_ones_own_service_is_not_switched_off_here(world: World) -> None:
    assert not change(world, slug="surat-uji", is_off=True)
    assert change(world, slug="surat-uji", note="Senin saja.")
    assert service_of(world.karangsari, "surat-uji").note == "Senin saja."


def test_too_long_is_said_at_its_field(world: World, district: District) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(world, name="x" * 121, note="y" * 601)
    assert set(refused.value.errors) == {"nama", "catatan"}


def test_strangers_and_readers_change_nothing(world: World, district: District) -> None:
    with pytest.raises(NotFound):
        change(world, slug="tidak-ada")
    with pytest.raises(Conflict):
        change_offer(world.operator, SLUG, is_off=True, texts={}, seen=UUID(int=1))
    world.operator.roles = ["kasi"]
    with pytest.raises(NotAllowed):
        change(world, is_off=True)
