"""Signing: what comes of it, and that whatever breaks loses no number and leaves no half letter."""

import contextlib
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.applications.states import State
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, TooMany
from tatadesa.core.ids import uuid7
from tatadesa.core.pdf_signatures import facts
from tatadesa.files import storage
from tatadesa.files.models import StoredFile
from tatadesa.gateways.own_certificate.adapter import OwnCertificate
from tatadesa.letters.actions import sign_letters as signing
from tatadesa.letters.actions.sign_letters import sign_letters
from tatadesa.letters.models import Letter, NumberCounter, PreparedLetter, SigningMethod
from tatadesa.letters.ports import Signed, SigningOutcome, SigningSecret
from tatadesa.letters.signing import LEASE
from tatadesa.letters.signing_queries import unissued, waiting
from tests.letters.pdfs import text_of
from tests.letters.signers import PASSPHRASE, look_at, own, prepared, sign, way
from tests.letters.stages import approved
from tests.people import World, answers

PERSON = SigningSecret(PASSPHRASE)
LARGEST = 80 * 1024


def test_the_head_signs_what_was_shown(world: World) -> None:
    own(world)
    shown = prepared(world)
    before = bytes(shown.content or b"")
    [result] = sign(world.kades, shown)
    letter = result.letter
    assert letter is not None
    content = storage.read(letter.file)
    assert content.startswith(before)
    assert hashlib.sha256(content).hexdigest() == letter.sha256
    assert len(content) <= LARGEST
    [fact] = facts(content)
    assert (fact.is_intact, fact.covers_all, fact.signer) == (True, True, "Hadi Sutrisno (CONTOH / DEMO)")
    assert (letter.number, letter.signed_by, letter.certificate) == (shown.number, SigningMethod.OWN, fact.signer)
    assert letter.number in text_of(content)
    shown.refresh_from_db()
    assert (shown.state, shown.content, shown.attempt) == (PreparedLetter.State.ISSUED, None, None)
    application = Application.objects.get(pk=letter.application_id)
    assert application.state == State.COMPLETED
    assert letter.number in application.events.order_by("-position")[0].words
    assert letter.valid_until == letter.dated + timedelta(days=30)


def test_a_selection_with_one_passphrase(world: World) -> None:
    own(world)
    letters = [prepared(world) for _ in range(5)]
    results = sign(world.kades, *letters)
    assert [result.number for result in results] == [letter.number for letter in letters]
    assert all(result.letter for result in results)
    assert Letter.objects.count() == 5


def test_preparing_again_gives_the_same_letter_and_number(world: World) -> None:
    own(world)
    first = prepared(world)
    again = prepared(world, application=first.application)
    assert (again.pk, again.number, again.sha256) == (first.pk, first.number, first.sha256)
    assert NumberCounter.objects.get().last == 1


def test_another_signer_gets_other_pages_under_the_same_number(world: World) -> None:
    own(world, world.kades, world.sekdes)
    first = prepared(world)
    second = prepared(world, world.sekdes, first.application)
    assert (second.pk, second.number) == (first.pk, first.number)
    assert second.sha256 != first.sha256
    [result] = sign(world.kades, first)
    assert "tidak menunggu tanda tangan Anda" in result.words
    [result] = sign(world.sekdes, second)
    assert result.letter is not None
    assert result.letter.signer_position == "Sekretaris Desa a.n. Kepala Desa"


def test_a_wrong_passphrase_says_so_and_nothing_is_lost(world: World) -> None:
    own(world)
    letters = [prepared(world), prepared(world)]
    with pytest.raises(InvalidInput) as refused:
        sign(world.kades, *letters, passphrase="bukan-ini")
    assert "salah" in refused.value.errors["passphrase"]
    assert not Letter.objects.exists()
    assert all(result.letter for result in sign(world.kades, *letters))


def test_what_was_not_shown_is_not_signed(world: World) -> None:
    own(world)
    letter = prepared(world)
    [result] = sign_letters(world.kades, {letter.pk: letter.sha256}, PERSON)
    assert "belum tampil" in result.words
    look_at(world.sekdes, letter)
    [result] = sign_letters(world.kades, {letter.pk: letter.sha256}, PERSON)
    assert "belum tampil" in result.words


def test_a_page_with_other_bytes_is_not_signed(world: World) -> None:
    own(world)
    letter = prepared(world)
    [key] = look_at(world.kades, letter)
    [result] = sign_letters(world.kades, {key: "0" * 64}, PERSON)
    assert result.letter is None
    assert "berubah" in result.words


@pytest.mark.parametrize("who", ["operator", "sekdes", "stranger_kades"])
def test_nobody_signs_for_the_head(world: World, who: str) -> None:
    own(world, world.kades, world.sekdes)
    letter, staff = prepared(world), getattr(world, who)
    try:
        results = sign(staff, letter)
    except (NotAllowed, Conflict):
        results = []
    assert all(result.letter is None for result in results)
    assert not Letter.objects.exists()


