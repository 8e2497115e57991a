"""Who says how Dukcapil is reached, and what may be said."""

from typing import Any

import pytest

from tatadesa.accounts import secrets
from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed
from tatadesa.residents.actions.change_population_settings import change_population_settings
from tatadesa.residents.models import PopulationSettings
from tatadesa.residents.population import as_source_settings
from tests.gateways.certificates import authority, self_signed
from tests.people import PASSWORD, World

pytestmark = pytest.mark.django_db

TYPED = {
    "is_on": "1",
    "family": "verify",
    "base_url": "http://172.16.160.10:8000/",
    "path": "dukcapil/get_json/33/diskominfo_33",
    "method": "CALL_VERIFY_BY_ELEMEN",
    "user_id": "desa",
    "password": "rahasia",
    "client_ip": "10.33.0.30",
    "nik_key": "NIK",
    "user_key": "USER_ID",
    "password_key": "PASSWORD",
    "ip_key": "IP_USER",
    "threshold_key": "TRESHOLD",
    "threshold": "85",
    "threshold_as_text": "1",
    "date_format": "ymd",
    "basic_user": "",
    "timeout_seconds": "5",
    "verifies_tls": "1",
    "ca_certificate": "",
}


@pytest.fixture
def admin(world: World) -> StaffMember:
    return create_staff_member(
        world.karangsari, "admin", PASSWORD, "Nur Hidayati", "Administrator", ["administrator"], totp_secret="A" * 32
    )


def change(staff: StaffMember, *, seen: int = 1, elements: Any = ("name", "sex"), **changes: Any) -> PopulationSettings:
    typed = {name: value for name, value in {**TYPED, **changes}.items() if value is not None}
    return change_population_settings(staff, typed, list(elements), seen=seen)


def test_what_is_typed_is_what_is_used(admin: StaffMember) -> None:
    made = as_source_settings(change(admin, sends_transaction_id="1"))
    assert (made.base_url, made.password, made.threshold, made.date_day_first) == (
        "http://172.16.160.10:8000",
        "rahasia",
        85,
        False,
    )
    assert made.elements == ("name", "sex")
    assert made.sends_transaction_id
    stored = PopulationSettings.objects.get()
    assert "rahasia" not in stored.password
    assert (stored.edition, stored.changed_by_id) == (2, admin.pk)


def test_only_an_administrator(world: World) -> None:
    for staff in (world.operator, world.sekdes, world.kades, world.stranger_kades):
        with pytest.raises(NotAllowed):
            change(staff)
    assert not PopulationSettings.objects.exists()


def test_two_at_once_do_not_overwrite_each_other(admin: StaffMember) -> None:
    change(admin)
    with pytest.raises(Conflict):
        change(admin, threshold="10")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("base_url", ""),
        ("base_url", "172.16.160.10"),
        ("base_url", "ftp://172.16.160.10"),
        ("base_url", "file:///etc/passwd"),
        ("base_url", "http://user:sandi@172.16.160.10"),
        ("base_url", "http://172.16.160.10:99999"),
        ("base_url", "http://172.16.160.10/?a=b"),
        ("base_url", "http://172.16.160.10/#a"),
        ("base_url", "http://[::1"),
        ("base_url", "http://contoh\r\nHost: lain"),
        ("base_url", "http://" + "a" * 250),
        ("path", ""),
        ("path", "../../admin"),
        ("path", "dukcapil get"),
        ("method", ""),
        ("method", "call/nik"),
        ("family", "lain"),
        ("user_id", ""),
        ("user_id", "a" * 101),
        ("password", ""),
        ("password", "dua\nbaris"),
        ("client_ip", "10.33.0.300"),
        ("nik_key", "9NIK"),
        ("nik_key", "USER_ID"),
        ("threshold", "0"),
        ("threshold", "101"),
        ("threshold", "sembilan"),
        ("threshold", "٩"),
        ("timeout_seconds", "31"),
        ("date_format", ""),
        ("ca_certificate", "-----BEGIN CERTIFICATE-----\nbukan\n-----END CERTIFICATE-----"),
    ],
)
def test_what_cannot_work_is_refused_by_field(admin: StaffMember, field: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(admin, **{field: value})
    assert list(refused.value.errors) == [field]
    assert not PopulationSettings.objects.filter(is_on=True).exists()


def test_at_least_one_known_element(admin: StaffMember) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(admin, elements=["nik", "agama"])
    assert list(refused.value.errors) == ["elements"]


def test_switched_off_nothing_is_needed_yet(admin: StaffMember) -> None:
    made = change(admin, is_on=None, base_url="", path="", user_id="", password="", client_ip="")
    assert not made.is_on


def test_an_empty_password_stays_unless_the_address_moves(admin: StaffMember) -> None:
    change(admin, basic_user="b", basic_password="dasar")
    kept = change(admin, seen=2, password="", basic_user="b", threshold="70")
    assert secrets.decrypt(kept.password) == "rahasia"
    assert secrets.decrypt(kept.basic_password) == "dasar"
    with pytest.raises(InvalidInput) as refused:
        change(admin, seen=3, base_url="http://10.0.0.9", password="", basic_user="b")
    assert set(refused.value.errors) == {"password", "basic_password"}
    assert change(admin, seen=3, password="").basic_password == ""


def test_a_change_ends_the_pause(admin: StaffMember) -> None:
    PopulationSettings.objects.filter(pk=change(admin).pk).update(failures=7)
    assert change(admin, seen=2).failures == 0


def test_a_certificate_of_their_own(admin: StaffMember, tmp_path: Any) -> None:
    text = authority(self_signed(tmp_path))
    assert change(admin, ca_certificate=text).ca_certificate == text.strip()
