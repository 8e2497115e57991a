"""One-time links: what they open, for how long, what is written down about them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tatadesa.applications import referral_links
from tatadesa.applications.actions.answer_by_link import answer_by_link
from tatadesa.applications.actions.make_link import make_link
from tatadesa.applications.actions.revoke_links import revoke_links
from tatadesa.applications.actions.withdraw_referral import withdraw_referral
from tatadesa.applications.models import Application, Referral, ReferralFile, ReferralLink, ReferralLinkUse
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tests.agencies import asked, polsek, puskesmas, to_contact, to_office
from tests.people import World, photo

pytestmark = pytest.mark.django_db
ANSWER = {"name": "dr. Ratna", "decision": "agreed", "client": "203.0.113.77"}


@pytest.fixture
def referral(world: World) -> Referral:
    """Sent to a contact in an installation that can send nothing."""
    return asked(world, to_contact(puskesmas(world)))


def fresh(referral: Referral) -> Application:
    return Application.objects.get(pk=referral.application_id)


def token_of(world: World, referral: Referral) -> str:
    url = make_link(world.operator, referral.application.number, referral.pk, seen=fresh(referral).event_count)
    return url.rstrip("/").rpartition("/")[2]


def test_an_answer_by_link_counts_once_and_is_logged(world: World, referral: Referral) -> None:
    token = token_of(world, referral)
    answer_by_link(token, **ANSWER, files=[photo()])
    referral.refresh_from_db()
    assert (referral.state, referral.answered_label) == ("answered", "dr. Ratna, Puskesmas Uji")
    assert ReferralFile.objects.get().file.owner is None
    use = ReferralLinkUse.objects.get()
    assert (use.act, use.place) == ("answer", "203.0.113.0/24")
    with pytest.raises(Conflict, match="sudah dijawab"):
        answer_by_link(token, **{**ANSWER, "decision": "refused"}, note="x")


def test_every_field_of_an_answer_is_checked(world: World, referral: Referral) -> None:
    token = token_of(world, referral)
    with pytest.raises(InvalidInput) as refused:
        answer_by_link(token, name=" ", decision="refused", note="")
    assert set(refused.value.errors) == {"name", "note"}


def test_links_end_by_time_revoking_and_withdrawing(world: World, referral: Referral) -> None:
    number = referral.application.number
    token = token_of(world, referral)
    assert referral_links.find(token).expires_at == referral.due_at + timedelta(days=7)
    ReferralLink.objects.update(expires_at=now())
    with pytest.raises(NotFound):
        referral_links.find(token)
    token = token_of(world, referral)
    assert revoke_links(world.operator, number, referral.pk, seen=fresh(referral).event_count) == 2
    with pytest.raises(NotFound):
        answer_by_link(token, **ANSWER)
    token = token_of(world, referral)
    withdraw_referral(world.operator, number, referral.pk, seen=fresh(referral).event_count, reason="Salah.")
    with pytest.raises(NotFound):
        referral_links.find(token)


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "é" * 43, "a" * 5000, "\0" * 43])
def test_garbage_opens_nothing(token: str, referral: Referral) -> None:
    with pytest.raises(NotFound):
        referral_links.find(token)


def test_no_link_for_who_has_an_account(world: World) -> None:
    referral = asked(world, to_office(polsek()))
    with pytest.raises(Conflict, match="akunnya sendiri"):
        token_of(world, referral)


@pytest.mark.parametrize(
    ("client", "place"),
    [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("unknown", "")],
)
def test_addresses_are_kept_coarsely(client: str, place: str) -> None:
    assert referral_links.coarse(client) == place
