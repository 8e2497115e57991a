"""The words under a signature when somebody acts as head of the village."""

from datetime import timedelta

import pytest

from tatadesa.accounts.models import Acting, Role, StaffMember, Term
from tatadesa.core.clock import office_today
from tatadesa.letters.preview import head_of
from tatadesa.letters.signer import signer_of
from tests.people import World

TODAY = office_today("Asia/Jakarta")
DAY = timedelta(days=1)


def appoint(staff: StaffMember, acting: Acting, *, ends: int) -> None:
    term = Term(TODAY - 9 * DAY, TODAY + ends * DAY, acting, "141/7/2026", TODAY - 9 * DAY)
    staff.roles = [*staff.roles, Role.KADES]
    staff.terms = {Role.KADES: term.as_json()}
    staff.save()


@pytest.mark.parametrize(("acting", "words"), [(Acting.PLT, "Plt."), (Acting.PLH, "Plh."), (Acting.PJ, "Pj.")])
def test_an_acting_head_signs_as_such(world: World, acting: Acting, words: str) -> None:
    appoint(world.sekdes, acting, ends=1)
    signer = signer_of(world.sekdes, world.karangsari)
    assert signer.positions == (f"{words} Kepala Desa",)
    assert signer.on_behalf_of == ""


def test_when_the_term_is_over_the_secretary_signs_on_behalf(world: World) -> None:
    appoint(world.sekdes, Acting.PLT, ends=-1)
    assert signer_of(world.sekdes, world.karangsari).positions == ("a.n. Kepala Desa", "Sekretaris Desa")


def test_the_head_whose_term_is_over_is_nobodys_preview(world: World) -> None:
    world.kades.terms = {Role.KADES: Term(None, TODAY - DAY).as_json()}
    world.kades.save()
    assert head_of(world.karangsari, [Role.KADES]) is None
    appoint(world.sekdes, Acting.PJ, ends=1)
    assert head_of(world.karangsari, [Role.KADES]) == world.sekdes
