"""Coming back from another phone."""

import pytest

from tatadesa.accounts.models import ConfirmationCode
from tatadesa.accounts.ports import Channel
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.registrations.actions.resume import confirm_resume, send_resume_code
from tatadesa.registrations.models import Registration
from tests.mailbox import Mailbox
from tests.people import World
from tests.registrations.applying import ADDRESS
from tests.registrations.waiting import waiting

PHONE = "628120000901"
NIK = "3302075703929017"


def ask(nik: str = NIK, phone: str = PHONE, client: str = ADDRESS) -> object:
    return send_resume_code(nik=nik, channel=Channel.WHATSAPP, typed=phone, client=client)


def test_the_confirmed_phone_opens_it_again(world: World, reachable: Mailbox) -> None:
    registration = waiting(world.karangsari, state=Registration.State.ASKED, asked_fields=["photo"])
    subject = ask(phone="0812-0000-901")
    assert confirm_resume(subject, reachable.last_code(PHONE)) == registration


@pytest.mark.parametrize(
    ("nik", "phone", "changes"),
    [
        ("3302075703929018", PHONE, {}),
        (NIK, "628120000999", {}),
        (NIK, PHONE, {"contact_confirmed_at": None}),
        (NIK, PHONE, {"state": Registration.State.BEGUN}),
        (NIK, PHONE, {"state": Registration.State.EXPIRED}),
    ],
    ids=["other NIK", "other phone", "never confirmed", "not sent", "over"],
)
def test_anything_else_looks_the_same_and_sends_nothing(
    world: World, reachable: Mailbox, nik: str, phone: str, changes: dict[str, object]
) -> None:
    waiting(world.karangsari, **changes)
    subject = ask(nik, phone)
    assert reachable.messages() == []
    assert ConfirmationCode.objects.count() == 1, "a decoy that no code opens"
    for typed in ("000000", "123456", ""):
        with pytest.raises(InvalidInput):
            confirm_resume(subject, typed)


def test_the_code_of_a_contact_opens_nothing_here(world: World, reachable: Mailbox) -> None:
    registration = waiting(world.karangsari)
    subject = ask()
    assert ConfirmationCode.objects.get().subject == f"resume:{registration.pk}"
    wrong = "000000" if reachable.last_code(PHONE) != "000000" else "111111"
    with pytest.raises(InvalidInput):
        confirm_resume(subject, wrong)


def test_nobody_tries_one_nik_for_long(world: World, reachable: Mailbox) -> None:
    for number in range(5):
        ask(phone=f"62812000070{number}", client=f"192.0.2.{number}")
    with pytest.raises(TooMany):
        ask(phone="628120000709", client="192.0.2.9")


def test_what_can_be_no_nik_is_said_at_once(world: World, reachable: Mailbox) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask(nik="12")
    assert set(refused.value.errors) == {"nik"}
