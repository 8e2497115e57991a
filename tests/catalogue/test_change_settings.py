"""The owner opens, closes, bounds and offers a service; every change leaves its trace."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from tatadesa.catalogue.actions.change_settings import Settings, change_settings
from tatadesa.catalogue.changes import changes_of
from tatadesa.catalogue.models import Service, ServiceChange
from tatadesa.catalogue.queries import services_of
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.offers import SLUG, build_district
from tests.people import World


def seen(world: World) -> UUID | None:
    latest = ServiceChange.objects.order_by("-at", "-id").first()
    return latest.pk if latest is not None else None


def change(world: World, **wanted: Any) -> bool:
    return change_settings(world.operator, "surat-uji", Settings(**{"is_open": True, **wanted}), seen=seen(world))


def test_what_is_set_holds_and_is_written_down(world: World) -> None:
    assert change(world, is_open=False, opens_on=date(2026, 12, 1), quota=20)
    service = Service.objects.get(pk=world.version.service_id)
    assert (service.is_open, service.opens_on, service.quota) == (False, date(2026, 12, 1), 20)
    [entry] = changes_of(world.karangsari, service)
    assert entry.words == "Ditutup. Hari buka: 1 Desember 2026. Kuota: 20 per bulan."
    assert entry.actor_label == "Sri Wahyuni, Operator Pelayanan"
    assert services_of(world.karangsari) == []


def test_saving_the_same_again_writes_nothing(world: World) -> None:
    assert not change(world)
    assert not ServiceChange.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"opens_on": date(2026, 12, 2), "closes_on": date(2026, 12, 1)}, "tutup"),
        ({"quota": 0}, "kuota"),
        ({"quota_period": "decade"}, "periode"),
        ({"handled_by": "camat"}, "ditangani"),
        ({"is_offered": True}, "tawarkan"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(world: World, wanted: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(world, **wanted)
    assert set(refused.value.errors) == {field}


def test_a_colleagues_change_is_not_overwritten(world: World) -> None:
    change(world, quota=5)
    with pytest.raises(Conflict):
        change_settings(world.sekdes, "surat-uji", Settings(is_open=False), seen=None)
    assert Service.objects.get(pk=world.version.service_id).is_open


def test_an_office_above_offers_its_service_to_its_villages(world: World) -> None:
    district = build_district(offered_to="")
    wanted = Settings(is_open=True, is_offered=True, handled_by="owner")
    assert change_settings(district.operator, SLUG, wanted, seen=None)
    assert district.service.offered_to == "33.02.07"
    assert [offered.handled_at for offered in services_of(world.karangsari) if offered.slug == SLUG] == [
        district.office
    ]


def test_only_ones_own_and_only_by_those_who_build(world: World) -> None:
    build_district()
    with pytest.raises(NotFound):
        change_settings(world.operator, SLUG, Settings(is_open=False), seen=None)
    world.operator.roles = ["kasi"]
    with pytest.raises(NotAllowed):
        change(world, is_open=False)


def test_the_trace_cannot_be_changed(world: World) -> None:
    change(world, quota=5)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ServiceChange.objects.update(words="Tidak ada apa-apa.")
