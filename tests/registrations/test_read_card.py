"""A photo is read once, its reader may fail, and nothing is kept of a photo that is no longer there."""

from collections.abc import Callable

import pytest
from django.db import transaction

from tatadesa.registrations import photos, tasks
from tatadesa.registrations.actions.read_card import read_card
from tatadesa.registrations.models import Registration
from tatadesa.registrations.ports import CardReaderDown, CardReading, CardUnreadable
from tests.people import World
from tests.registrations.waiting import picture, waiting

FOUND = CardReading({"nik": "3302075703929017", "name": "DEWI KARTIKA"}, ("name",), 2.0)


class Reader:
    """Finds ``FOUND`` or fails as told; ``meanwhile`` happens while it looks."""

    def __init__(self, error: Exception | None = None, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.error = error
        self.meanwhile = meanwhile
        self.seen: list[bytes] = []

    def read(self, jpeg: bytes) -> CardReading:
        self.seen.append(jpeg)
        self.meanwhile()
        if self.error:
            raise self.error
        return FOUND


@pytest.fixture
def registration(world: World) -> Registration:
    """Dewi's, just begun: a photo is there and waits to be read."""
    found = waiting(world.karangsari, state=Registration.State.BEGUN, sent_at=None)
    found.reading, found.card = Registration.Reading.WAITING, {}
    found.save()
    return found


def read(registration: Registration, reader: Reader, *, is_last_try: bool = False) -> Registration:
    read_card(registration.pk, reader, is_last_try=is_last_try)
    registration.refresh_from_db()
    return registration


def replace_photo(registration: Registration) -> None:
    with transaction.atomic():
        photos.store(registration, picture(color="pink"))


def test_what_the_card_says_is_kept_with_its_doubts(registration: Registration) -> None:
    reader = Reader()
    read(registration, reader)
    assert registration.reading == Registration.Reading.READ
    assert registration.card == {"nik": "3302075703929017", "name": "DEWI KARTIKA", "doubtful": ["name"]}
    assert reader.seen == [photos.plain(registration.photo)]


def test_while_it_is_read_the_page_can_say_so(registration: Registration) -> None:
    states: list[str] = []
    read(registration, Reader(meanwhile=lambda: states.append(Registration.objects.get().reading)))
    assert states == [Registration.Reading.READING]


def test_no_card_on_it_tells_the_person_what_to_do(registration: Registration) -> None:
    read(registration, Reader(CardUnreadable("Foto lagi di tempat terang.")))
    assert registration.reading == Registration.Reading.UNREADABLE
    assert registration.card == {"message": "Foto lagi di tempat terang."}


def test_a_reader_that_is_down_is_asked_again_and_in_the_end_the_person_types(registration: Registration) -> None:
    with pytest.raises(CardReaderDown):
        read(registration, Reader(CardReaderDown()))
    registration.refresh_from_db()
    assert registration.reading == Registration.Reading.READING
    read(registration, Reader(CardReaderDown()), is_last_try=True)
    assert (registration.reading, registration.card) == (Registration.Reading.UNREADABLE, {})


def test_of_a_photo_replaced_meanwhile_nothing_is_kept(registration: Registration) -> None:
    read(registration, Reader(meanwhile=lambda: replace_photo(registration)))
    assert registration.card == {}
    read(registration, Reader())
    assert registration.card["name"] == "DEWI KARTIKA"


def test_of_a_photo_deleted_meanwhile_nothing_is_kept(registration: Registration) -> None:
    def delete() -> None:
        with transaction.atomic():
            photos.delete_of(registration)

    read(registration, Reader(meanwhile=delete))
    assert registration.card == {}


@pytest.mark.parametrize("state", [Registration.State.REFUSED, Registration.State.ACTIVE, Registration.State.EXPIRED])
def test_a_decided_one_is_left_alone(registration: Registration, state: Registration.State) -> None:
    registration.state = state
    registration.save()
    reader = Reader()
    read(registration, reader)
    assert (reader.seen, registration.card) == ([], {})


def test_one_that_was_read_is_not_read_again(registration: Registration) -> None:
    read(registration, Reader())
    second = Reader()
    read(registration, second)
    assert second.seen == []


def test_an_officer_who_decides_meanwhile_is_not_turned_away(registration: Registration) -> None:
    registration.state = Registration.State.WAITING
    registration.save()
    edition = registration.edition
    assert read(registration, Reader()).reading == Registration.Reading.READ
    assert registration.edition == edition


def test_a_photo_that_does_not_open_counts_as_unreadable(registration: Registration) -> None:
    registration.photo.storage_name = "ktp/00/lost"
    registration.photo.save()
    assert read(registration, Reader()).reading == Registration.Reading.UNREADABLE


def test_the_job_tries_so_often_and_no_more() -> None:
    retry = tasks.read_card.retry_strategy
    assert retry is not None
    assert (tasks.read_card.queue, retry.max_attempts) == (tasks.READER_QUEUE, tasks.READ_ATTEMPTS)
