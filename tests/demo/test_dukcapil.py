"""The demo's village asks the emulated Dukcapil, on whatever port it has this time."""

import json
from pathlib import Path

import pytest

from tatadesa.config.demo import dukcapil
from tatadesa.config.demo.dukcapil import connect_dukcapil
from tatadesa.gateways.dukcapil.emulator import make_server
from tatadesa.residents.models import PopulationSettings, Resident
from tatadesa.residents.population import verify
from tatadesa.residents.ports import Elements, SourceStatus
from tests.gateways.emulators import Running
from tests.people import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(dukcapil, "HOME_VILLAGE", world.karangsari.code)
    return tmp_path / "emulators" / "dukcapil.jsonl"


def test_it_knows_the_residents(world: World, file: Path) -> None:
    with Running(make_server(0, file)) as running:
        connect_dukcapil(file, running.url)
        siti = Resident.objects.get(account=world.siti)
        elements = Elements(nik=siti.nik, name=siti.name, birth_date=siti.birth_date, sex=siti.sex)
        answer = verify(world.karangsari, elements, actor_id=None, purpose="uji")
    assert (answer.status, answer.reason) == (SourceStatus.MATCHED, "")


def test_the_port_follows_and_other_settings_stay(world: World, file: Path) -> None:
    connect_dukcapil(file, "http://127.0.0.1:1001")
    PopulationSettings.objects.update(threshold=55, is_on=False)
    connect_dukcapil(file, "http://127.0.0.1:1002")
    kept = PopulationSettings.objects.get()
    assert (kept.base_url, kept.threshold, kept.is_on) == ("http://127.0.0.1:1002", 55, False)
    PopulationSettings.objects.update(base_url="http://172.16.160.10:8000")
    connect_dukcapil(file, "http://127.0.0.1:1003")
    assert PopulationSettings.objects.get().base_url == "http://172.16.160.10:8000"


def test_some_without_an_account_answer_otherwise(world: World, file: Path) -> None:
    siti = Resident.objects.get(account=world.siti)
    assert "RESPONSE_CODE" not in dukcapil._person(siti, 11)
    siti.account_id = None
    assert dukcapil._person(siti, 11)["RESPONSE_CODE"] == 11
    assert dukcapil._person(siti, 20)["NAMA_LGKP"] != siti.name
    connect_dukcapil(file, "http://127.0.0.1:1001")
    assert len([json.loads(line) for line in file.read_text().splitlines()]) == Resident.objects.count()
