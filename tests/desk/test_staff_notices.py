"""What an officer was told on the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.reassign import reassign
from tatadesa.applications.models import Application
from tatadesa.notices.handlers import on_application_event
from tatadesa.notices.models import Notice
from tests.desk.stages import taken, text
from tests.people import World

SignedIn = Callable[[Account], Client]


def handed(world: World) -> Application:
    """The secretary hands Siti's request to Agus; the queue's job runs twice."""
    application = taken(world)
    done = reassign(world.sekdes, application.number, seen=application.event_count, to=world.other_operator.pk)
    for _ in range(2):
        on_application_event({"event_id": str(done.events.get(verb="reassign").pk)})
    return done


def test_whom_a_request_is_handed_to_is_told_once_and_nobody_else(world: World, signed_in: SignedIn) -> None:
    number = handed(world).number
    told = Notice.objects.exclude(account=world.siti)
    assert [row.account for row in told] == [world.other_operator.account]
    agus, sri = signed_in(world.other_operator.account), signed_in(world.operator.account)
    page = text(agus.get("/desk/kabar/"))
    assert f"Permohonan {number} diserahkan kepada Anda" in page
    assert "Oleh Dwi Lestari, Sekretaris Desa" in page
    assert f'href="/desk/permohonan/{number}/"' in page
    assert "Belum ada kabar." in text(sri.get("/desk/kabar/"))
    assert [text(one.get("/desk/kabar/jumlah/")).count(">1<") for one in (agus, sri)] == [1, 0]


def test_read_is_what_the_page_showed(world: World, signed_in: SignedIn) -> None:
    handed(world)
    told = Notice.objects.get(account=world.other_operator.account)
    desk = signed_in(world.other_operator.account)
    assert desk.post("/desk/kabar/", {"kabar": ["x", "\0", str(world.kades.pk)]}).status_code == 302
    assert Notice.objects.get(pk=told.pk).state == "sent"
    stranger = signed_in(world.operator.account)
    stranger.post("/desk/kabar/", {"kabar": str(told.pk)})
    assert Notice.objects.get(pk=told.pk).state == "sent"
    desk.post("/desk/kabar/", {"kabar": str(told.pk)})
    assert "Sudah dibaca" in text(desk.get("/desk/kabar/"))


def test_who_was_switched_off_meanwhile_is_not_told(world: World) -> None:
    world.other_operator.account.is_active = False
    application = taken(world)
    done = reassign(world.sekdes, application.number, seen=application.event_count, to=world.other_operator.pk)
    world.other_operator.account.save()
    on_application_event({"event_id": str(done.events.get(verb="reassign").pk)})
    assert not Notice.objects.filter(account=world.other_operator.account).exists()


def test_the_page_is_read_with_few_queries(
    world: World, signed_in: SignedIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    handed(world)
    desk = signed_in(world.other_operator.account)
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        desk.get("/desk/kabar/")
