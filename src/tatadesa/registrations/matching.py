"""What the register says about somebody who registers. NIK and birth date are strict, the name is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tatadesa.core.text import date_words
from tatadesa.offices.models import Office
from tatadesa.registrations.models import Registration
from tatadesa.registrations.names import is_equal_name, is_same_name
from tatadesa.residents.models import Resident


@dataclass(frozen=True)
class Difference:
    """One field on which both disagree, in words for reading."""

    field: str
    said: str
    register: str


@dataclass(frozen=True)
class MatchResult:
    """``resident`` has the NIK, whatever else differs; None when nobody of the register has it."""

    outcome: Registration.Match
    resident: Resident | None
    differences: tuple[Difference, ...] = ()


def match(office: Office, *, nik: str, name: str, birth_date: date) -> MatchResult:
    """Look for the person in the register of ``office``, the dead and those who moved away included. One query.

    EXACT: NIK, birth date and name agree, titles and capitals apart. CLOSE: the name only by its sound (``names.py``).
    DIFFERENT: the NIK is somebody's, but name or birth date are not. ABSENT: nobody has the NIK.
    """
    resident = Resident.objects.select_related("family").filter(office=office, nik=nik).first()
    if resident is None:
        return MatchResult(Registration.Match.ABSENT, None)
    is_equal, is_same = is_equal_name(name, resident.name), is_same_name(name, resident.name)
    differences = []
    if not is_equal:
        differences.append(Difference("name", name, resident.name))
    if birth_date != resident.birth_date:
        differences.append(Difference("birth_date", date_words(birth_date), date_words(resident.birth_date)))
    if not differences:
        outcome = Registration.Match.EXACT
    elif is_same and birth_date == resident.birth_date:
        outcome = Registration.Match.CLOSE
    else:
        outcome = Registration.Match.DIFFERENT
    return MatchResult(outcome, resident, tuple(differences))
