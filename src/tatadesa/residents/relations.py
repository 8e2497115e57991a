"""What one person of a family card is to another, in everyday words. Pure."""

from tatadesa.residents import codes
from tatadesa.residents.models import Resident

_KIN = "keluarga"
_SPOUSES = (codes.HUSBAND, codes.WIFE)
_ELDERS = (codes.PARENT, codes.PARENT_IN_LAW)
# Seen from the head of the family: the card itself says it.
_OF_HEAD = {
    codes.HUSBAND: "suami",
    codes.WIFE: "istri",
    codes.CHILD: "anak",
    codes.CHILD_IN_LAW: "menantu",
    codes.GRANDCHILD: "cucu",
    codes.PARENT: "orang tua",
    codes.PARENT_IN_LAW: "mertua",
}
# Seen from the husband or wife of the head: parents and parents-in-law change places.
_OF_SPOUSE = {**_OF_HEAD, codes.PARENT: "mertua", codes.PARENT_IN_LAW: "orang tua"}


def relation(viewer: Resident, other: Resident) -> str:
    """What ``other`` is to ``viewer``: ``anak``, ``ibu``, ``suami``; ``keluarga`` where the card does not say.

    Both are on one family card, whose roles are all told from its head.
    """
    own, theirs = viewer.family_role, other.family_role
    if own == codes.HEAD:
        return _OF_HEAD.get(theirs, _KIN)
    if own in _SPOUSES:
        return _by_sex(other, "suami", "istri") if theirs == codes.HEAD else _OF_SPOUSE.get(theirs, _KIN)
    if own == codes.CHILD:
        if theirs == codes.HEAD or theirs in _SPOUSES:
            return _by_sex(other, "ayah", "ibu")
        if theirs in _ELDERS:
            return _by_sex(other, "kakek", "nenek")
        return "saudara" if theirs == codes.CHILD else _KIN
    if own in _ELDERS and theirs in (codes.HEAD, *_SPOUSES):
        is_own = (own == codes.PARENT) == (theirs == codes.HEAD)
        return "anak" if is_own else "menantu"
    return _KIN


def _by_sex(person: Resident, male: str, female: str) -> str:
    return male if person.sex == codes.MALE else female
