"""The figures of an office, against histories made by hand."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput, NotAllowed
from tatadesa.insight import dashboard
from tatadesa.insight.dashboard import Catalogue, Dashboard
from tatadesa.residents.models import Family
from tests.insight.histories import JUNE, MORNING, application, hours, step
from tests.people import World, publish_service
from tests.residents.register import role


def figures(staff: StaffMember, service: UUID | None = None) -> Dashboard:
    """Of June 2026."""
    return dashboard.of_office(staff, JUNE, Catalogue.of(staff.office), service)


def test_received_finished_late_and_how_long(world: World) -> None:
    for took in hours(1, 2, 3, 4, 5, 6, 7, 8, 30, 100):
        application(world.siti, world.version, took=took)
    application(world.siti, world.version, took=None)
    counted = figures(world.operator)
    [row] = counted.services
    assert (row.name, row.promise) == ("Surat Keterangan Uji", "1 hari kerja")
    assert (row.received, row.finished, row.late) == (11, 10, 2)
    assert (row.spread.half_words, row.spread.most_words) == ("5 jam", "2 hari")
    assert (counted.received, counted.finished, counted.late) == (11, 10, 2)
    [open_now] = counted.running
    assert (open_now.count, open_now.overdue) == (1, 1)


def test_a_refusal_is_an_answer_and_a_cancellation_is_none(world: World) -> None:
    for state in ("completed", "rejected", "withdrawn", "cancelled"):
        application(world.siti, world.version, state=state)
    counted = figures(world.operator)
    assert (counted.received, counted.finished) == (4, 3)
    assert counted.spread.half is None


def test_the_day_of_the_answer_counts_by_the_clock_of_the_office(world: World) -> None:
    first, after = datetime(2026, 5, 31, 17, 0, tzinfo=UTC), datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
    for moment in (first - timedelta(seconds=1), first, after - timedelta(seconds=1), after):
        application(world.siti, world.version, sent=moment - timedelta(hours=1))
    counted = figures(world.operator)
    assert (counted.received, counted.finished) == (2, 2)


def test_only_of_the_own_office(world: World) -> None:
    for took in hours(1, 2):
        application(world.rina, world.sidamulya_version, took=took)
    assert figures(world.operator).services == []
    assert figures(world.stranger_operator).finished == 2


def test_steps_by_the_name_people_see(world: World) -> None:
    for number in range(1, 6):
        sent = application(world.siti, world.version, took=timedelta(hours=number))
        step(sent, "Pemeriksaan berkas", timedelta(hours=number), by=world.operator)
        step(sent, "Penerbitan surat", timedelta(minutes=7), by=world.kades, position=1)
    step(application(world.siti, world.version, took=None), "Pemeriksaan berkas", None)
    rows = {row.label: row.spread for row in figures(world.operator).steps}
    assert {label: spread.count for label, spread in rows.items()} == {"Pemeriksaan berkas": 5, "Penerbitan surat": 5}
    assert rows["Pemeriksaan berkas"].half_words == "3 jam"
    assert rows["Penerbitan surat"].most_words == "10 menit"


def test_a_step_at_an_agency_counts_there(world: World) -> None:
    sent = application(world.siti, world.version)
    step(sent, "Pemeriksaan kecamatan", timedelta(hours=2), office=world.sidamulya)
    assert figures(world.operator).steps == []
    assert [row.label for row in figures(world.stranger_operator).steps] == ["Pemeriksaan kecamatan"]


def test_narrowed_to_one_service(world: World) -> None:
    other = publish_service(world.karangsari, "surat-lain")
    for version, times in ((world.version, 2), (other, 3)):
        for _ in range(times):
            sent = application(world.siti, version, taken_by=world.operator)
            step(sent, version.service.slug, timedelta(hours=1), by=world.operator)
        application(world.siti, version, took=None, taken_by=world.operator)
    catalogue = Catalogue.of(world.karangsari)
    counted = figures(world.kades, catalogue.chosen("surat-lain"))
    assert (counted.received, counted.finished, counted.running[0].count) == (4, 3, 1)
    assert [(row.label, row.spread.count) for row in counted.steps] == [("surat-lain", 3)]
    assert [place.count for place in counted.places] == [4]
    assert [(row.held, row.finished) for row in counted.load.rows if row.name == "Sri Wahyuni"] == [(1, 3)]
    with pytest.raises(InvalidInput):
        catalogue.chosen("tidak-ada")


def test_where_they_come_from(world: World) -> None:
    Family.objects.filter(pk=world.joko.resident.family_id).update(dusun="Kulon", rw="007")
    for account in (world.siti, world.siti, world.budi, world.joko):
        application(account, world.version)
    application(world.rina, world.version)
    places = [(place.name, place.count, place.parts) for place in figures(world.operator).places]
    assert places == [("Krajan", 3, [("002", 3)]), ("Kulon", 1, [("007", 1)]), ("Warga desa lain", 1, [])]


def test_the_head_sees_the_load_of_everybody(world: World) -> None:
    for by, times in ((world.operator, 2), (world.other_operator, 1)):
        for _ in range(times):
            step(application(world.siti, world.version), "Pemeriksaan berkas", timedelta(hours=1), by=by)
    application(world.siti, world.version, took=None, taken_by=world.other_operator)
    load = figures(world.kades).load
    assert [(row.name, row.held, row.finished) for row in load.rows[:2]] == [
        ("Agus Riyanto", 1, 1),
        ("Sri Wahyuni", 0, 2),
    ]
    assert (load.officers, load.held, load.finished) == (4, 1, 3)


def test_others_see_their_own_row_and_an_administrator_no_name(world: World) -> None:
    assert [row.name for row in figures(world.operator).load.rows] == ["Sri Wahyuni"]
    assert figures(role(world.sekdes, "administrator")).load.rows == []


@pytest.mark.parametrize("roles", [["rt"], ["rw"], []])
def test_heads_of_an_rt_see_no_figures(world: World, roles: list[str]) -> None:
    with pytest.raises(NotAllowed):
        figures(role(world.sekdes, *roles))
    with pytest.raises(NotAllowed):
        dashboard.of_today(world.sekdes)


def test_a_service_that_is_closed_keeps_its_name(world: World) -> None:
    application(world.siti, world.version)
    world.version.service.is_open = False
    world.version.service.save()
    assert [row.name for row in figures(world.operator).services] == ["Surat Keterangan Uji"]


def test_today(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tatadesa.core.clock.now", lambda: MORNING)
    monkeypatch.setattr("tatadesa.insight.dashboard.now", lambda: MORNING)
    application(world.siti, world.version, sent=MORNING - timedelta(hours=2))
    application(world.siti, world.version, sent=MORNING - timedelta(days=2), took=None)
    application(world.siti, world.version, sent=MORNING - timedelta(hours=1), took=None)
    found = dashboard.of_today(world.operator)
    assert (found.received, found.finished, found.running, found.overdue) == (2, 1, 2, 1)


def test_the_number_of_queries_does_not_grow(world: World) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            figures(world.kades)
        return len(queries)

    before = count()
    for number in range(8):
        version = publish_service(world.karangsari, f"surat-{number}")
        step(application(world.siti, version), f"Tahap {number}", timedelta(hours=1), by=world.operator)
    assert count() == before <= 9