def test_an_expired_certificate_is_refused_with_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own(world)
    letter = prepared(world)
    monkeypatch.setattr("tatadesa.letters.signing.now", lambda: now() + timedelta(days=400))
    with pytest.raises(Conflict, match="kedaluwarsa"):
        sign(world.kades, letter)


def test_without_a_certificate_it_is_said_where_to_get_one(world: World) -> None:
    way(world, SigningMethod.OWN)
    with pytest.raises(Conflict, match="Pasang dulu sertifikat"):
        sign(world.kades, prepared(world))


@pytest.mark.parametrize("count", [0, 51])
def test_none_and_too_many(world: World, count: int) -> None:
    own(world)
    with pytest.raises(InvalidInput) as refused:
        sign_letters(world.kades, {uuid7(): "0" * 64 for _ in range(count)}, PERSON)
    assert "50" in refused.value.errors["pilih"]


def test_guessing_is_slowed_down(world: World) -> None:
    own(world)
    letter = prepared(world)
    seen = look_at(world.kades, letter)

    def guess() -> None:
        with contextlib.suppress(InvalidInput):
            sign_letters(world.kades, seen, SigningSecret("tebak"))

    for _ in range(29):
        guess()
    with pytest.raises(TooMany):
        guess()


def test_an_application_that_changed_is_not_signed_and_keeps_its_number(world: World) -> None:
    own(world)
    letter = prepared(world)
    application = letter.application
    back = return_for_correction(
        world.kades, application.number, seen=application.event_count, fields=["kk"], message="Foto buram."
    )
    [result] = sign(world.kades, letter)
    assert result.letter is None
    assert "berubah" in result.words
    again = approved_again(world, back)
    anew = prepared(world, application=again)
    assert (anew.pk, anew.number) == (letter.pk, letter.number)
    assert anew.sha256 != letter.sha256 or anew.seen != letter.seen
    [result] = sign(world.kades, anew)
    assert result.letter is not None


def test_on_another_day_a_changed_application_gets_a_new_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own(world)
    letter = prepared(world)
    application = letter.application
    back = return_for_correction(
        world.kades, application.number, seen=application.event_count, fields=["kk"], message="Foto buram."
    )
    again = approved_again(world, back)
    monkeypatch.setattr(
        "tatadesa.letters.actions.prepare_letter.office_today", lambda zone: letter.dated + timedelta(days=1)
    )
    anew = prepared(world, application=again)
    assert (anew.running, letter.running) == (2, 1)
    letter.refresh_from_db()
    assert letter.state == PreparedLetter.State.ABANDONED
    [given_up, waits] = unissued(world.karangsari, letter.year)
    assert (given_up.number, given_up.why.startswith("Batal.")) == (letter.number, True)
    assert (waits.number, waits.why) == (anew.number, "Menunggu tanda tangan.")


