"""The token that opens the live stream."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.core import stream_token
from tests.people import World


def test_it_opens_the_own_office_only(world: World, signed_in: Callable[[Account], Client]) -> None:
    response = signed_in(world.operator.account).get("/desk/langsung/token/?topik=o:lain")
    token = parse_qs(urlsplit(response.json()["url"]).query)["token"][0]
    assert stream_token.verify(token, settings.STREAM_SECRET) == [f"o:{world.karangsari.pk}"]
    assert "no-store" in response.headers["Cache-Control"]


def test_without_a_session_a_script_learns_so(client: Client, db: None) -> None:
    response = client.get("/desk/langsung/token/", headers={"Accept": "application/json"})
    assert response.status_code == 401
