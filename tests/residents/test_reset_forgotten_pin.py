"""A forgotten PIN: who has the registered phone or e-mail gets a new one, and nobody learns who has an account."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.models import Account, AccountEvent, ConfirmationCode, Device
from tatadesa.core.clock import now
from tatadesa.residents.tasks import send_forgotten_pin_code
from tests.mailbox import Mailbox
from tests.people import PIN, World
from tests.portal.pages import text

NIK, BORN, PHONE = "3302076505909001", "1990-05-25", "6281234567890"
NEW = "581726"
ASK, CODE = "/masuk/lupa-pin/", "/masuk/lupa-pin/kode/"


@pytest.fixture
def siti(world: World, channels: None) -> Account:
    world.siti.citizen.phone, world.siti.citizen.phone_confirmed_at = PHONE, now()
    world.siti.citizen.save()
    return world.siti


def ask(client: Client, nik: str = NIK, born: str = BORN, channel: str = "whatsapp") -> HttpResponse:
    """Both steps of the machine: the form, then the job it queued."""
    response = client.post(ASK, {"nik": nik, "lahir": born, "saluran": channel})
    job = ProcrastinateJob.objects.filter(task_name="residents.send_forgotten_pin_code").order_by("-id").first()
    if response.status_code == 302 and job is not None:
        send_forgotten_pin_code(**job.args)
    return response


def finish(client: Client, code: str, pin: str = NEW, again: str | None = None) -> HttpResponse:
    return client.post(CODE, {"kode": code, "pin": pin, "ulang": pin if again is None else again})


def sign_in(client: Client, pin: str, nik: str = NIK) -> int:
    return client.post("/masuk/", {"identitas": nik, "pin": pin}).status_code


def test_a_code_and_a_new_pin(siti: Account, client: Client, mailbox: Mailbox) -> None:
    other = Client()
    assert sign_in(other, PIN) == 302
    assert ask(client).headers["Location"] == CODE
    assert "Kalau data cocok" in text(client.get(CODE))
    response = finish(client, mailbox.last_code(PHONE))
    assert response.headers["Location"] == "/masuk/"
    assert "PIN baru tersimpan" in text(client.get("/masuk/"))
    assert sign_in(Client(), PIN) == 422
    assert sign_in(client, NEW) == 302
    assert other.get("/surat/").status_code == 302, "all devices were signed out"
    assert Device.objects.filter(account=siti).count() == 1
    assert AccountEvent.objects.filter(account=siti, kind=AccountEvent.Kind.SECRET_RESET).exists()
    assert mailbox.to(PHONE)[-1]["purpose"] == "pin_diganti"


def test_who_confirmed_only_the_other_channel_gets_it_there(siti: Account, client: Client, mailbox: Mailbox) -> None:
    ask(client, channel="email")
    assert mailbox.last_code(PHONE)


def test_a_weak_pin_costs_no_try_and_two_pins_must_agree(siti: Account, client: Client, mailbox: Mailbox) -> None:
    ask(client)
    code = mailbox.last_code(PHONE)
    assert finish(client, code, pin="123456").status_code == 422
    assert finish(client, code, again="581727").status_code == 422
    assert ConfirmationCode.objects.get().tries == 0
    assert finish(client, code).status_code == 302


STRANGERS = {
    "no such NIK": ("3302076505909999", BORN),
    "wrong birth date": (NIK, "1990-05-26"),
    "no confirmed contact": ("3302071203889002", "1988-03-12"),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_everybody_gets_the_same_answers(who: str, siti: Account, mailbox: Mailbox) -> None:
    """Every answer of both steps, byte for byte, beside those that the owner of an account gets."""
    seen = []
    for nik, born in ((NIK, BORN), STRANGERS[who]):
        client = Client()
        answers = [ask(client, nik, born), client.get(CODE)]
        answers += [finish(client, "00000x") for _ in range(7)]
        seen.append([(a.status_code, a.headers.get("Location"), _without_token(a)) for a in answers])
    assert seen[0] == seen[1]
    assert not mailbox.to("")
    assert len(mailbox.messages()) == 1


def _without_token(response: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def test_a_code_fits_only_in_the_browser_that_asked(siti: Account, client: Client, mailbox: Mailbox) -> None:
    ask(client)
    thief = Client()
    ask(thief, "3302076505909999")
    assert finish(thief, mailbox.last_code(PHONE)).status_code == 422
    assert Client().get(CODE).headers["Location"] == ASK
    assert finish(client, mailbox.last_code(PHONE)).status_code == 302


def test_three_codes_an_hour_for_one_nik_whoever_asks(siti: Account, mailbox: Mailbox) -> None:
    for turn in range(3):
        assert ask(Client(REMOTE_ADDR=f"10.0.0.{turn}")).status_code == 302
    assert ask(Client(REMOTE_ADDR="10.0.0.9")).status_code == 429


def test_a_switched_off_account_gets_nothing(siti: Account, client: Client, mailbox: Mailbox) -> None:
    siti.is_active = False
    siti.save()
    assert ask(client).status_code == 302
    assert not mailbox.messages()


def test_after_a_quarter_of_an_hour_it_begins_anew(
    siti: Account, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client)
    later = now() + timedelta(minutes=16)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.get(CODE).headers["Location"] == ASK


def test_neither_nik_nor_phone_is_readable_in_queue_or_session(siti: Account, client: Client) -> None:
    ask(client)
    job = ProcrastinateJob.objects.filter(task_name="residents.send_forgotten_pin_code").get()
    assert NIK not in str(job.args)
    assert NIK not in str(dict(client.session))


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        ({"nik": "123", "lahir": BORN, "saluran": "whatsapp"}, "nik"),
        ({"nik": NIK, "lahir": "25-05-1990", "saluran": "whatsapp"}, "lahir"),
        ({"nik": NIK, "lahir": BORN, "saluran": "sms"}, "saluran"),
        ({}, "lahir"),
    ],
)
def test_what_is_missing_is_said_at_its_field(sent: dict[str, str], at: str, siti: Account, client: Client) -> None:
    response = client.post(ASK, sent)
    assert response.status_code == 422
    assert f'href="#{at}"' in response.content.decode()


def test_an_installation_without_channels_shows_the_way_to_the_office(world: World, client: Client) -> None:
    page = text(client.get(ASK))
    assert "Datang ke kantor desa" in page
    assert client.post(ASK, {"nik": NIK, "lahir": BORN, "saluran": "whatsapp"}).status_code == 422


def test_too_many_tries_keep_what_was_typed(siti: Account, client: Client) -> None:
    for _ in range(3):
        ask(client)
    refused = ask(client)
    assert refused.status_code == 429
    assert f'value="{NIK}"' in refused.content.decode()
    assert f'value="{BORN}"' in refused.content.decode()
