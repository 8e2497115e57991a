"""Making one office: from the command line, and by the administrator above it."""

import argparse
from dataclasses import replace

import pytest

from tatadesa.accounts.models import StaffMember
from tatadesa.administration.actions.create_office import create_office, create_office_below
from tatadesa.administration.actions.give_first_password import give_first_password
from tatadesa.administration.models import OfficeChange
from tatadesa.administration.new_offices import Typed, zone_of
from tatadesa.config import office_command
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.offices.models import Office
from tests.administration.people import administrator, kabupaten, villages
from tests.people import PASSWORD, World

CODE = "33.02.07.2001"
TYPED = Typed(CODE, "Jl. Balai Desa No. 1", "Ani Lestari", "admin.satu")


@pytest.fixture
def maker(world: World) -> StaffMember:
    villages(3)
    return kabupaten()


def test_the_region_says_the_rest(maker: StaffMember) -> None:
    made = create_office(TYPED)
    office = Office.objects.get(code=CODE)
    assert (office.full_name, office.timezone, office.postcode) == ("Desa Desa1", "Asia/Jakarta", "53195")
    assert office.letterhead == ["PEMERINTAH KABUPATEN BANYUMAS", "KECAMATAN UJI", "DESA DESA1"]
    assert office.number_code == "DS.DESA1"
    staff = office.staff_members.get()
    assert (staff.roles, staff.account.login) == (["administrator"], "admin.satu")
    assert staff.account.check_password(made.password)
    assert staff.account.temporary_until is not None
    assert OfficeChange.objects.get(office=office).topic == "made"


def test_nothing_is_overwritten(maker: StaffMember) -> None:
    create_office(TYPED)
    with pytest.raises(InvalidInput) as refused:
        create_office(replace(TYPED, address="Lain"))
    assert set(refused.value.errors) == {"kode", "pengguna"}
    assert Office.objects.get(code=CODE).address == "Jl. Balai Desa No. 1"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"region": "33.02.07.9999"}, "kode"),
        ({"region": "33"}, "kode"),
        ({"region": "\0"}, "kode"),
        ({"region": ""}, "kode"),
        ({"address": ""}, "alamat"),
        ({"admin_name": " "}, "admin"),
        ({"username": "Ani Lestari"}, "pengguna"),
        ({"username": "operator"}, "pengguna"),
        ({"kind": "desa", "name": "KUA"}, "jenis"),
        ({"kind": "kua", "name": ""}, "nama"),
    ],
)
def test_what_cannot_be_made(maker: StaffMember, said: dict[str, str], field: str) -> None:
    before = Office.objects.count()
    with pytest.raises(InvalidInput) as refused:
        create_office(replace(TYPED, **said))
    assert field in refused.value.errors
    assert Office.objects.count() == before


def test_an_agency_has_a_name_of_its_own(maker: StaffMember) -> None:
    made = create_office(replace(TYPED, region="33.02.07", kind="kua", name="KUA Kecamatan Uji"))
    assert (made.office.code, made.office.full_name) == ("kua-kecamatan-uji-33.02.07", "KUA Kecamatan Uji")
    assert made.office.letterhead == ["PEMERINTAH KABUPATEN BANYUMAS", "KUA KECAMATAN UJI"]


@pytest.mark.parametrize(
    ("code", "zone"), [("33", "Jakarta"), ("61.71", "Pontianak"), ("73.71", "Makassar"), ("91.03", "Jayapura")]
)
def test_zones(code: str, zone: str) -> None:
    assert zone_of(code) == f"Asia/{zone}"


def test_only_inside_the_own_region_and_only_from_above(maker: StaffMember, world: World) -> None:
    assert create_office_below(maker, TYPED, own_password=PASSWORD).office.code == CODE
    other = replace(TYPED, region="33.02.07.2002", username="admin.dua")
    with pytest.raises(InvalidInput, match="perbaiki"):
        create_office_below(maker, other, own_password="salah")
    with pytest.raises(NotFound):
        create_office_below(administrator(world.karangsari), other, own_password=PASSWORD)
    Office.objects.filter(pk=maker.office_id).update(region="33.02.07.2901", code="lain")
    maker.refresh_from_db()
    with pytest.raises(InvalidInput) as refused:
        create_office_below(StaffMember.objects.get(pk=maker.pk), other, own_password=PASSWORD)
    assert "di luar" in refused.value.errors["kode"]


def test_a_first_password_again_until_somebody_came_in(maker: StaffMember) -> None:
    first = create_office_below(maker, TYPED, own_password=PASSWORD)
    again = give_first_password(maker, CODE, own_password=PASSWORD)
    staff = StaffMember.objects.select_related("account").get(office__code=CODE)
    assert staff.account.check_password(again.password)
    assert not staff.account.check_password(first.password)
    staff.account.temporary_until = None
    staff.account.save()
    with pytest.raises(Conflict):
        give_first_password(maker, CODE, own_password=PASSWORD)


def test_the_command_says_how_to_come_in(maker: StaffMember) -> None:
    parser = argparse.ArgumentParser()
    office_command.add_options(parser)
    options = parser.parse_args([CODE, "--address", "Jl. 1", "--admin", "Ani", "--username", "admin.satu"])
    words = office_command.create(options)
    assert "Desa Desa1 dibuat, kode 33.02.07.2001." in words
    assert "kata sandi sementara" in words
    with pytest.raises(ValueError, match="sudah ada"):
        office_command.create(options)
