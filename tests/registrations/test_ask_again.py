"""Asking again: an exact list, words a person understands, and the photo stays."""

from collections.abc import Callable

import pytest

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.files import storage
from tatadesa.registrations.actions.ask_again import ASKABLE, ask_again
from tatadesa.registrations.models import Registration
from tests.people import World
from tests.registrations.waiting import waiting

pytestmark = pytest.mark.usefixtures("told")
State = Registration.State


def test_the_list_and_the_words_are_kept(world: World) -> None:
    registration = waiting(world.karangsari)
    done = ask_again(
        world.operator, registration.pk, seen=1, fields=["name", "photo"], message=" Bagian\x00 bawah terpotong. "
    )
    done.refresh_from_db()
    assert (done.state, done.asked_fields, done.edition) == (State.ASKED, ["photo", "name"], 2)
    assert done.message == f"{ASKABLE['photo'][1]} {ASKABLE['name'][1]} Bagian bawah terpotong."
    assert done.decided_at is None
    assert storage.private().exists(done.photo.storage_name)
    event = done.events.get()
    assert event.words == "Petugas meminta perbaikan: Foto KTP, Nama."


def test_the_person_is_told_where_to_go_on(world: World, told: Callable[[], list[dict[str, str]]]) -> None:
    registration = waiting(world.karangsari, phone="", email="dewi@example.org")
    ask_again(world.operator, registration.pk, seen=1, fields=["photo"])
    (message,) = told()
    assert (message["purpose"], message["to"]) == ("pendaftaran_diperbaiki", "dewi@example.org")
    assert "Foto KTP lagi" in message["text"]
    assert "/daftar/" in message["text"]
    assert registration.nik not in str(message)


@pytest.mark.parametrize("fields", [[], ["pin_hash"], ["photo", "state"]])
def test_something_has_to_be_ticked(fields: list[str], world: World) -> None:
    registration = waiting(world.karangsari)
    with pytest.raises(InvalidInput) as refused:
        ask_again(world.operator, registration.pk, seen=1, fields=fields)
    assert set(refused.value.errors) == {"fields"}


def test_no_word_is_cut_off(world: World) -> None:
    registration = waiting(world.karangsari)
    for fields, message in ((["photo"], "x" * 301), (list(ASKABLE), "x" * 300)):
        with pytest.raises(InvalidInput) as refused:
            ask_again(world.operator, registration.pk, seen=1, fields=fields, message=message)
        assert set(refused.value.errors) == {"message"}
    done = ask_again(world.operator, registration.pk, seen=1, fields=list(ASKABLE), message="x" * 150)
    assert done.message.endswith("x" * 150)


def test_only_what_waits_can_be_asked_again(world: World) -> None:
    for number, state in enumerate((State.ASKED, State.ACTIVE, State.REFUSED)):
        registration = waiting(world.karangsari, state=state, nik=f"330207570392901{number}")
        with pytest.raises(Conflict):
            ask_again(world.operator, registration.pk, seen=1, fields=["photo"])


def test_not_by_others(world: World) -> None:
    registration = waiting(world.karangsari)
    with pytest.raises(NotFound):
        ask_again(world.stranger_operator, registration.pk, seen=1, fields=["photo"])
    with pytest.raises(Conflict):
        ask_again(world.operator, registration.pk, seen=2, fields=["photo"])
    world.operator.roles = ["rt"]
    with pytest.raises(NotAllowed):
        ask_again(world.operator, registration.pk, seen=1, fields=["photo"])
