"""The three decisions as forms: what is typed stays, and the next one comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.registrations.actions.refuse import refuse
from tatadesa.registrations.models import Registration
from tests.desk.stages import text
from tests.people import World
from tests.registrations.waiting import neighbour, waiting

SignedIn = Callable[[Account], Client]


@pytest.fixture
def desk(world: World, signed_in: SignedIn) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def address(registration: Registration, act: str = "") -> str:
    return f"/desk/pendaftaran/{registration.pk}/{act}"


def test_each_decision_leads_to_the_next_and_the_last_to_the_list(world: World, desk: Client) -> None:
    start = now() - timedelta(hours=1)
    first, second, third = (
        waiting(world.karangsari, nik=f"330207570392{number:04d}", sent_at=start + timedelta(minutes=number))
        for number in (1, 2, 3)
    )
    done = desk.post(address(second, "setujui/"), {"seen": "1", "resident": "tidak"})
    assert done.headers["Location"] == address(third)
    done = desk.post(address(third, "perbaiki/"), {"seen": "1", "fields": ["photo", "name"]})
    assert done.headers["Location"] == address(first)
    done = desk.post(address(first, "tolak/"), {"seen": "1", "reason": "no_card"}, follow=True)
    assert done.redirect_chain == [("/desk/pendaftaran/", 302)]
    assert "Foto KTP sudah dihapus" in text(done)
    assert set(Registration.objects.values_list("nik", "state")) == {
        (second.nik, "active"),
        (third.nik, "asked"),
        (first.nik, "refused"),
    }


def test_the_matched_resident_is_tied_unless_another_was_chosen(world: World, desk: Client) -> None:
    dewi = neighbour(world.karangsari)
    matched = waiting(world.karangsari, dewi)
    page = text(desk.get(address(matched)))
    assert f'name="resident" value="{dewi.pk}"' in page
    desk.post(address(matched, "setujui/"), {"seen": "1", "resident": str(dewi.pk)})
    dewi.refresh_from_db()
    assert dewi.account is not None


def test_a_difference_shows_the_page_again_with_the_tick_at_fault(world: World, desk: Client) -> None:
    dewi = neighbour(world.karangsari)
    registration = waiting(world.karangsari, dewi, name="RATNA SARI")
    refused = desk.post(address(registration, "setujui/"), {"seen": "1", "resident": str(dewi.pk)})
    assert refused.status_code == 422
    assert 'aria-describedby="setujui-checked-salah"' in text(refused)
    done = desk.post(address(registration, "setujui/"), {"seen": "1", "resident": str(dewi.pk), "checked": "1"})
    assert done.status_code == 302


def test_what_was_ticked_and_typed_stays(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    data = {"seen": "1", "fields": ["photo"], "message": "Kata saya <b>" + "x" * 300}
    asked = desk.post(address(registration, "perbaiki/"), data)
    assert asked.status_code == 422
    page = text(asked)
    assert 'value="photo" checked' in page
    assert "Kata saya &lt;b&gt;" in page
    refused = desk.post(address(registration, "tolak/"), {"seen": "1", "reason": "other", "words": " "})
    assert refused.status_code == 422
    assert 'value="other" checked' in text(refused)
    assert 'id="tolak-words-salah"' in text(refused)


def test_a_colleague_was_faster(world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    refuse(world.kades, registration.pk, seen=1, reason="no_card")
    late = desk.post(address(registration, "setujui/"), {"seen": "1", "resident": "tidak"})
    assert late.status_code == 409
    assert "Ditolak oleh <bdi>Hadi Sutrisno" in text(late)
    assert not Account.objects.filter(login=registration.nik).exists()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 409),
        ({"seen": "x"}, 409),
        ({"seen": "1"}, 422),
        ({"seen": "1", "resident": "bukan"}, 422),
        ({"seen": "1", "resident": "01a20fd9-10a2-73e6-9a36-4818ed03d55d"}, 404),
    ],
)
def test_a_broken_form_is_an_answer(data: dict[str, str], status: int, world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    assert desk.post(address(registration, "setujui/"), data).status_code == status
    registration.refresh_from_db()
    assert registration.state == "waiting"


@pytest.mark.parametrize("role", ["kasi", "rt", "agency_officer"])
def test_other_roles_are_told_so(role: str, world: World, desk: Client) -> None:
    registration = waiting(world.karangsari)
    world.operator.roles = [role]
    world.operator.save()
    for act in ("setujui/", "perbaiki/", "tolak/"):
        assert desk.post(address(registration, act), {"seen": "1"}).status_code == 403
