"""Loading the demo district: complete, once, described in ``demo.json``, and never by accident."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tatadesa.accounts import totp
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.states import State
from tatadesa.catalogue.commands import LIBRARY
from tatadesa.catalogue.queries import services_of
from tatadesa.config.demo import district
from tatadesa.config.demo.district import load_demo
from tatadesa.config.demo.offices import DISTRICT, HOME_VILLAGE, VILLAGES
from tatadesa.core.clock import now
from tatadesa.core.errors import DomainError
from tatadesa.letters.models import Letter
from tatadesa.letters.pictures import check_logo
from tatadesa.offices.models import Office
from tatadesa.regions.models import Region
from tatadesa.residents import codes
from tatadesa.residents.models import Family, Mutation, Resident
from tatadesa.residents.queries import resident_of

pytestmark = pytest.mark.django_db
REGIONS = {
    "33": "Jawa Tengah",
    "33.02": "Kabupaten Banyumas",
    DISTRICT: "Sumpiuh",
    VILLAGES[0]: "Nusadadi",
    VILLAGES[1]: "Selandaka",
    VILLAGES[2]: "Karanggedang",
}


@pytest.fixture
def demo_mode(settings: Settings) -> None:
    """An empty installation that says it is a demo, with the regions the demo stands in."""
    settings.MODE = "demo"
    for code, name in REGIONS.items():
        Region.objects.create(
            code=code, parent_id=code.rpartition(".")[0] or None, level=code.count(".") + 1, name=name
        )


def _load(data_dir: Path) -> dict[str, list[dict[str, str]]]:
    load_demo(data_dir, "http://localhost:8000")
    known: dict[str, list[dict[str, str]]] = json.loads((data_dir / "demo.json").read_text())
    return known


@pytest.mark.usefixtures("demo_mode")
def test_the_district_is_complete_and_loaded_once(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text('{"urls": {"emulators": {"push": "http://localhost:9"}}, "mine": 1}')
    known = _load(tmp_path)

    homes = {code: Resident.objects.filter(office__code=code).count() for code in VILLAGES}
    # A child was born and a couple came, on a card of their own.
    assert list(homes.values()) == [3000 + 3, 300, 300]
    assert Family.objects.filter(office__code=HOME_VILLAGE).count() == 850 + 1
    assert set(Office.objects.values_list("kind", flat=True)) == {
        "desa", "kabupaten", "kecamatan", "kua", "polsek", "puskesmas", "dukcapil"
    }  # fmt: skip
    for office in Office.objects.all():
        assert office.letterhead
        assert office.complaints_contact
        assert check_logo(office.logo_svg)
    shown = len(list(LIBRARY.glob("*/service.json"))) + 1  # and what the kecamatan offers
    assert all(len(services_of(Office.objects.get(code=code))) == shown for code in VILLAGES)

    _check_citizens(known["citizens"])
    _check_staff(known["staff"])
    _check_applications(known["citizens"])
    _check_mutations()
    _check_cards(known["cards"])
    assert known["mine"] == 1
    assert known["urls"] == {
        "portal": "http://localhost:8000/",
        "desk": "http://localhost:8000/desk/",
        "emulators": {"push": "http://localhost:9"},
    }

    (tmp_path / "demo.json").unlink()
    again = _load(tmp_path)
    assert (again["citizens"], again["staff"]) == (known["citizens"], known["staff"])
    assert Resident.objects.count() == 3600 + 3


def _check_citizens(citizens: list[dict[str, str]]) -> None:
    assert [citizen["office"] for citizen in citizens] == [HOME_VILLAGE] * 6 + list(VILLAGES[1:])
    residents = []
    for citizen in citizens:
        account = Account.objects.get(kind=Account.Kind.CITIZEN, login=citizen["nik"])
        assert account.check_password(citizen["pin"])
        resident = resident_of(account)
        assert resident is not None
        assert (resident.nik, resident.name, resident.office.code) == (
            citizen["nik"], citizen["name"], citizen["office"]
        )  # fmt: skip
        assert resident.phone == account.citizen.phone
        residents.append(resident)
    husband, wife, *others = residents
    assert husband.family_id == wife.family_id
    assert husband.family_id not in {other.family_id for other in others}


def _check_cards(cards: list[dict[str, str]]) -> None:
    assert len(cards) == 6
    for card in cards:
        assert Path(card["file"]).read_bytes().startswith(b"\xff\xd8\xff")
        resident = Resident.objects.get(nik=card["nik"])
        assert (resident.name, resident.account) == (card["name"], None)


def _check_staff(staff: list[dict[str, str]]) -> None:
    roles = {entry["role"] for entry in staff if entry["office"] == HOME_VILLAGE}
    assert roles == {"operator", "kasi", "sekdes", "kades", "rt", "rw", "administrator"}
    for entry in staff:
        member = StaffMember.objects.get(account__login=entry["username"], account__kind=Account.Kind.STAFF)
        assert member.account.check_password(entry["password"])
        assert (member.office.code, member.roles) == (entry["office"], [entry["role"]])
        assert bool(entry["totp_secret"]) == (entry["role"] in ("kades", "sekdes", "administrator"))
        if entry["totp_secret"]:
            assert totp.verify(member, totp.pyotp.TOTP(entry["totp_secret"]).now())


def _check_applications(citizens: list[dict[str, str]]) -> None:
    past = Application.objects.filter(submitted_at__lt=now() - timedelta(days=1))
    assert {row.office.code: past.filter(office=row.office).count() for row in past} == dict(
        zip(VILLAGES, (24, 7, 5), strict=True)
    )
    assert not past.filter(decided_at=None).exists()
    applications = Application.objects.exclude(pk__in=past)
    assert {application.office.code for application in applications} == {HOME_VILLAGE}
    assert {application.state for application in applications} == set(State)
    assert not applications.filter(citizen__login=citizens[0]["nik"]).exists()
    assert all(application.attachments.exists() for application in applications)
    assert Letter.objects.filter(state=Letter.State.ISSUED).exists()
    assert Draft.objects.count() == 1


def _check_mutations() -> None:
    entries = Mutation.objects.filter(office__code=HOME_VILLAGE)
    assert {entry.kind for entry in entries} == {"birth", "death", "move_out", "move_in", "change"}
    families = Family.objects.filter(office__code=HOME_VILLAGE, members__base_status=codes.ALIVE).distinct()
    assert all(
        family.members.filter(base_status=codes.ALIVE, family_role=codes.HEAD).count() == 1 for family in families
    )


@pytest.mark.usefixtures("demo_mode")
@pytest.mark.parametrize("mode", ["production", "test", ""])
def test_only_a_demo_installation_loads_it(settings: Settings, tmp_path: Path, mode: str) -> None:
    settings.MODE = mode
    with pytest.raises(DomainError):
        load_demo(tmp_path, "http://localhost:8000")
    assert not Office.objects.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("demo_mode")
def test_a_load_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(source: str, office_code: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(district, "load_services", no_room)
    with pytest.raises(OSError, match="disk full"):
        load_demo(tmp_path, "http://localhost:8000")
    assert not Resident.objects.exists()
    assert not Office.objects.exists()
    assert not (tmp_path / "demo.json").exists()
