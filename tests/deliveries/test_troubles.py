"""What an office has to look at: every kind, in words that say what to do, until somebody has seen to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tatadesa.core.clock import now, pretend
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.deliveries.actions.check_off import check_off
from tatadesa.deliveries.actions.hand_over import hand_over
from tatadesa.deliveries.actions.request_shipment import request_shipment
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.ports import ParcelState
from tatadesa.deliveries.queries import Part, counts, troubles
from tests.deliveries.stages import event, happen, requested, sent_off, set_up
from tests.people import World


def words(world: World) -> list[str]:
    return [one.words for one in troubles(world.operator)]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"request": "unsure", "reason": "POS sedang terganggu."}, "Belum jelas apakah kurir menerimanya."),
        ({"request": "queued", "reason": "Kurir sedang tidak menjawab."}, "Kurir belum menerima permintaannya"),
        ({"request": "done"}, "Belum ada nomor resi."),
        ({"request": "by_hand"}, "Belum ada nomor resi."),
        ({"request": "failed", "reason": "Kode pos salah."}, "Kode pos salah."),
        ({"request": "done", "waybill": "P2611280000001"}, "Tidak ada kabar lebih dari 5 hari."),
        ({"request": "done", "waybill": "P2611280000001", "quoted": 9000, "price": 9600}, "Biaya Rp9.600 lebih besar"),
    ],
)
def test_every_kind_says_what_to_do(world: World, changes: dict[str, object], told: str) -> None:
    set_up(world)
    shipment = requested(world)
    ended = now() if changes["request"] == "failed" else None
    Shipment.objects.filter(pk=shipment.pk).update(ended_at=ended, **changes)
    with pretend(now() + timedelta(days=6)):
        [one] = words(world)
        assert one.startswith(told)
        assert one.endswith(str(changes.get("reason", "")) or ".")
        assert counts(world.operator) == {Part.WAITING: int(changes["request"] == "failed"), Part.TROUBLE: 1}


def test_a_courier_that_does_not_answer_is_told_of_after_an_hour(world: World) -> None:
    set_up(world)
    Shipment.objects.filter(pk=requested(world).pk).update(request="queued", reason="Kurir sedang tidak menjawab.")
    assert words(world) == []
    with pretend(now() + timedelta(hours=2)):
        assert words(world) == ["Kurir belum menerima permintaannya; dicoba lagi sendiri. Kurir sedang tidak menjawab."]


def test_what_goes_well_is_not_there(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    assert words(world) == []
    Shipment.objects.update(quoted=9000, price=9500)
    happen(shipment, event(ParcelState.DELIVERED, 1))
    with pretend(now() + timedelta(days=30)):
        assert words(world) == []


@pytest.mark.parametrize("state", [ParcelState.RETURNING, ParcelState.PROBLEM, ParcelState.FAILED_ATTEMPT])
def test_a_bad_state_stays_until_it_is_over(world: World, state: ParcelState) -> None:
    set_up(world)
    shipment = happen(sent_off(world), event(state, 1))
    [one] = troubles(world.operator)
    assert not one.may_check_off
    with pytest.raises(Conflict):
        check_off(world.operator, shipment.pk)
    happen(shipment, event(ParcelState.DELIVERED, 2))
    assert words(world) == []


def test_what_came_back_is_seen_to_by_looking_sending_or_handing_over(world: World) -> None:
    set_up(world)
    shipment = happen(sent_off(world), event(ParcelState.RETURNED, 1))
    assert words(world) == ["Sudah kembali ke kantor."]
    with pytest.raises(NotFound):
        check_off(world.stranger_operator, shipment.pk)
    check_off(world.operator, shipment.pk)
    assert words(world) == []
    Shipment.objects.update(checked_at=None)
    again = request_shipment(world.operator, shipment.application.number)
    assert words(world) == ["Belum ada nomor resi."]
    Shipment.objects.filter(pk=again.pk).delete()
    shipment.application.refresh_from_db()
    hand_over(world.operator, shipment.application.number, name="Siti", seen=shipment.application.event_count)
    assert words(world) == []


def test_a_bill_that_was_looked_at_is_not_shown_again(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    Shipment.objects.update(quoted=8000)
    assert [one.may_check_off for one in troubles(world.operator)] == [True]
    check_off(world.operator, shipment.pk)
    assert words(world) == []
