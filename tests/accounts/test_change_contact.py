"""Another phone number or e-mail address: PIN, a code to the new one, word to the old one."""

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.contacts import clean_address, masked
from tatadesa.accounts.models import Account, AccountEvent, Citizen
from tatadesa.accounts.ports import Channel
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tests.mailbox import Mailbox
from tests.people import PIN, World
from tests.portal.pages import text

OLD, NEW = "6281234567890", "6281299988877"
SignedIn = Callable[[Account], Client]


@pytest.fixture
def siti(world: World, signed_in: SignedIn, channels: None) -> Client:
    Citizen.objects.filter(account=world.siti).update(phone=OLD, phone_confirmed_at=now())
    return signed_in(world.siti)


def ask(client: Client, address: str = "0812-9998-8877", channel: str = "whatsapp", pin: str = PIN) -> int:
    return client.post("/akun/kontak/", {"saluran": channel, "alamat": address, "pin": pin}).status_code


def test_the_code_goes_to_the_new_number_and_the_old_one_is_told(siti: Client, world: World, mailbox: Mailbox) -> None:
    assert ask(siti) == 302
    assert "0812-****-8877" in text(siti.get("/akun/kontak/kode/"))
    assert Citizen.objects.get(account=world.siti).phone == OLD
    assert siti.post("/akun/kontak/kode/", {"kode": "abc"}).status_code == 422
    assert siti.post("/akun/kontak/kode/", {"kode": mailbox.last_code(NEW)}).status_code == 302
    citizen = Citizen.objects.get(account=world.siti)
    assert citizen.phone == NEW
    assert citizen.phone_confirmed_at is not None
    assert "Bukan Anda?" in mailbox.to(OLD)[-1]["text"]
    event = AccountEvent.objects.get(kind=AccountEvent.Kind.CONTACT_CHANGED)
    assert NEW not in event.words


def test_an_email_address_is_added_beside_the_number(siti: Client, world: World, mailbox: Mailbox) -> None:
    assert ask(siti, "Siti@Contoh.ID", "email") == 302
    assert siti.post("/akun/kontak/kode/", {"kode": mailbox.last_code("Siti@contoh.id")}).status_code == 302
    citizen = Citizen.objects.get(account=world.siti)
    assert (citizen.phone, citizen.email) == (OLD, "Siti@contoh.id")


@pytest.mark.parametrize(
    ("address", "channel", "pin", "status"),
    [
        ("0812-9998-8877", "whatsapp", "918273", 422),
        ("021-555-1234", "whatsapp", PIN, 422),
        ("bukan nomor", "whatsapp", PIN, 422),
        ("siti(a)contoh.id", "email", PIN, 422),
        ("0812-9998-8877", "sms", PIN, 422),
        ("a@b.id\nBcc: c@d.id", "email", PIN, 422),
    ],
)
def test_what_is_refused(
    address: str, channel: str, pin: str, status: int, siti: Client, world: World, mailbox: Mailbox
) -> None:
    assert ask(siti, address, channel, pin) == status
    assert not mailbox.messages()


def test_a_code_of_somebody_else_changes_nothing(
    siti: Client, world: World, signed_in: SignedIn, mailbox: Mailbox
) -> None:
    ask(siti)
    joko = signed_in(world.joko)
    assert joko.post("/akun/kontak/kode/", {"kode": mailbox.last_code(NEW)}).status_code == 422
    assert Citizen.objects.get(account=world.joko).phone is None


def test_addresses_as_they_are_kept_and_as_they_are_shown() -> None:
    for typed in ("0812-3456-7890", "+62 812 3456 7890", "6281234567890", " 081234567890 "):
        assert clean_address(Channel.WHATSAPP, typed) == "6281234567890"
    for typed in ("08012345678", "0274-512345", "", "0" * 40):
        with pytest.raises(InvalidInput):
            clean_address(Channel.WHATSAPP, typed)
    assert masked(Channel.EMAIL, "siti@contoh.id") == "s***@contoh.id"
