"""Signing in: one answer for whatever is wrong, delays that grow and outlive the session, codes that work once."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from tatadesa.accounts import passwords, recovery
from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.actions.sign_in_citizen import sign_in_citizen
from tatadesa.accounts.actions.sign_in_staff import check_staff_code, check_staff_password, waits_for_code
from tatadesa.accounts.models import Account, AccountEvent, Device
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, TooMany
from tests.people import PASSWORD, PIN, TOTP_SECRET, World

NIK = "3302076505909001"
MakeRequest = Callable[..., HttpRequest]


def wrong(request: HttpRequest, identity: str = NIK, pin: str = "999888") -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        sign_in_citizen(request, identity, pin)
    return refused.value.errors


def test_citizen_by_nik_with_blanks(world: World, make_request: MakeRequest) -> None:
    assert sign_in_citizen(make_request(), "3302 0765 0590 9001", PIN) == world.siti


def give_phone(account: Account, number: str = "6281234567890") -> None:
    account.citizen.phone = number
    account.citizen.save()


def test_citizen_by_phone(world: World, make_request: MakeRequest) -> None:
    give_phone(world.siti)
    for typed in ("0812-3456-7890", "+62 812 3456 7890"):
        assert sign_in_citizen(make_request(), typed, PIN) == world.siti


def test_a_phone_that_a_family_shares_names_nobody(world: World, make_request: MakeRequest) -> None:
    give_phone(world.siti)
    give_phone(world.budi)
    assert wrong(make_request(), "081234567890", PIN) == wrong(make_request(), NIK)
    world.budi.is_active = False
    world.budi.save()
    assert sign_in_citizen(make_request(), "081234567890", PIN) == world.siti


def test_another_spelling_of_a_number_brings_no_further_tries(world: World, make_request: MakeRequest) -> None:
    spellings = ("081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890")
    for spelling in spellings:
        wrong(make_request(), spelling)
    for spelling in spellings:
        with pytest.raises(TooMany):
            sign_in_citizen(make_request(), spelling, "999888")


def test_the_same_words_for_unknown_and_wrong(world: World, make_request: MakeRequest) -> None:
    assert wrong(make_request(), NIK) == wrong(make_request(), "3302076505909999", PIN)


def test_unknown_and_known_are_slowed_down_alike(world: World, make_request: MakeRequest) -> None:
    waits = []
    for identity in (NIK, "3302076505909999"):
        for _ in range(4):
            wrong(make_request(), identity)
        with pytest.raises(TooMany) as stopped:
            sign_in_citizen(make_request(), identity, PIN)
        waits.append((stopped.value.message, stopped.value.retry_after))
    assert waits[0] == waits[1]


def test_an_unknown_identity_costs_a_hash_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    def counting(secret: str, encoded: str) -> bool:
        hashed.append(encoded.split("$")[1])
        return check_password(secret, encoded)

    monkeypatch.setattr(passwords, "check_password", counting)
    assert not passwords.matches(None, PIN)
    assert passwords.matches(world.siti, PIN)
    assert hashed == ["argon2id", "argon2id"]


def test_fresh_sessions_give_no_fresh_tries(world: World, make_request: MakeRequest) -> None:
    for _ in range(4):
        wrong(make_request())
    with pytest.raises(TooMany) as stopped:
        sign_in_citizen(make_request(), NIK, PIN)
    assert 25 <= stopped.value.retry_after <= 30


def test_a_right_pin_makes_the_next_slip_the_first(world: World, make_request: MakeRequest) -> None:
    for _ in range(3):
        for _ in range(3):
            wrong(make_request())
        sign_in_citizen(make_request(), NIK, PIN)


def test_one_address_cannot_try_many_people(world: World, make_request: MakeRequest) -> None:
    for serial in range(60):
        wrong(make_request(), f"33020765059{serial:05d}")
    with pytest.raises(TooMany):
        sign_in_citizen(make_request(), NIK, PIN)


@pytest.mark.parametrize(("identity", "pin", "at"), [("", PIN, "identitas"), (NIK, "", "pin"), (NIK, "12a456", "pin")])
def test_empty_or_misshapen(world: World, make_request: MakeRequest, identity: str, pin: str, at: str) -> None:
    assert set(wrong(make_request(), identity, pin)) == {at}


def test_a_pin_that_an_officer_gave_opens_nothing_once_it_is_old(world: World, make_request: MakeRequest) -> None:
    world.siti.temporary_until = now() + timedelta(hours=1)
    world.siti.save()
    assert sign_in_citizen(make_request(), NIK, PIN) == world.siti
    world.siti.temporary_until = now() - timedelta(seconds=1)
    world.siti.save()
    wrong(make_request(), NIK, PIN)


def test_signing_in_notes_the_device_and_tells_the_owner(world: World, make_request: MakeRequest) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
    request = make_request(HTTP_USER_AGENT=agent)
    sign_in_citizen(request, NIK, PIN)
    device = Device.objects.get(account=world.siti)
    assert (device.label, device.session_key) == ("Chrome di Android", request.session.session_key)
    event = AccountEvent.objects.get(account=world.siti)
    assert event.kind == AccountEvent.Kind.NEW_BROWSER
    assert "Chrome di Android" in event.words


def test_a_citizen_is_no_staff_member(world: World, make_request: MakeRequest) -> None:
    with pytest.raises(InvalidInput):
        check_staff_password(make_request(), NIK, PIN)


def test_staff_without_second_factor(world: World, make_request: MakeRequest) -> None:
    request = make_request()
    assert check_staff_password(request, "Operator", PASSWORD) == world.operator.account
    assert request.user == world.operator.account


def test_staff_with_second_factor_and_each_code_once(world: World, make_request: MakeRequest) -> None:
    assert TOTP_SECRET not in world.kades.totp_secret
    code = pyotp.TOTP(TOTP_SECRET).now()
    request = make_request()
    assert check_staff_password(request, "kades", PASSWORD) is None
    assert waits_for_code(request)
    assert not request.user.is_authenticated
    with pytest.raises(InvalidInput):
        check_staff_code(request, "000000" if code != "000000" else "111111")
    assert check_staff_code(request, code) == world.kades.account
    again = make_request()
    check_staff_password(again, "kades", PASSWORD)
    with pytest.raises(InvalidInput):
        check_staff_code(again, code)


def test_a_recovery_code_opens_once_and_is_counted(world: World, make_request: MakeRequest) -> None:
    codes = recovery.make(world.kades.account)
    request = make_request()
    check_staff_password(request, "kades", PASSWORD)
    assert check_staff_code(request, f" {codes[3].lower().replace('0', 'o')} ") == world.kades.account
    event = AccountEvent.objects.filter(kind=AccountEvent.Kind.RECOVERY_USED).get()
    assert "Sisa 9 kode" in event.words
    again = make_request()
    check_staff_password(again, "kades", PASSWORD)
    with pytest.raises(InvalidInput):
        check_staff_code(again, codes[3])


def test_a_recovery_code_is_for_its_owner_only(world: World, make_request: MakeRequest) -> None:
    codes = recovery.make(world.stranger_kades.account)
    request = make_request()
    check_staff_password(request, "kades", PASSWORD)
    with pytest.raises(InvalidInput):
        check_staff_code(request, codes[0])


def test_codes_are_slowed_down_and_a_right_password_does_not_help(world: World, make_request: MakeRequest) -> None:
    for _ in range(4):
        request = make_request()
        check_staff_password(request, "kades", PASSWORD)
        with pytest.raises(InvalidInput):
            check_staff_code(request, "abcde-fghjk")
    request = make_request()
    check_staff_password(request, "kades", PASSWORD)
    with pytest.raises(TooMany):
        check_staff_code(request, pyotp.TOTP(TOTP_SECRET).now())


def test_the_code_alone_opens_nothing(world: World, make_request: MakeRequest) -> None:
    with pytest.raises(InvalidInput):
        check_staff_code(make_request(), "123456")


@pytest.mark.parametrize(
    "pin", ["111111", "123456", "654321", "121212", "274274", "12345", "1234567", "abcdef", "１２３４５７"]
)
def test_weak_or_misshapen_pins_are_refused(world: World, pin: str) -> None:
    with pytest.raises(InvalidInput):
        create_citizen(world.karangsari, "3302076505909077", pin, "X")
    assert not Account.objects.filter(login="3302076505909077").exists()


def test_an_account_can_be_made_with_a_hash_from_before(world: World, make_request: MakeRequest) -> None:
    hashed = passwords.hash_pin("581726")
    account = create_citizen(
        world.karangsari, "3302076505909077", None, "WATI", email="wati@contoh.id", pin_hash=hashed
    )
    assert sign_in_citizen(make_request(), "3302076505909077", "581726") == account
    nothing = create_citizen(world.karangsari, "3302076505909078", None, "WIWIT")
    wrong(make_request(), nothing.login, "581726")
