"""A phone or e-mail of one's own, proven by a code."""

import pytest

from tatadesa.accounts.ports import Channel
from tatadesa.core.errors import Conflict, InvalidInput, TooMany
from tatadesa.registrations.actions.confirm_contact import confirm_contact
from tatadesa.registrations.actions.send_contact_code import send_contact_code
from tests.mailbox import Mailbox
from tests.people import World
from tests.registrations.applying import ADDRESS, PHONE, begun
from tests.registrations.waiting import waiting


def test_the_code_goes_to_the_phone_and_proves_it(world: World, reachable: Mailbox) -> None:
    registration = begun(world.karangsari)
    send_contact_code(registration.pk, Channel.WHATSAPP, "0812-0000-9017", client=ADDRESS)
    registration.refresh_from_db()
    assert (registration.phone, registration.contact_confirmed_at) == (PHONE, None)
    confirmed = confirm_contact(registration.pk, reachable.last_code(PHONE))
    assert confirmed.contact_confirmed_at is not None
    assert (confirmed.phone, confirmed.email) == (PHONE, "")


def test_an_e_mail_address_does_as_well(world: World, reachable: Mailbox) -> None:
    registration = begun(world.karangsari)
    send_contact_code(registration.pk, Channel.EMAIL, "dewi@contoh.id", client=ADDRESS)
    assert confirm_contact(registration.pk, reachable.last_code("dewi@contoh.id")).email == "dewi@contoh.id"


def test_a_wrong_code_and_another_ones_code_prove_nothing(world: World, reachable: Mailbox) -> None:
    mine, other = begun(world.karangsari), begun(world.karangsari)
    send_contact_code(mine.pk, Channel.WHATSAPP, PHONE, client=ADDRESS)
    send_contact_code(other.pk, Channel.WHATSAPP, "6281200009018", client=ADDRESS)
    for typed in (reachable.last_code("6281200009018"), "", "abc", "0000000"):
        if typed == reachable.last_code(PHONE):
            continue
        with pytest.raises(InvalidInput):
            confirm_contact(mine.pk, typed)
    mine.refresh_from_db()
    assert mine.contact_confirmed_at is None


def test_another_number_has_to_be_proven_again(world: World, reachable: Mailbox) -> None:
    registration = begun(world.karangsari)
    send_contact_code(registration.pk, Channel.WHATSAPP, PHONE, client=ADDRESS)
    old = reachable.last_code(PHONE)
    confirm_contact(registration.pk, old)
    changed = send_contact_code(registration.pk, Channel.WHATSAPP, "6281200009018", client=ADDRESS)
    assert changed.contact_confirmed_at is None
    with pytest.raises(InvalidInput):
        confirm_contact(registration.pk, old if old != reachable.last_code("6281200009018") else "x")


def test_the_next_code_comes_after_a_minute(world: World, reachable: Mailbox) -> None:
    registration = begun(world.karangsari)
    for _ in range(2):
        send_contact_code(registration.pk, Channel.WHATSAPP, PHONE, client=ADDRESS)
    with pytest.raises(TooMany):
        send_contact_code(registration.pk, Channel.WHATSAPP, PHONE, client=ADDRESS)


def test_no_phone_gets_code_after_code(world: World, reachable: Mailbox) -> None:
    for _ in range(5):
        send_contact_code(begun(world.karangsari).pk, Channel.WHATSAPP, PHONE, client=ADDRESS)
    with pytest.raises(TooMany):
        send_contact_code(begun(world.karangsari).pk, Channel.WHATSAPP, PHONE, client="192.0.2.50")
    assert len(reachable.to(PHONE)) == 5


def test_what_cannot_be_reached_is_refused_at_its_field(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        send_contact_code(begun(world.karangsari).pk, Channel.WHATSAPP, PHONE, client=ADDRESS)
    assert set(refused.value.errors) == {"alamat"}


def test_a_sent_registration_keeps_its_contact(world: World, reachable: Mailbox) -> None:
    with pytest.raises(Conflict):
        send_contact_code(waiting(world.karangsari).pk, Channel.WHATSAPP, "6281200009018", client=ADDRESS)
    assert reachable.messages() == []
