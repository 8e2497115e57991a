"""Signing in: one answer for whatever is wrong, limits that outlive the session, codes that work once."""

from collections.abc import Callable

import pyotp
import pytest
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from tatadesa.accounts import passwords, secrets
from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.actions.sign_in_citizen import sign_in_citizen
from tatadesa.accounts.actions.sign_in_staff import check_staff_code, check_staff_password, waits_for_code
from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput, TooMany
from tests.people import PASSWORD, PIN, World

NIK = "3302076505909001"
MakeRequest = Callable[..., HttpRequest]


def test_citizen_by_nik_with_blanks(world: World, make_request: MakeRequest) -> None:
    assert sign_in_citizen(make_request(), "3302 0765 0590 9001", PIN) == world.siti


def test_citizen_by_phone(world: World, make_request: MakeRequest) -> None:
    world.siti.citizen.phone = "6281234567890"
    world.siti.citizen.save()
    for typed in ("0812-3456-7890", "+62 812 3456 7890"):
        assert sign_in_citizen(make_request(), typed, PIN) == world.siti


def test_another_spelling_of_a_number_brings_no_further_tries(world: World, make_request: MakeRequest) -> None:
    spellings = ("081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890")
    for turn in range(8):
        with pytest.raises(InvalidInput):
            sign_in_citizen(make_request(), spellings[turn % 4], "999888")
    for spelling in spellings:
        with pytest.raises(TooMany):
            sign_in_citizen(make_request(), spelling, "999888")


def test_the_same_words_for_unknown_and_wrong(world: World, make_request: MakeRequest) -> None:
    answers = []
    for identity, pin in ((NIK, "999888"), ("3302076505909999", PIN)):
        with pytest.raises(InvalidInput) as refused:
            sign_in_citizen(make_request(), identity, pin)
        answers.append(refused.value.errors)
    assert answers[0] == answers[1]


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
    for _ in range(8):
        with pytest.raises(InvalidInput):
            sign_in_citizen(make_request(), NIK, "999888")
    with pytest.raises(TooMany) as stopped:
        sign_in_citizen(make_request(), NIK, PIN)
    assert stopped.value.retry_after > 60


def test_one_address_cannot_try_many_people(world: World, make_request: MakeRequest) -> None:
    for serial in range(60):
        with pytest.raises(InvalidInput):
            sign_in_citizen(make_request(), f"33020765059{serial:05d}", "999888")
    with pytest.raises(TooMany):
        sign_in_citizen(make_request(), NIK, PIN)


@pytest.mark.parametrize(("identity", "pin", "at"), [("", PIN, "identitas"), (NIK, "", "pin"), (NIK, "12a456", "pin")])
def test_empty_or_misshapen(world: World, make_request: MakeRequest, identity: str, pin: str, at: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sign_in_citizen(make_request(), identity, pin)
    assert set(refused.value.errors) == {at}


def test_a_citizen_is_no_staff_member(world: World, make_request: MakeRequest) -> None:
    with pytest.raises(InvalidInput):
        check_staff_password(make_request(), NIK, PIN)


def test_staff_without_second_factor(world: World, make_request: MakeRequest) -> None:
    request = make_request()
    assert check_staff_password(request, "Operator", PASSWORD)
    assert request.user == world.operator.account


def test_staff_with_second_factor_and_each_code_once(world: World, make_request: MakeRequest) -> None:
    secret = pyotp.random_base32()
    world.kades.totp_secret = secrets.encrypt(secret)
    world.kades.save()
    assert secret not in world.kades.totp_secret
    code = pyotp.TOTP(secret).now()
    request = make_request()
    assert not check_staff_password(request, "kades", PASSWORD)
    assert waits_for_code(request)
    assert not request.user.is_authenticated
    with pytest.raises(InvalidInput):
        check_staff_code(request, "000000" if code != "000000" else "111111")
    assert check_staff_code(request, code) == world.kades.account
    again = make_request()
    check_staff_password(again, "kades", PASSWORD)
    with pytest.raises(InvalidInput):
        check_staff_code(again, code)


def test_the_code_alone_opens_nothing(world: World, make_request: MakeRequest) -> None:
    with pytest.raises(InvalidInput):
        check_staff_code(make_request(), "123456")


@pytest.mark.parametrize("pin", ["111111", "123456", "654321", "12345", "1234567", "abcdef", "１２３４５７"])
def test_weak_or_misshapen_pins_are_refused(world: World, pin: str) -> None:
    with pytest.raises(InvalidInput):
        create_citizen(world.karangsari, "3302076505909077", pin, "X")
    assert not Account.objects.filter(login="3302076505909077").exists()
