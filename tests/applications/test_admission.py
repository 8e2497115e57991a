"""May somebody apply now: dates, quota, who, one request at a time. For phones and for the counter alike."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from tatadesa.applications import admission
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.admission import Applicant, Ground, places_left, why_not
from tatadesa.applications.filling import register_of
from tatadesa.applications.models import Application, Draft
from tatadesa.catalogue.models import Service, ServiceAtOffice, ServiceVersion
from tatadesa.catalogue.queries import offer_of, service_of
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, DomainError, InvalidInput
from tests.counter import begin
from tests.family import child
from tests.people import World, draft, publish_service, sent

GROWN = {"if": {"of": "penduduk.umur", "op": "at_least", "to": 60}, "words": "Warga berumur 60 tahun ke atas."}


def change(version: ServiceVersion, **fields: Any) -> None:
    Service.objects.filter(pk=version.service_id).update(**fields)


def with_rules(world: World, rules: dict[str, Any]) -> ServiceVersion:
    """The test's service with ``rules``; published versions cannot change, so it is one of its own."""
    version = publish_service(world.karangsari, "berpagar")
    service = version.service
    strict = ServiceVersion.objects.create(
        office=world.karangsari,
        service=service,
        number=2,
        published_at=version.published_at,
        rules=rules,
        **{name: getattr(version, name) for name in ("name", "summary", "form", "requirements", "workflow", "letter")},
        standard=version.standard,
    )
    service.current = strict
    service.save()
    return strict


def siti(world: World) -> Applicant:
    return Applicant(world.siti.resident, register_of(world.siti.resident))


def refused(world: World, version: ServiceVersion, key: uuid.UUID, *, at_counter: bool) -> DomainError:
    """Why sending ``key`` was refused; the draft is still there."""
    with pytest.raises(DomainError) as error:
        submit_at_counter(world.operator, key) if at_counter else submit(world.siti, key)
    assert Draft.objects.filter(key=key).exists()
    assert not Application.objects.filter(draft_key=key).exists()
    return error.value


def begun(world: World, version: ServiceVersion, *, at_counter: bool) -> uuid.UUID:
    return begin(world, world.siti.resident, version=version) if at_counter else draft(world.siti, version)


@pytest.mark.parametrize("at_counter", [False, True])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_open": False}, "sedang ditutup"),
        ({"opens_on": date(2999, 1, 1)}, "dibuka mulai 1 Januari 2999"),
        ({"closes_on": date(2020, 1, 31)}, "ditutup sejak 31 Januari 2020"),
    ],
)
def test_a_closed_service_takes_nothing(world: World, fields: dict[str, Any], words: str, at_counter: bool) -> None:
    key = begun(world, world.version, at_counter=at_counter)
    change(world.version, **fields)
    error = refused(world, world.version, key, at_counter=at_counter)
    assert isinstance(error, Conflict)
    assert words in error.message
    assert "tersimpan sebagai draf" in error.message


def test_the_first_and_the_last_day_count(world: World) -> None:
    today = office_today("Asia/Jakarta")
    change(world.version, opens_on=today, closes_on=today)
    assert submit(world.siti, draft(world.siti, world.version)).state == "submitted"


@pytest.mark.parametrize("at_counter", [False, True])
def test_a_full_quota_takes_nothing(world: World, at_counter: bool) -> None:
    change(world.version, quota=1)
    first = sent(world.joko, world.version, nama="JOKO")
    key = begun(world, world.version, at_counter=at_counter)
    error = refused(world, world.version, key, at_counter=at_counter)
    assert isinstance(error, Conflict)
    assert "Kuota bulan ini (1 permohonan) sudah habis" in error.message
    cancel(world.joko, first.number)
    application = submit_at_counter(world.operator, key) if at_counter else submit(world.siti, key)
    assert application.state == "submitted"


