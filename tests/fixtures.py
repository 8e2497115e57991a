"""Fixtures every test may ask for."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory, TransactionTestCase
from django.utils.crypto import get_random_string
from pytest_django import DjangoDbBlocker

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tests.mailbox import Mailbox
from tests.people import World, build_world
from tests.standing import Standing, empty_database


@pytest.fixture(scope="session", autouse=True)
def quick_flush() -> Iterator[None]:
    """Emptying the database after a test with real commits takes a tenth of the time."""
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", empty_database):
        yield


@pytest.fixture(autouse=True)
def empty_queue(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The queue's tables are not Django's, so its flush after a test with real commits leaves the jobs."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker is not None and marker.kwargs.get("transaction")):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture(scope="session")
def standing_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Standing[World]:
    """The world of this worker, made once."""
    with django_db_blocker.unblock():
        return Standing.make(build_world)


@pytest.fixture
def world(db: None, standing_world: Standing[World]) -> World:
    """The named people, their villages and one service each."""
    return standing_world.put()


@pytest.fixture
def make_request(db: None) -> Callable[..., HttpRequest]:
    """Make a request with a fresh session, as the session and authentication middleware would."""

    def make(path: str = "/", **extra: str) -> HttpRequest:
        request = RequestFactory().get(path, **extra)
        request.session = SessionStore()
        request.user = AnonymousUser()
        return request

    return make


@pytest.fixture
def signed_in(db: None) -> Callable[[Account], Client]:
    """A browser in which ``account`` has signed in; its CSRF check is on."""

    def sign_in(account: Account) -> Client:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(account)
        return client

    return sign_in


def session_of(account: Account) -> str:
    """The key of a new session in which ``account`` is signed in, by one query; ``Client.force_login`` takes twelve."""
    said = {
        SESSION_KEY: account._meta.pk.value_to_string(account),
        BACKEND_SESSION_KEY: "tatadesa.accounts.backend.AccountBackend",
        HASH_SESSION_KEY: account.get_session_auth_hash(),
    }
    made = Session.objects.create(
        session_key=get_random_string(32, VALID_KEY_CHARS),
        session_data=SessionStore().encode(said),
        expire_date=now() + timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    return str(made.session_key)


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    """The messages that wait to be sent to phones and e-mail addresses."""
    return Mailbox()


@pytest.fixture
def channels(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that can send by WhatsApp and e-mail."""
    monkeypatch.setattr(settings, "WHATSAPP_TOKEN", "uji")
    monkeypatch.setattr(settings, "WHATSAPP_PHONE_ID", "uji")
    monkeypatch.setattr(settings, "SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setattr(settings, "MAIL_FROM", "desa@contoh.id")
