"""Many at once: a quota holds to the last place, and one open request stays one."""

import uuid
from datetime import date

import pytest

from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.models import Account
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.models import Application, Draft
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.errors import Conflict
from tatadesa.residents.models import Family, Resident
from tests.concurrency.test_applications import at_once
from tests.counter import begin
from tests.people import PIN, World, draft, publish_service

pytestmark = pytest.mark.django_db(transaction=True)


def neighbour(world: World, number: int) -> Account:
    """Somebody of Karangsari alone on a family card."""
    nik = f"33020701018{number:02d}001"
    family = Family.objects.create(
        office=world.karangsari,
        no_kk=f"33020702018{number:02d}001",
        address="Jl. Melati",
        dusun="Krajan",
        rt="1",
        rw="1",
    )
    account = create_citizen(world.karangsari, nik, PIN, f"WARGA {number}")
    Resident.objects.create(
        office=world.karangsari,
        family=family,
        account=account,
        nik=nik,
        name=f"WARGA {number}",
        sex=1,
        birth_place="BANYUMAS",
        birth_date=date(1980, 1, 1),
        religion=1,
        education=5,
        occupation=9,
        marital_status=2,
        family_role=1,
    )
    return account


def test_twenty_at_once_for_five_places(world: World) -> None:
    Service.objects.filter(pk=world.version.service_id).update(quota=5)
    people = [neighbour(world, number) for number in range(20)]
    keys = [draft(account, world.version) for account in people]
    results = at_once(
        *[lambda account=account, key=key: submit(account, key) for account, key in zip(people, keys, strict=True)]
    )
    assert sum(isinstance(result, Application) for result in results) == 5
    assert sum(isinstance(result, Conflict) and "Kuota" in result.message for result in results) == 15
    assert Application.objects.count() == 5
    assert Draft.objects.count() == 15


def test_phone_and_counter_at_once_make_one_open_request(world: World) -> None:
    version = one_open(world)
    keys = [draft(world.siti, version) for _ in range(4)]
    at_counter = [begin(world, world.siti.resident, version=version) for _ in range(4)]
    results = at_once(
        *[lambda key=key: submit(world.siti, key) for key in keys],
        *[lambda key=key: submit_at_counter(world.operator, key) for key in at_counter],
    )
    assert sum(isinstance(result, Application) for result in results) == 1
    assert Application.objects.count() == 1


def one_open(world: World) -> ServiceVersion:
    """A service of which everybody may have one request under way."""
    first = publish_service(world.karangsari, f"satu-{uuid.uuid4().hex[:6]}")
    names = ("name", "summary", "form", "requirements", "workflow", "letter", "standard", "published_at")
    content = {name: getattr(first, name) for name in names}
    second = ServiceVersion.objects.create(
        office=first.office, service=first.service, number=2, rules={"one_open": True}, **content
    )
    first.service.current = second
    first.service.save()
    return second
