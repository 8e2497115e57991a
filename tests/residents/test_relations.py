"""What people of one family card are to each other."""

import pytest

from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.relations import relation


def person(role: int, sex: int = codes.FEMALE) -> Resident:
    return Resident(family_role=role, sex=sex)


@pytest.mark.parametrize(
    ("viewer", "other", "said"),
    [
        (person(codes.HEAD), person(codes.CHILD), "anak"),
        (person(codes.HEAD), person(codes.WIFE), "istri"),
        (person(codes.HEAD), person(codes.PARENT_IN_LAW), "mertua"),
        (person(codes.WIFE), person(codes.HEAD, codes.MALE), "suami"),
        (person(codes.HUSBAND, codes.MALE), person(codes.HEAD), "istri"),
        (person(codes.WIFE), person(codes.PARENT), "mertua"),
        (person(codes.WIFE), person(codes.PARENT_IN_LAW), "orang tua"),
        (person(codes.CHILD), person(codes.HEAD, codes.MALE), "ayah"),
        (person(codes.CHILD), person(codes.WIFE), "ibu"),
        (person(codes.CHILD), person(codes.CHILD), "saudara"),
        (person(codes.CHILD), person(codes.PARENT), "nenek"),
        (person(codes.PARENT), person(codes.HEAD), "anak"),
        (person(codes.PARENT), person(codes.WIFE), "menantu"),
        (person(codes.PARENT_IN_LAW), person(codes.WIFE), "anak"),
        (person(codes.GRANDCHILD), person(codes.HEAD), "keluarga"),
    ],
)
def test_in_everyday_words(viewer: Resident, other: Resident, said: str) -> None:
    assert relation(viewer, other) == said


def test_there_is_a_word_for_every_pair_of_roles() -> None:
    roles = [role for role, _ in codes.FAMILY_ROLE]
    assert all(relation(person(one), person(other)) for one in roles for other in roles)
