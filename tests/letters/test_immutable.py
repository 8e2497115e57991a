"""The database itself keeps a letter as it was issued."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.models import Letter
from tests.letters.stages import issued
from tests.people import World

KEPT: dict[str, Any] = {
    "number": "palsu",
    "running": 99,
    "resident_name": "ORANG LAIN",
    "sha256": "0" * 64,
    "verification_code": "0" * 12,
    "subject": "Lain",
    "valid_until": None,
}


@pytest.mark.parametrize("name", KEPT)
def test_nothing_of_a_letter_changes(world: World, name: str) -> None:
    letter = issued(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**{name: KEPT[name]})


def test_no_letter_is_deleted(world: World) -> None:
    letter = issued(world)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM letters_letter WHERE id = %s", [letter.pk])


def test_a_withdrawn_letter_does_not_come_back(world: World) -> None:
    letter = issued(world)
    withdraw(world.kades, letter.pk, reason="Salah nama.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state=Letter.State.ISSUED)
