"""Issuing: who may, what comes of it, and that it is all or nothing."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.applications.states import State
from tatadesa.core.errors import Conflict, DomainError, NotAllowed, NotFound
from tatadesa.files import storage
from tatadesa.files.models import StoredFile
from tatadesa.letters import typeset
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.models import Letter, NumberCounter
from tests.letters.pdfs import text_of
from tests.letters.stages import approved
from tests.people import World, sent


def test_the_head_issues_a_numbered_letter(world: World) -> None:
    application = approved(world)
    letter = issue(world.kades, application.number, seen=application.event_count)
    assert letter.running == 1
    assert letter.number.startswith("400.9.14.1/001/DS-KAR/")
    assert letter.valid_until == letter.dated + timedelta(days=30)
    assert (letter.signer_name, letter.signer_position) == ("Hadi Sutrisno", "Kepala Desa")
    application.refresh_from_db()
    assert application.state == State.COMPLETED
    assert letter.number in application.events.order_by("-position")[0].words


def test_the_stored_file_is_the_letter_with_its_hash(world: World) -> None:
    application = approved(world)
    letter = issue(world.kades, application.number, seen=application.event_count)
    content = storage.read(letter.file)
    assert hashlib.sha256(content).hexdigest() == letter.sha256 == letter.file.sha256
    text = text_of(content)
    for words in (letter.number, "SITI AMINAH", "Mendaftar sekolah anak", "Hadi Sutrisno", "Kepala Desa"):
        assert words in text
    assert letter.file.owner_id == world.siti.pk


def test_the_secretary_signs_for_the_head(world: World) -> None:
    application = approved(world)
    letter = issue(world.sekdes, application.number, seen=application.event_count)
    assert letter.signer_position == "Sekretaris Desa a.n. Kepala Desa"
    assert "a.n. Kepala Desa" in text_of(storage.read(letter.file))


def test_numbers_follow_one_another(world: World) -> None:
    first, second = approved(world), approved(world)
    issue(world.kades, first.number, seen=first.event_count)
    assert issue(world.kades, second.number, seen=second.event_count).running == 2


@pytest.mark.parametrize(
    ("who", "error"),
    [("operator", NotAllowed), ("stranger_kades", NotFound), ("stranger_operator", NotFound)],
)
def test_nobody_else_may(world: World, who: str, error: type[DomainError]) -> None:
    application = approved(world)
    with pytest.raises(error):
        issue(getattr(world, who), application.number, seen=application.event_count)
    assert not Letter.objects.exists()
    assert not NumberCounter.objects.exists()


def test_not_before_it_is_approved(world: World) -> None:
    application = take(world.operator, sent(world.siti, world.version).number)
    with pytest.raises((NotAllowed, Conflict)):
        issue(world.kades, application.number, seen=application.event_count)


def test_not_on_an_old_page_and_not_twice(world: World) -> None:
    application = approved(world)
    with pytest.raises(Conflict):
        issue(world.kades, application.number, seen=application.event_count - 1)
    issue(world.kades, application.number, seen=application.event_count)
    with pytest.raises(Conflict):
        issue(world.kades, application.number, seen=application.event_count + 1)
    assert Letter.objects.count() == 1


def test_a_failing_render_loses_no_number_and_leaves_no_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    application = approved(world)
    files = StoredFile.objects.count()

    def fail(*_: Any) -> bytes:
        raise RuntimeError("no ink")

    with monkeypatch.context() as patch:
        patch.setattr(typeset, "letter_pdf", fail)
        with pytest.raises(RuntimeError):
            issue(world.kades, application.number, seen=application.event_count)
    application.refresh_from_db()
    assert application.state == State.APPROVED
    assert StoredFile.objects.count() == files
    assert not Letter.objects.exists()
    assert issue(world.kades, application.number, seen=application.event_count).running == 1


@pytest.mark.django_db(transaction=True)
def test_head_and_secretary_at_once_never_share_a_number(world: World) -> None:
    waiting = [approved(world) for _ in range(8)]
    barrier = Barrier(16)

    def run(call: tuple[Any, Application]) -> Letter | DomainError:
        staff, application = call
        barrier.wait(timeout=30)
        try:
            return issue(staff, application.number, seen=application.event_count)
        except DomainError as error:
            return error
        finally:
            connection.close()

    calls = [(staff, application) for application in waiting for staff in (world.kades, world.sekdes)]
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(run, calls))
    letters = [result for result in results if isinstance(result, Letter)]
    assert sorted(letter.running for letter in letters) == list(range(1, 9))
    assert len({letter.number for letter in letters}) == 8
    assert sum(isinstance(result, Conflict) for result in results) == 8
