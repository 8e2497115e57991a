"""An administrator with no other role sees no personal data: not of applicants, residents, registrations, letters."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tatadesa.accounts.models import Account
from tests.administration.people import administrator
from tests.people import SITI, World
from tests.standing import Standing
from tests.tenancy.test_every_address import RULES, Things, address

SignedIn = Callable[[Account], Client]
# What an administrator sets: services, how agencies are reached, how accounts sign in. None of it is about a citizen.
_OWN = ("desk:begin", "desk:office_", "desk:staff", "desk:service", "desk:new_service", "desk:builder")
_OWN += ("desk:colleagues", "desk:temporary_password", "desk:reset_second_factor", "desk:population_settings")
_OWN += (
    "desk:agency_contact",
    "desk:try_population",
    "desk:registration_settings",
    "desk:remove_passkey",
    "desk:sign_out_device",
)
PERSONAL = sorted(name for name, rule in RULES.items() if name.startswith("desk:") and rule.arguments)
PERSONAL = [name for name in PERSONAL if not name.startswith(_OWN)]
LISTS = ("inbox", "inbox_list", "letters", "residents", "mutations", "families", "statistics", "exports", "imports")
LISTS += ("registrations", "registrations_list", "data_requests", "counter_search", "record_move_in")


@pytest.fixture(scope="session")
def standing_things(standing_world: Standing[World], django_db_blocker: DjangoDbBlocker) -> Standing[Things]:
    with django_db_blocker.unblock():
        return Standing.make(lambda: Things.make(standing_world.put()))


@pytest.fixture
def things(db: None, standing_things: Standing[Things]) -> Things:
    return standing_things.put()


@pytest.fixture
def client(things: Things, signed_in: SignedIn) -> Client:
    return signed_in(administrator(things.world.karangsari).account)


def test_there_is_something_to_ask() -> None:
    assert {"desk:application", "desk:resident", "desk:registration", "desk:letter_pdf"} <= set(PERSONAL)


@pytest.mark.parametrize("name", PERSONAL)
def test_one_of_anything_is_shut(name: str, things: Things, client: Client) -> None:
    rule = RULES[name]
    path = address(name, rule, things)
    for method in rule.methods:
        answer = client.post(path, rule.data) if method == "POST" else client.get(path)
        assert answer.status_code in (403, 404), f"{method} {path}: {answer.status_code}"
        assert not SITI.search(answer.content.decode(errors="replace"))


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_shut_or_empty(name: str, things: Things, client: Client) -> None:
    assert things.registration.office == things.world.karangsari
    answer = client.get(reverse(f"desk:{name}"))
    assert answer.status_code in (200, 403, 404, 405)
    body = answer.content.decode(errors="replace")
    assert not SITI.search(body)
    assert things.open.number not in body
