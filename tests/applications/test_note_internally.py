"""Notes among colleagues."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from tatadesa.applications.actions.note_internally import note_internally
from tatadesa.applications.models import InternalNote
from tatadesa.core.errors import InvalidInput, NotFound
from tests.people import World, sent


def test_once_per_key_with_name_and_place(world: World) -> None:
    number, key = sent(world.siti, world.version).number, uuid.uuid4()
    first = note_internally(world.operator, number, key=key, text=" Cek buku induk. ")
    assert note_internally(world.operator, number, key=key, text="lain") == first
    assert (first.text, first.author_label) == ("Cek buku induk.", "Sri Wahyuni, Operator Pelayanan")


def test_empty_and_foreign_are_refused(world: World) -> None:
    number = sent(world.siti, world.version).number
    with pytest.raises(InvalidInput):
        note_internally(world.operator, number, key=uuid.uuid4(), text=" ")
    with pytest.raises(NotFound):
        note_internally(world.stranger_operator, number, key=uuid.uuid4(), text="Halo")


def test_the_database_keeps_what_was_said(world: World) -> None:
    note = note_internally(world.operator, sent(world.siti, world.version).number, key=uuid.uuid4(), text="Halo")
    with pytest.raises(DatabaseError), transaction.atomic():
        InternalNote.objects.filter(pk=note.pk).update(text="Tidak pernah")
