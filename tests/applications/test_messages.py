"""The thread: who writes, who reads, what is once, what is taken back."""

import uuid
from datetime import timedelta

import pytest

from tatadesa.applications.actions.await_reply import await_reply
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.see_messages import see_messages, see_messages_at_desk
from tatadesa.applications.actions.withdraw_message import withdraw_message
from tatadesa.applications.actions.write_to_office import write_to_office
from tatadesa.applications.models import Application, Message
from tatadesa.applications.queries import file_of_citizen
from tatadesa.applications.sweeping import sweep_unused_files
from tatadesa.applications.talk import thread_of
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.files.models import StoredFile
from tests.applications.talking import ask, tell
from tests.counter import on_paper
from tests.family import elder
from tests.people import World, answers, sent


@pytest.fixture
def application(world: World) -> Application:
    return sent(world.siti, world.version)


def test_question_and_answer_stand_in_order(world: World, application: Application) -> None:
    ask(world.siti, application)
    tell(world.operator, application)
    rows = thread_of(application).messages
    assert [(row.author_label, row.text) for row in rows] == [
        ("SITI AMINAH", "Kapan selesai?"),
        ("Sri Wahyuni, Operator Pelayanan", "Besok."),
    ]


def test_the_same_key_is_one_message(world: World, application: Application) -> None:
    key = uuid.uuid4()
    first = write_to_office(world.siti, application.number, key=key, text="Halo")
    assert write_to_office(world.siti, application.number, key=key, text="Halo lagi") == first
    assert Message.objects.count() == 1


def test_a_message_makes_no_decision_stale(world: World, application: Application) -> None:
    ask(world.siti, application)
    application.refresh_from_db()
    assert application.event_count == 1


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_nothing_to_say_and_too_much_are_refused(text: str, world: World, application: Application) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask(world.siti, application, text)
    assert set(refused.value.errors) == {"text"}


def test_a_file_of_somebody_else_cannot_be_sent(world: World, application: Application) -> None:
    stranger = answers(world.joko, world.version)["kk"]
    with pytest.raises(InvalidInput):
        ask(world.siti, application, "Ini KK saya", stranger)


def test_a_sent_file_is_read_by_both_and_never_swept(world: World, application: Application) -> None:
    (file_id,) = photo = answers(world.siti, world.version)["kk"]
    ask(world.siti, application, "", photo)
    StoredFile.objects.update(created_at=now() - timedelta(days=3))
    assert sum(sweep_unused_files(hour) for hour in range(24)) == 0
    assert str(file_of_citizen(world.siti, uuid.UUID(file_id)).pk) == file_id
    with pytest.raises(NotFound):
        file_of_citizen(world.joko, uuid.UUID(file_id))


def test_strangers_and_other_offices_find_nothing(world: World, application: Application) -> None:
    with pytest.raises(NotFound):
        ask(world.joko, application)
    with pytest.raises(NotFound):
        tell(world.stranger_operator, application)


def test_nobody_reads_it_where_there_is_no_account(world: World) -> None:
    with pytest.raises(Conflict):
        tell(world.operator, on_paper(world, elder(world)))


def test_an_answer_takes_the_mark_away(world: World, application: Application) -> None:
    tell(world.operator, application, awaits=True)
    application.refresh_from_db()
    assert application.awaits_reply_since is not None
    ask(world.siti, application)
    application.refresh_from_db()
    assert application.awaits_reply_since is None
    assert application.citizen_wrote_at is not None


def test_the_mark_is_set_and_taken_by_hand(world: World, application: Application) -> None:
    for awaits in (True, False):
        await_reply(world.operator, application.number, awaits=awaits)
        application.refresh_from_db()
        assert (application.awaits_reply_since is not None) is awaits


def test_seen_up_to_the_message_that_was_shown(world: World, application: Application) -> None:
    first, second = ask(world.siti, application), ask(world.siti, application, "Halo?")
    see_messages_at_desk(world.operator, application.number, first.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    application.refresh_from_db()
    assert first.seen_at is not None
    assert second.seen_at is None
    assert application.citizen_wrote_at is not None
    see_messages_at_desk(world.operator, application.number, second.pk)
    application.refresh_from_db()
    assert application.citizen_wrote_at is None


def test_one_does_not_see_ones_own(world: World, application: Application) -> None:
    mine = ask(world.siti, application)
    see_messages(world.siti, application.number, mine.pk)
    mine.refresh_from_db()
    assert mine.seen_at is None


def test_taken_back_within_a_minute_words_and_files_go(world: World, application: Application) -> None:
    message = ask(world.siti, application, "Salah kirim", answers(world.siti, world.version)["kk"])
    withdraw_message(world.siti, application.number, message.pk)
    message.refresh_from_db()
    assert (message.text, message.files.count(), message.withdrawn_at is None) == ("", 0, False)


def test_not_later_and_not_by_others(world: World, application: Application) -> None:
    message = ask(world.siti, application)
    with pytest.raises(NotFound):
        withdraw_message(world.operator.account, application.number, message.pk)
    Message.objects.update(sent_at=now() - timedelta(seconds=61))
    with pytest.raises(Conflict):
        withdraw_message(world.siti, application.number, message.pk)


def test_closed_thirty_days_after_the_decision(world: World, application: Application) -> None:
    cancel(world.siti, application.number)
    ask(world.siti, application)
    Application.objects.update(decided_at=now() - timedelta(days=31))
    with pytest.raises(Conflict):
        ask(world.siti, application)


def test_an_administrator_does_not_write(world: World, application: Application) -> None:
    world.operator.roles = ["administrator"]
    world.operator.save()
    with pytest.raises((NotAllowed, NotFound)):
        tell(world.operator, application)
