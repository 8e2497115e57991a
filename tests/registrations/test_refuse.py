"""Refusing: with a reason, the photo gone at once, and no word about whose NIK it is."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, transaction

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.files import storage
from tatadesa.registrations.actions.refuse import REASONS, refuse
from tatadesa.registrations.models import Registration
from tests.people import World
from tests.registrations.waiting import waiting

pytestmark = pytest.mark.usefixtures("told")
State = Registration.State


def test_it_ends_and_the_photo_goes(world: World, django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    registration = waiting(world.karangsari)
    lies_at = registration.photo.storage_name
    with django_capture_on_commit_callbacks(execute=True):
        refuse(world.operator, registration.pk, seen=1, reason="no_card", words="Ini foto SIM.")
    registration = Registration.objects.select_related("photo").get()
    assert (registration.state, registration.decided_by) == (State.REFUSED, world.operator)
    assert registration.message == f"{REASONS['no_card'][1]} Ini foto SIM."
    assert (registration.pin_hash, registration.card, registration.photo.storage_name) == ("", {}, "")
    assert registration.photo.deleted_at is not None
    assert not storage.private().exists(lies_at)
    assert registration.events.get().words == "Ditolak: Foto bukan KTP asli."


def test_the_person_reads_why(world: World, told: Callable[[], list[dict[str, str]]]) -> None:
    registration = waiting(world.karangsari)
    refuse(world.operator, registration.pk, seen=1, reason="other", words="Datang ke kantor hari Senin.")
    (message,) = told()
    assert message["purpose"] == "pendaftaran_ditolak"
    assert "Datang ke kantor hari Senin." in message["text"]
    assert registration.nik not in str(message)


@pytest.mark.parametrize(
    ("reason", "words", "field"),
    [("", "x", "reason"), ("lain", "", "reason"), ("other", " \n ", "words"), ("no_card", "x" * 301, "words")],
)
def test_a_reason_is_needed(reason: str, words: str, field: str, world: World) -> None:
    registration = waiting(world.karangsari)
    with pytest.raises(InvalidInput) as refused:
        refuse(world.operator, registration.pk, seen=1, reason=reason, words=words)
    assert set(refused.value.errors) == {field}
    registration.refresh_from_db()
    assert registration.state == State.WAITING


def test_every_reason_fits_and_none_says_that_a_nik_is_known() -> None:
    for _, told in REASONS.values():
        assert len(told) <= 199
        assert "NIK" not in told


def test_what_has_ended_stays_ended(world: World) -> None:
    registration = waiting(world.karangsari)
    refuse(world.operator, registration.pk, seen=1, reason="no_card")
    with pytest.raises(Conflict):
        refuse(world.operator, registration.pk, seen=2, reason="no_card")


def test_the_same_person_may_register_again(world: World) -> None:
    first = waiting(world.karangsari)
    refuse(world.operator, first.pk, seen=1, reason="no_card")
    assert waiting(world.karangsari).nik == first.nik


def test_not_by_others(world: World) -> None:
    registration = waiting(world.karangsari)
    with pytest.raises(NotFound):
        refuse(world.stranger_operator, registration.pk, seen=1, reason="no_card")
    with pytest.raises(Conflict):
        refuse(world.operator, registration.pk, seen=2, reason="no_card")
    world.operator.roles = ["kasi"]
    with pytest.raises(NotAllowed):
        refuse(world.operator, registration.pk, seen=1, reason="no_card")


def test_the_history_cannot_be_changed(world: World) -> None:
    registration = waiting(world.karangsari)
    refuse(world.operator, registration.pk, seen=1, reason="no_card")
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        registration.events.update(words="Disetujui.")
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        registration.events.all().delete()