@pytest.mark.parametrize("place", ["store_generated", "finish", "_checked", "lock"])
def test_whatever_breaks_at_the_end_leaves_the_letter_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    own(world)
    letters = [prepared(world), prepared(world)]
    files = StoredFile.objects.count()
    real, calls = getattr(signing, place), []

    def once(*args: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("the disk is full")
        return real(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(signing, place, once)
        broken, fine = sign(world.kades, *letters)
    assert (broken.letter, fine.letter is not None) == (None, True)
    assert "terputus" in broken.words
    assert (Letter.objects.count(), StoredFile.objects.count()) == (1, files + 1)
    [again] = sign(world.kades, letters[0])
    assert again.letter is not None
    assert again.letter.number == letters[0].number


def test_a_killed_process_leaves_a_letter_that_can_be_signed_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(world)
    letter = prepared(world)
    seen = look_at(world.kades, letter)

    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(OwnCertificate, "sign", die)
        patch.setattr(signing, "_release", lambda *_: None)
        with pytest.raises(Killed):
            sign_letters(world.kades, seen, PERSON)
    [at_once] = sign_letters(world.kades, seen, PERSON)
    assert "sedang ditandatangani" in at_once.words
    [waits] = waiting(world.kades).rows
    assert not waits.broke_off
    PreparedLetter.objects.filter(pk=letter.pk).update(attempted_at=now() - LEASE)
    [waits] = waiting(world.kades).rows
    assert waits.broke_off
    [later] = sign_letters(world.kades, seen, PERSON)
    assert later.letter is not None
    assert later.letter.number == letter.number


def test_a_late_answer_of_an_older_attempt_is_thrown_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own(world)
    letter = prepared(world)
    seen = look_at(world.kades, letter)
    real = OwnCertificate.sign

    def slow(self: OwnCertificate, *args: Any, **named: Any) -> Any:
        answers = list(real(self, *args, **named))
        # Meanwhile the claim has run out and somebody has begun again.
        PreparedLetter.objects.filter(pk=letter.pk).update(attempt=uuid7())
        yield from answers

    monkeypatch.setattr(OwnCertificate, "sign", slow)
    [result] = sign_letters(world.kades, seen, PERSON)
    assert result.letter is None
    assert "mulai ditandatangani lagi" in result.words
    assert not Letter.objects.exists()


@pytest.mark.parametrize("answer", ["nothing", "other pages", "no signature", "garbage"])
def test_what_comes_back_must_be_what_was_shown(world: World, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    own(world)
    letter, other = prepared(world), prepared(world)
    seen = look_at(world.kades, letter)
    real = OwnCertificate.sign

    def wrong(self: OwnCertificate, service: Any, person: Any, secret: Any, letters: Any, *, seconds: float) -> Any:
        if answer == "other pages":
            swapped = [replace(one, content=bytes(other.content or b"")) for one in letters]
            yield from real(self, service, person, secret, swapped, seconds=seconds)
            return
        content = {"no signature": letters[0].content, "garbage": b"%PDF-1.7 sampah"}.get(answer)
        if content is not None:
            yield Signed(letters[0].key, SigningOutcome.SIGNED, "", content)

    monkeypatch.setattr(OwnCertificate, "sign", wrong)
    [result] = sign_letters(world.kades, seen, PERSON)
    assert result.letter is None
    assert result.words
    assert not Letter.objects.exists()
    letter.refresh_from_db()
    assert (letter.state, letter.attempt) == (PreparedLetter.State.PREPARED, None)


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_make_one_letter(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own(world)
    letters = [prepared(world) for _ in range(3)]
    seen = look_at(world.kades, *letters)
    barrier = Barrier(4)

    def run(_: int) -> list[Letter | None]:
        barrier.wait(timeout=30)
        try:
            return [result.letter for result in sign_letters(world.kades, seen, PERSON)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = [letter for letters in pool.map(run, range(4)) for letter in letters if letter]
    assert len(made) == 3
    assert Letter.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_no_row_is_held_while_a_service_is_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another letter is numbered, and the application itself goes back to the citizen, while the signing is slow."""
    own(world)
    letter, other = prepared(world), approved(world)
    seen = look_at(world.kades, letter)
    begun, go_on = Event(), Event()
    real = OwnCertificate.sign

    def slow(self: OwnCertificate, *args: Any, **named: Any) -> Any:
        begun.set()
        assert go_on.wait(timeout=30)
        yield from real(self, *args, **named)

    monkeypatch.setattr(OwnCertificate, "sign", slow)

    def run() -> str:
        try:
            [result] = sign_letters(world.kades, seen, PERSON)
            return result.words
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(run)
        assert begun.wait(timeout=30)
        assert prepared(world, application=other).running == 2
        with pytest.raises(Conflict, match="sedang ditandatangani"):
            prepared(world, world.sekdes, letter.application)
        number, count = letter.application.number, letter.application.event_count
        return_for_correction(world.kades, number, seen=count, fields=["kk"], message="Foto buram.")
        go_on.set()
        assert "berubah" in future.result(timeout=30)
    assert not Letter.objects.exists()


def test_the_passphrase_is_nowhere(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """In no table (queue included) and in no log, whether right or wrong."""
    own(world)
    letter = prepared(world)
    wrong = "Penanda-Salah-5521"
    with pytest.raises(InvalidInput):
        sign(world.kades, letter, passphrase=wrong)
    assert sign(world.kades, letter)[0].letter
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE ANY (%s)', [MARKERS])  # noqa: S608
            assert cursor.fetchone() == (0,), table
    for marker in (PASSPHRASE, wrong):
        assert marker not in caplog.text
        assert marker not in repr(SigningSecret(marker, marker))


MARKERS = [f"%{PASSPHRASE}%", "%Penanda-Salah-5521%"]


def test_a_change_before_signing_asks_no_service(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own(world)
    letter = prepared(world)
    seen = look_at(world.kades, letter)
    Application.objects.filter(pk=letter.application_id).update(event_count=F("event_count") + 1)

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("the key was used")

    monkeypatch.setattr(OwnCertificate, "sign", never)
    [result] = sign_letters(world.kades, seen, PERSON)
    assert "berubah" in result.words


@pytest.mark.parametrize("change", ["history", "pages"])
def test_a_change_while_signing_throws_the_signature_away(
    world: World, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    own(world)
    letter = prepared(world)
    seen = look_at(world.kades, letter)
    real = OwnCertificate.sign

    def slow(self: OwnCertificate, *args: Any, **named: Any) -> Any:
        if change == "history":
            Application.objects.filter(pk=letter.application_id).update(event_count=F("event_count") + 1)
        else:
            PreparedLetter.objects.filter(pk=letter.pk).update(sha256="0" * 64)
        yield from real(self, *args, **named)

    monkeypatch.setattr(OwnCertificate, "sign", slow)
    [result] = sign_letters(world.kades, seen, PERSON)
    assert (result.letter, "berubah" in result.words) == (None, True)
    assert not Letter.objects.exists()


def approved_again(world: World, application: Application) -> Application:
    """What went back to the citizen comes again and is approved."""
    key = save_draft(
        world.siti,
        application.version,
        uuid7(),
        Content(answers(world.siti, world.version), complete=True, application=application),
    ).key
    revise(world.siti, application.number, key)
    taken = Application.objects.get(pk=application.pk)
    if taken.taken_by_id is None:
        taken = take(world.operator, taken.number)
    return approve(world.operator, taken.number, seen=taken.event_count, confirmed=True)
