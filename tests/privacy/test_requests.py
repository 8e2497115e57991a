"""Requests about one's own data: asking, answering in time, closing an account."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tatadesa.accounts.models import Account, Device
from tatadesa.applications.models import Application, Draft
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from tatadesa.notices.models import Notice
from tatadesa.privacy import queries
from tatadesa.privacy.actions.answer import answer
from tatadesa.privacy.actions.ask import ask
from tatadesa.privacy.actions.withdraw import withdraw
from tatadesa.privacy.models import DataRequest
from tatadesa.residents.models import Resident
from tests.people import World, draft, sent


def test_the_clock_starts_at_once_and_runs_72_hours(world: World) -> None:
    made = ask(world.siti, kind="correction", field="occupation", text="  Guru,\n bukan  petani ")
    assert made.due_at - made.created_at == timedelta(hours=72)
    assert (made.office, made.resident.account_id) == (world.karangsari, world.siti.pk)
    assert made.text == "Guru, bukan petani"


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({"kind": "semua", "text": "x"}, "kind"),
        ({"kind": "correction", "field": "", "text": "x"}, "field"),
        ({"kind": "correction", "field": "account", "text": "x"}, "field"),
        ({"kind": "correction", "field": "name", "text": "  "}, "text"),
        ({"kind": "other", "text": "a" * 1001}, "text"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world: World, typed: dict[str, str], at: str) -> None:
    with pytest.raises(InvalidInput) as error:
        ask(world.siti, **typed)
    assert list(error.value.errors) == [at]


def test_the_same_request_waits_once(world: World) -> None:
    ask(world.siti, kind="correction", field="name", text="SITI AMINAH, S.Pd")
    with pytest.raises(Conflict):
        ask(world.siti, kind="correction", field="name", text="lain")
    ask(world.siti, kind="correction", field="birth_place", text="Cilacap")
    ask(world.budi, kind="correction", field="name", text="BUDI")


def test_nobody_floods_the_office(world: World) -> None:
    for _ in range(10):
        withdraw(world.siti, ask(world.siti, kind="deletion").pk)
    with pytest.raises(TooMany):
        ask(world.siti, kind="deletion")


def test_only_ones_own_open_request_is_taken_back(world: World) -> None:
    made = ask(world.siti, kind="deletion")
    with pytest.raises(NotFound):
        withdraw(world.joko, made.pk)
    withdraw(world.siti, made.pk)
    with pytest.raises(Conflict):
        withdraw(world.siti, made.pk)
    with pytest.raises(Conflict):
        answer(world.sekdes, made.pk, is_granted=True, words="Ditutup.")


def test_who_may_answer(world: World) -> None:
    made = ask(world.siti, kind="deletion")
    with pytest.raises(NotFound):
        answer(world.stranger_kades, made.pk, is_granted=True, words="Ya.")
    with pytest.raises(NotAllowed):
        answer(world.operator, made.pk, is_granted=True, words="Ya.")
    world.operator.roles = ["administrator"]
    with pytest.raises(NotFound):
        answer(world.operator, made.pk, is_granted=True, words="Ya.")
    assert DataRequest.objects.get().state == "open"


def test_an_answer_has_words_and_is_given_once(world: World) -> None:
    made = ask(world.siti, kind="correction", field="name", text="SITI AMINAH")
    with pytest.raises(InvalidInput) as error:
        answer(world.operator, made.pk, is_granted=True, words=" ")
    assert list(error.value.errors) == ["words"]
    done = answer(world.operator, made.pk, is_granted=False, words="Akta menulis lain.")
    assert (done.state, done.answered_by) == ("refused", world.operator)
    with pytest.raises(Conflict):
        answer(world.operator, made.pk, is_granted=True, words="Sudah.")
    assert [row.answer for row in queries.of_citizen(world.siti)] == ["Akta menulis lain."]


def test_a_closed_account_leaves_nothing_to_sign_in_with_and_the_archive_stays(world: World) -> None:
    application = sent(world.siti, world.version)
    draft(world.siti, world.version)
    nik = world.siti.login
    Device.objects.create(
        account=world.siti, session_key="k" * 32, label="Chrome", created_at=timezone.now(), last_seen_at=timezone.now()
    )
    made = ask(world.siti, kind="deletion")
    answer(world.kades, made.pk, is_granted=True, words="Akun ditutup.")

    closed = Account.objects.get(pk=world.siti.pk)
    assert not closed.is_active
    assert not closed.has_usable_password()
    assert nik not in closed.login
    assert (closed.citizen.phone, closed.citizen.email, closed.citizen.name) == (None, "", "Akun ditutup")
    assert not Draft.objects.filter(author=closed).exists()
    assert not Notice.objects.filter(account=closed).exists()
    assert not Device.objects.filter(account=closed).exists()
    resident = Resident.objects.get(nik=nik)
    assert resident.account_id is None
    assert Application.objects.get(pk=application.pk).applicant_name == resident.name


def test_open_requests_are_listed_by_deadline_and_counted(world: World) -> None:
    first = ask(world.siti, kind="deletion")
    second = ask(world.joko, kind="other", text="Siapa yang melihat data saya?")
    ask(world.rina, kind="deletion")
    page = queries.of_office(world.operator, is_open=True, limit=1)
    assert [row.pk for row in page.rows] == [first.pk]
    rest = queries.of_office(world.operator, is_open=True, after=page.next, limit=1)
    assert ([row.pk for row in rest.rows], rest.next) == ([second.pk], "")
    assert queries.open_count(world.operator) == 2
    answer(world.operator, second.pk, is_granted=True, words="Lihat halaman Data saya.")
    assert [row.pk for row in queries.of_office(world.operator, is_open=False).rows] == [second.pk]
    with pytest.raises(NotFound):
        queries.request_of_office(world.stranger_operator, first.pk)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_give_one_answer(world: World) -> None:
    made = ask(world.siti, kind="other", text="Mohon salinan.")
    barrier, outcomes = threading.Barrier(2), []

    def act(words: str) -> None:
        try:
            barrier.wait(5)
            answer(world.operator, made.pk, is_granted=True, words=words)
            outcomes.append("ok")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(words,)) for words in ("satu", "dua")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["conflict", "ok"]
