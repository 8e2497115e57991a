"""What people of an age do in an inland village of Java: schooling, work, faith. Rough shares, by chance."""

from random import Random

from tatadesa.residents import codes

_RELIGION = {1: 955, 2: 25, 3: 12, 5: 4, 7: 4}
_BLOOD = {1: 8, 2: 9, 3: 3, 4: 14, codes.BLOOD_UNKNOWN: 66}
# By the ids of ``codes.EDUCATION`` and ``codes.OCCUPATION``.
_SCHOOLING_OLD = {1: 12, 2: 18, 3: 50, 4: 12, 5: 7, 8: 1}
_SCHOOLING_MIDDLE = {2: 3, 3: 37, 4: 29, 5: 24, 7: 3, 8: 4}
_SCHOOLING_YOUNG = {3: 10, 4: 26, 5: 48, 6: 2, 7: 4, 8: 10}
_WORK_MEN = {9: 24, 20: 13, 19: 14, 15: 15, 88: 12, 84: 7, 81: 4, 26: 3, 27: 2, 13: 2, 35: 2, 18: 1, 1: 1}
_WORK_WOMEN = {2: 56, 9: 8, 20: 8, 84: 9, 15: 9, 88: 5, 30: 2, 23: 2, 18: 1}
_WORK_LEARNED = {65: 22, 5: 14, 15: 26, 88: 16, 18: 10, 74: 5, 73: 3, 16: 4}
_FIRST_DIPLOMA = 7
PUPIL = 3
_UNEMPLOYED, _HOUSEWIFE, _PENSIONER, _FARMER = 1, 2, 4, 9


def religion(random: Random) -> int:
    """The faith of a household."""
    return _draw(random, _RELIGION)


def blood_type(random: Random) -> int:
    """Mostly unknown, as in real registers."""
    return _draw(random, _BLOOD)


def education(random: Random, age: int) -> int:
    """The highest school finished, as far as ``age`` allows."""
    if age < 6:
        return 1
    for school_age, level in ((12, 2), (15, 3), (18, 4)):
        if age <= school_age:
            return level
    if age <= 22:
        return 5
    return _draw(random, _SCHOOLING_YOUNG if age < 35 else _SCHOOLING_MIDDLE if age < 58 else _SCHOOLING_OLD)


def occupation(random: Random, age: int, sex: int, schooling: int) -> int:
    """Pupils until 18, some students until 22, then work that fits; few go on working after 70."""
    if age < 6:
        return _UNEMPLOYED
    if age <= 18 or (age <= 22 and random.random() < 0.35):
        return PUPIL
    if age > 60 and schooling >= _FIRST_DIPLOMA:
        return _PENSIONER
    if age > 70:
        return random.choice((_UNEMPLOYED, _FARMER if sex == codes.MALE else _HOUSEWIFE))
    if schooling >= _FIRST_DIPLOMA:
        return _draw(random, _WORK_LEARNED)
    return _draw(random, _WORK_MEN if sex == codes.MALE else _WORK_WOMEN)


def _draw(random: Random, shares: dict[int, int]) -> int:
    return random.choices(list(shares), list(shares.values()))[0]
