"""Who is what under a new head."""

from uuid import uuid4

import pytest

from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.succession import roles_under, spouse_of


def person(role: int, nik: str = "", sex: int = codes.MALE, **parents: str) -> Resident:
    return Resident(id=uuid4(), family_role=role, nik=nik or str(uuid4())[:16], sex=sex, **parents)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (codes.CHILD, codes.CHILD),
        (codes.GRANDCHILD, codes.GRANDCHILD),
        (codes.PARENT, codes.PARENT_IN_LAW),
        (codes.PARENT_IN_LAW, codes.PARENT),
        (codes.OTHER_KIN, codes.OTHER_KIN),
        (10, 10),
    ],
)
def test_under_the_wife_of_the_old_head(was: int, becomes: int) -> None:
    wife, other = person(codes.WIFE, sex=codes.FEMALE), person(was)
    assert roles_under(wife, [wife, other]) == {wife.pk: codes.HEAD, other.pk: becomes}


def test_under_a_child_the_numbers_of_the_parents_decide_first() -> None:
    mother = person(codes.WIFE, "1", codes.FEMALE)
    son = person(codes.CHILD, "2", mother_nik="1")
    grandson = person(codes.GRANDCHILD, "3", father_nik="2")
    nephew, sister, guest = person(codes.GRANDCHILD), person(codes.CHILD), person(11)
    roles = roles_under(son, [mother, son, grandson, nephew, sister, guest])
    assert roles[mother.pk] == codes.PARENT
    assert roles[grandson.pk] == codes.CHILD
    assert roles[nephew.pk] == roles[sister.pk] == codes.OTHER_KIN
    assert roles[guest.pk] == 11


def test_an_old_head_who_stays_becomes_the_husband() -> None:
    head, wife = person(codes.HEAD), person(codes.WIFE, sex=codes.FEMALE)
    assert roles_under(wife, [head, wife])[head.pk] == codes.HUSBAND


def test_a_spouse_is_told_by_the_card_only_where_it_is_clear() -> None:
    head, wife, second, child = (
        person(codes.HEAD), person(codes.WIFE), person(codes.WIFE), person(codes.CHILD)
    )  # fmt: skip
    assert spouse_of(head, [head, wife, child]) is wife
    assert spouse_of(wife, [head, wife, child]) is head
    assert spouse_of(head, [head, wife, second]) is None
    assert spouse_of(child, [head, wife, child]) is None
