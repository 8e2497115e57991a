"""The page of a request says which notices went out, by which channel, and what became of them."""

import re
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.models import Notice
from tests.agencies import asked, puskesmas, to_contact
from tests.desk.stages import address
from tests.gateways.emulators import Running
from tests.notices.helpers import taken, tell
from tests.notices.phones import agree, notice, set_office, whatsapp
from tests.people import World
from tests.portal.pages import text


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(world.operator.account)


@pytest.fixture
def cloud(world: World, settings) -> Iterator[Running]:
    set_office(world)
    with whatsapp(world, settings) as running:
        yield running


def shown(desk: Client, application: Application) -> str:
    """The part about notices, as people read it; empty where there is none."""
    page = desk.get(address(application))
    found = re.search(r'(?s)<details class="card fold" id="kabar">.*?</details>', page.content.decode())
    page.content = found[0].encode() if found else b""
    return text(page)


def test_where_nothing_went_out_there_is_no_part(world: World, desk: Client) -> None:
    assert shown(desk, taken(world)[0]) == ""


def test_who_was_told_by_what_and_why_it_failed(world: World, desk: Client, cloud: Running) -> None:
    agree(world.siti, "whatsapp")
    cloud.misbehave("error", status=400, code="131026")
    application, event = taken(world)
    tell(event)
    deliver_message(notice("whatsapp").pk)
    page = shown(desk, application)
    assert "Kabar yang dikirim 2 1 gagal" in page
    assert f"{application.applicant_name} : Mulai diperiksa WhatsApp" in page
    assert "131026" in page
    assert "Di aplikasi" in page


def test_an_agency_is_named_and_its_link_is_not_shown(world: World, desk: Client, cloud: Running) -> None:
    referral = asked(world, to_contact(puskesmas(world)))
    application = referral.application
    tell(application.events.get(verb="refer"))
    page = shown(desk, application)
    assert "Puskesmas Uji : Diteruskan ke instansi WhatsApp" in page
    assert "Antre" in page
    assert "/instansi/" not in page


def test_a_code_is_on_no_page(world: World, desk: Client, cloud: Running) -> None:
    application, event = taken(world)
    tell(event)
    Notice.objects.create(
        office=world.karangsari, recipient="address:x", occasion="direct:x", channel="sms", title="Kode TataDesa"
    )
    assert "Kode TataDesa" not in shown(desk, application)


def test_queries_do_not_grow_with_notices(world: World, desk: Client) -> None:
    application, event = taken(world)
    tell(event)
    desk.get(address(application))
    with CaptureQueriesContext(connection) as one:
        desk.get(address(application))
    kept = Notice.objects.get(channel="in_app", event=event)
    for position in range(30):
        kept.pk, kept.target = uuid.uuid4(), str(position)
        kept.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        desk.get(address(application))
    assert len(many) == len(one)