def test_the_quota_is_each_offices_own_and_of_one_period(world: World) -> None:
    change(world.version, quota=2, quota_period="day")
    sent(world.siti, world.version)
    offered = service_of(world.karangsari, "surat-uji")
    assert places_left(offered) == 1
    Application.objects.update(submitted_at=office_today_start() - timedelta(seconds=1))
    assert places_left(offered) == 2
    assert places_left(service_of(world.sidamulya, "surat-uji")) is None


def office_today_start() -> Any:
    from datetime import datetime, time
    from zoneinfo import ZoneInfo

    return datetime.combine(office_today("Asia/Jakarta"), time(), ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("per", "first", "following"),
    [
        ("day", date(2026, 11, 25), date(2026, 11, 26)),
        ("week", date(2026, 11, 23), date(2026, 11, 30)),
        ("month", date(2026, 11, 1), date(2026, 12, 1)),
        ("year", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_periods_begin_with_the_calendar(per: str, first: date, following: date) -> None:
    assert admission.period(Service(quota_period=per), date(2026, 11, 25)) == (first, following)
    assert admission.period(Service(quota_period="month"), date(2026, 12, 31))[1] == date(2027, 1, 1)


@pytest.mark.parametrize("at_counter", [False, True])
def test_who_may_apply_is_asked_of_the_register(world: World, at_counter: bool) -> None:
    version = with_rules(world, {"who": GROWN})
    error = refused(world, version, begun(world, version, at_counter=at_counter), at_counter=at_counter)
    assert isinstance(error, InvalidInput)
    assert set(error.errors) == {"untuk"}
    assert "SITI AMINAH belum memenuhi syarat" in error.message
    assert "Warga berumur 60 tahun ke atas." in error.message
    world.siti.resident.birth_date = date(1950, 1, 1)
    world.siti.resident.save()
    assert why_not(service_of(world.karangsari, "berpagar"), version, siti(world)) is None


def test_only_for_oneself(world: World) -> None:
    version = with_rules(world, {"for_family": False})
    dimas = child(world)
    applicant = Applicant(dimas, register_of(dimas), "anak")
    refusal = why_not(service_of(world.karangsari, "berpagar"), version, applicant)
    assert refusal is not None
    assert refusal.ground is Ground.PERSON
    assert submit(world.siti, draft(world.siti, version)).relation == ""


@pytest.mark.parametrize("at_counter", [False, True])
def test_one_open_request_for_each_person(world: World, at_counter: bool) -> None:
    version = with_rules(world, {"one_open": True})
    running = sent(world.siti, version)
    key = begun(world, version, at_counter=at_counter)
    error = refused(world, version, key, at_counter=at_counter)
    assert isinstance(error, Conflict)
    assert "masih punya permohonan layanan ini" in error.message
    refusal = why_not(service_of(world.karangsari, "berpagar"), version, siti(world))
    assert refusal is not None
    assert refusal.running == running
    assert sent(world.joko, version, nama="JOKO").number
    cancel(world.siti, running.number)
    assert (submit_at_counter(world.operator, key) if at_counter else submit(world.siti, key)).number


def test_a_new_version_does_not_let_a_second_one_in(world: World) -> None:
    version = with_rules(world, {"one_open": True})
    older = ServiceVersion.objects.get(service=version.service_id, number=1)
    sent(world.siti, older)
    assert isinstance(refused(world, version, draft(world.siti, version), at_counter=False), Conflict)


def test_a_service_the_village_does_not_show_takes_nothing(world: World) -> None:
    assert offer_of(world.sidamulya, world.version.service) is None
    refusal = why_not(None, world.version, None)
    assert refusal is not None
    assert refusal.ground is Ground.CLOSED


def test_switched_off_here_it_takes_nothing(world: World) -> None:
    key = draft(world.siti, world.version)
    ServiceAtOffice.objects.create(office=world.karangsari, service=world.version.service, is_off=True)
    assert "tidak membuka layanan ini" in refused(world, world.version, key, at_counter=False).message
