"""Codes are offered on what the office itself can send on, also where no account is shared by all offices."""

from __future__ import annotations

import re

import httpx
import pytest

from tatadesa.accounts.messages import available_channels
from tatadesa.accounts.ports import Channel
from tatadesa.core.errors import InvalidInput
from tatadesa.registrations.actions.confirm_contact import confirm_contact
from tatadesa.registrations.actions.send_contact_code import send_contact_code
from tests.notices.phones import connect, set_office
from tests.notices.post import deliver_all, run_effects, short_messages
from tests.people import World
from tests.registrations.applying import ADDRESS, begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing_shared(settings) -> None:
    settings.WHATSAPP_TOKEN = settings.WHATSAPP_PHONE_ID = settings.SMTP_URL = ""


@pytest.mark.usefixtures("nothing_shared")
def test_an_office_without_an_account_reaches_nobody(world: World) -> None:
    assert available_channels(world.karangsari.pk) == []
    assert available_channels(None) == []


@pytest.mark.usefixtures("nothing_shared")
@pytest.mark.parametrize(
    ("code", "values", "providers"),
    [
        ("fonnte", {"token": "t"}, {"whatsapp": "fonnte"}),
        ("zenziva", {"userkey": "u", "passkey": "p"}, {}),
    ],
)
def test_its_own_account_reaches_a_phone(
    world: World, code: str, values: dict[str, str], providers: dict[str, str]
) -> None:
    set_office(world, providers=providers)
    connect(world, code, **values)
    assert available_channels(world.karangsari.pk) == [Channel.WHATSAPP]
    # A PIN is forgotten before it is known of which office somebody is.
    assert available_channels(None) == [Channel.WHATSAPP]
    assert available_channels(world.sidamulya.pk) == []


@pytest.mark.usefixtures("nothing_shared")
def test_an_account_that_it_does_not_use_reaches_nobody(world: World) -> None:
    set_office(world, providers={"whatsapp": ""})
    connect(world, "fonnte", token="t")
    assert available_channels(world.karangsari.pk) == []


@pytest.mark.usefixtures("nothing_shared")
def test_a_registration_is_proven_by_the_offices_own_sms(world: World, settings) -> None:
    registration = begun(world.karangsari)
    with pytest.raises(InvalidInput):
        send_contact_code(registration.pk, Channel.WHATSAPP, "0812-0000-9017", client=ADDRESS)
    with short_messages(world, settings) as sms:
        send_contact_code(registration.pk, Channel.WHATSAPP, "0812-0000-9017", client=ADDRESS)
        run_effects()
        deliver_all()
        [message] = httpx.get(f"{sms.url}/pesan/081200009017").json()
    [code] = re.findall(r"Kode TataDesa: ([0-9]{6})", message["text"])
    assert confirm_contact(registration.pk, code).contact_confirmed_at is not None


def test_where_all_is_shared_nothing_is_asked(world: World, channels: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert available_channels(None) == [Channel.WHATSAPP, Channel.EMAIL]
