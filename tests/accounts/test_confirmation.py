"""Codes sent to a phone or e-mail: short-lived, few tries, the newest only, and nothing to read in the tables."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.confirmation import MAX_TRIES, check_code, issue_code, send_code
from tatadesa.accounts.models import ConfirmationCode
from tatadesa.accounts.ports import Channel
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, TooMany
from tests.mailbox import HANDLER, Mailbox

PHONE = "6281234567890"
REGISTER = ConfirmationCode.Purpose.REGISTER


def ask(subject: str = "s1", address: str = PHONE, channel: Channel = Channel.WHATSAPP) -> None:
    send_code(purpose=REGISTER, subject=subject, channel=channel, address=address, office_id=uuid4())


def check(typed: str, subject: str = "s1") -> ConfirmationCode:
    return check_code(purpose=REGISTER, subject=subject, typed=typed)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.mark.django_db
def test_the_right_code_names_the_address_and_works_once(mailbox: Mailbox) -> None:
    ask()
    code = mailbox.last_code(PHONE)
    assert check(f" {code[:3]} {code[3:]} ").address == PHONE
    with pytest.raises(InvalidInput, match="Ada isian"):
        check(code)


@pytest.mark.django_db
def test_a_new_code_ends_the_older(mailbox: Mailbox) -> None:
    ask()
    old = mailbox.last_code(PHONE)
    ask()
    new = mailbox.last_code(PHONE)
    if old != new:
        with pytest.raises(InvalidInput):
            check(old)
    assert check(new)


@pytest.mark.django_db
def test_five_wrong_tries_end_it(mailbox: Mailbox) -> None:
    ask()
    code = mailbox.last_code(PHONE)
    for _ in range(MAX_TRIES):
        with pytest.raises(InvalidInput):
            check(wrong(code))
    with pytest.raises(InvalidInput) as refused:
        check(code)
    assert "Minta kode baru" in refused.value.errors["kode"]


@pytest.mark.django_db
def test_after_ten_minutes_it_is_over(mailbox: Mailbox) -> None:
    ask()
    ConfirmationCode.objects.update(expires_at=now() - timedelta(seconds=1))
    with pytest.raises(InvalidInput):
        check(mailbox.last_code(PHONE))


@pytest.mark.django_db
def test_a_code_is_for_its_subject_and_purpose_only(mailbox: Mailbox) -> None:
    ask("s1")
    code = mailbox.last_code(PHONE)
    with pytest.raises(InvalidInput):
        check(code, "s2")
    with pytest.raises(InvalidInput):
        check_code(purpose=ConfirmationCode.Purpose.NEW_CONTACT, subject="s1", typed=code)


@pytest.mark.django_db
def test_nothing_fits_a_decoy_and_nothing_is_sent(mailbox: Mailbox) -> None:
    issue_code(purpose=REGISTER, subject="s1", channel=Channel.WHATSAPP, address="", office_id=uuid4())
    assert not mailbox.messages()
    for _ in range(MAX_TRIES):
        with pytest.raises(InvalidInput) as refused:
            check("000000")
        assert "Kode salah" in refused.value.errors["kode"]
    with pytest.raises(InvalidInput) as refused:
        check("000000")
    assert "tidak berlaku" in refused.value.errors["kode"]


@pytest.mark.django_db
def test_neither_code_nor_address_stands_in_clear_in_queue_or_table(mailbox: Mailbox) -> None:
    ask(address="siti@contoh.id", channel=Channel.EMAIL)
    code = mailbox.last_code("siti@contoh.id")
    job = ProcrastinateJob.objects.get(args__handler=HANDLER)
    assert code not in str(job.args)
    assert "siti@" not in str(job.args)
    assert ConfirmationCode.objects.get().code_hash != code


@pytest.mark.django_db
def test_one_address_is_not_flooded_by_changing_the_subject(mailbox: Mailbox) -> None:
    for turn in range(5):
        ask(f"s{turn}")
    with pytest.raises(TooMany):
        ask("s9")


@pytest.mark.django_db(transaction=True)
def test_checking_inside_a_transaction_is_refused_as_tries_would_be_rolled_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        check("000000")
    assert not connection.in_atomic_block
