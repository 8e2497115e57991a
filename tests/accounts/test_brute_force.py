"""Guessing a PIN, a password or a code for a day: how many tries get as far as the secret."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

import pyotp
import pytest
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest
from django.utils import timezone

from tatadesa.accounts import passwords
from tatadesa.accounts.actions import sign_in_citizen as signing_in
from tatadesa.accounts.actions.sign_in_citizen import sign_in_citizen
from tatadesa.accounts.actions.sign_in_staff import check_staff_code, check_staff_password
from tatadesa.core.errors import DomainError, InvalidInput, TooMany
from tests.people import PASSWORD, PIN, TOTP_SECRET, World

NIK = "3302076505909001"
GUESSES = 10_000
DAY = timedelta(hours=24)
# Of a million PINs. The delays alone allow 33 in the first day and 24 in each further one.
BOUND = 40
MakeRequest = Callable[..., HttpRequest]


class Clock:
    """Time as the test says."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(timezone, "now", lambda: moved.now)
    return moved


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every secret that was compared with a stored one."""
    seen: list[str] = []

    def counting(secret: str, encoded: str) -> bool:
        seen.append(secret)
        return check_password(secret, encoded)

    monkeypatch.setattr(passwords, "check_password", counting)
    return seen


def test_ten_thousand_pins_in_a_day_from_as_many_addresses(
    world: World, make_request: MakeRequest, clock: Clock, checks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every guess goes through the whole action; only the account behind the NIK, which nothing changes, is read once.
    monkeypatch.setattr(signing_in, "_find", cache(signing_in._find))
    guesses = [f"{number:06d}" for number in range(270_000, 270_000 + GUESSES)]
    assert PIN in guesses
    answers = {"wrong": 0, "wait": 0}
    for serial, guess in enumerate(guesses):
        clock.now += DAY / GUESSES
        request = make_request(REMOTE_ADDR=f"10.{serial // 65536}.{serial // 256 % 256}.{serial % 256}")
        try:
            sign_in_citizen(request, NIK, guess)
        except InvalidInput:
            answers["wrong"] += 1
        except TooMany:
            answers["wait"] += 1
    assert answers["wrong"] + answers["wait"] == GUESSES, "a guess opened the account"
    assert len(checks) == answers["wrong"] <= BOUND


def test_nor_does_guessing_right_after_each_wait_bring_more(
    world: World, make_request: MakeRequest, clock: Clock, checks: list[str]
) -> None:
    end = clock.now + DAY
    serial = 0
    while clock.now < end:
        serial += 1
        try:
            sign_in_citizen(make_request(REMOTE_ADDR=f"10.1.{serial // 256}.{serial % 256}"), NIK, f"{serial:06d}")
        except TooMany as stopped:
            clock.now += timedelta(seconds=stopped.retry_after)
        except InvalidInput:
            continue
    assert 20 < len(checks) <= BOUND


def test_passwords_of_staff(world: World, make_request: MakeRequest, clock: Clock, checks: list[str]) -> None:
    for serial in range(500):
        clock.now += DAY / 500
        with pytest.raises(DomainError):
            check_staff_password(make_request(REMOTE_ADDR=f"10.2.0.{serial % 256}"), "kades", f"x{serial}")
    assert len(checks) <= BOUND


def test_codes_of_somebody_who_has_the_password(world: World, make_request: MakeRequest, clock: Clock) -> None:
    wrong = 0
    for serial in range(300):
        clock.now += DAY / 300
        request = make_request(REMOTE_ADDR=f"10.3.{serial // 256}.{serial % 256}")
        check_staff_password(request, "kades", PASSWORD)
        right = pyotp.TOTP(TOTP_SECRET).at(clock.now)
        try:
            check_staff_code(request, f"{(int(right) + 500_000) % 1_000_000:06d}")
        except InvalidInput:
            wrong += 1
        except TooMany:
            continue
    assert wrong <= BOUND
