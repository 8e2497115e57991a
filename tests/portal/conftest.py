"""Browsers of the people who use the portal."""

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tests.people import World


@pytest.fixture
def siti(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """Siti's browser."""
    return signed_in(world.siti)


@pytest.fixture
def joko(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """A stranger's browser, of the same village."""
    return signed_in(world.joko)


@pytest.fixture
def budi(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """Her husband's browser."""
    return signed_in(world.budi)
