"""Publishing makes versions, and versions stay as they are."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction

from tatadesa.catalogue.actions.publish import publish
from tatadesa.catalogue.definition import read_definition
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.clock import now
from tests.catalogue.samples import definition
from tests.people import World


def test_the_first_version(world: World) -> None:
    version, is_new = publish(world.karangsari, read_definition(definition()))
    service = Service.objects.get(office=world.karangsari, slug="surat-contoh")
    assert is_new
    assert (version.number, service.current_id, service.category, service.position) == (1, version.pk, "Umum", 5)
    assert version.published_at is not None


def test_the_same_content_makes_no_version(world: World) -> None:
    first, _ = publish(world.karangsari, read_definition(definition()))
    again, is_new = publish(world.karangsari, read_definition(definition()))
    assert (again.pk, is_new) == (first.pk, False)


def test_a_change_makes_the_next_version_and_keeps_the_first(world: World) -> None:
    first, _ = publish(world.karangsari, read_definition(definition()))
    second, is_new = publish(world.karangsari, read_definition(definition(name="Surat Lain")))
    assert (second.number, is_new) == (2, True)
    first.refresh_from_db()
    assert first.name == "Surat Keterangan Contoh"
    assert Service.objects.get(slug="surat-contoh").current_id == second.pk


def test_moving_a_service_is_no_new_version(world: World) -> None:
    first, _ = publish(world.karangsari, read_definition(definition()))
    again, is_new = publish(world.karangsari, read_definition(definition(position=9, category="Usaha")))
    service = Service.objects.get(slug="surat-contoh")
    assert (again.pk, is_new, service.position, service.category) == (first.pk, False, 9, "Usaha")


def test_two_villages_have_their_own(world: World) -> None:
    ours, _ = publish(world.karangsari, read_definition(definition()))
    theirs, is_new = publish(world.sidamulya, read_definition(definition()))
    assert is_new
    assert ours.service_id != theirs.service_id


@pytest.mark.parametrize(
    "change",
    [
        {"form": {"fields": []}},
        {"letter": None},
        {"name": "Lain"},
        {"standard": {}},
        {"workflow": []},
        {"published_at": None},
        {"number": 7},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_a_published_version(world: World, change: dict[str, object]) -> None:
    version, _ = publish(world.karangsari, read_definition(definition()))
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        ServiceVersion.objects.filter(pk=version.pk).update(**change)


def test_the_database_refuses_to_delete_a_published_version(world: World) -> None:
    version, _ = publish(world.karangsari, read_definition(definition()))
    Service.objects.update(current=None)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        ServiceVersion.objects.filter(pk=version.pk).delete()


def test_a_version_not_yet_published_may_change(world: World) -> None:
    version, _ = publish(world.karangsari, read_definition(definition()))
    draft = ServiceVersion.objects.get(pk=version.pk)
    draft.pk, draft.number, draft.published_at = None, 2, None
    draft.id = type(version.pk)(int=1)
    draft.save(force_insert=True)
    draft.name = "Konsep"
    draft.save()
    draft.published_at = now()
    draft.save()
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        draft.delete()


@pytest.mark.django_db(transaction=True)
def test_publishing_at_once_makes_one_version_after_the_other(world: World) -> None:
    barrier = Barrier(6)

    def run(position: int) -> int:
        read = read_definition(definition(name=f"Surat {position % 3}"))
        try:
            barrier.wait(timeout=10)
            return publish(world.karangsari, read)[0].number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(run, range(6)))
    service = Service.objects.get(slug="surat-contoh")
    made = sorted(service.versions.values_list("number", flat=True))
    assert made == list(range(1, len(made) + 1))
    assert set(numbers) == set(made)
    assert service.current is not None
    assert service.current.number == len(made)


@pytest.mark.django_db(transaction=True)
def test_publishing_the_same_at_once_makes_one_version(world: World) -> None:
    publish(world.karangsari, read_definition(definition()))
    barrier = Barrier(6)

    def run(_: int) -> bool:
        read = read_definition(definition(name="Surat Baru"))
        try:
            barrier.wait(timeout=10)
            return publish(world.karangsari, read)[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(run, range(6))) == [False] * 5 + [True]
    assert Service.objects.get(slug="surat-contoh").versions.count() == 2
