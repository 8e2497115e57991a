"""One message a morning, with counts, once."""

from datetime import UTC, datetime

from tatadesa.applications.actions.take import take
from tatadesa.core.clock import pretend
from tatadesa.notices.actions.change_digest import change_digest
from tatadesa.notices.digest import counts_for, send_due
from tatadesa.notices.models import Notice
from tests.notices.phones import set_office
from tests.people import World, sent

MONDAY_8 = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)  # 08.00 WIB
SUNDAY_8 = datetime(2026, 11, 29, 1, 0, tzinfo=UTC)


def told() -> list[str]:
    return list(Notice.objects.filter(occasion__startswith="digest:").values_list("body", flat=True))


def test_each_officer_gets_one_message_with_counts(world: World) -> None:
    first, _ = sent(world.siti, world.version), sent(world.budi, world.version)
    take(world.operator, first.number)
    assert counts_for(world.operator).waiting == 2
    with pretend(MONDAY_8):
        assert send_due() >= 1
        assert send_due() == 0
    mine = Notice.objects.get(account=world.operator.account, occasion="digest:2026-11-30")
    assert (mine.title, mine.body, mine.channel) == ("Pekerjaan hari ini", "2 menunggu diperiksa.", "in_app")
    assert not Notice.objects.filter(account=world.stranger_operator.account).exists()


def test_not_before_its_hour_not_on_sunday_not_when_switched_off(world: World) -> None:
    sent(world.siti, world.version)
    with pretend(MONDAY_8.replace(day=29, hour=23)):  # 06.00 on Monday
        assert send_due() == 0
    with pretend(SUNDAY_8):
        assert send_due() == 0
    set_office(world, has_digest=False)
    with pretend(MONDAY_8):
        send_due()
    assert told() == []


def test_who_does_not_want_it_gets_none_and_no_work_is_no_message(world: World) -> None:
    change_digest(world.operator, wanted=False)
    with pretend(MONDAY_8):
        send_due()
    assert told() == []
    sent(world.siti, world.version)
    with pretend(MONDAY_8.replace(month=12, day=1)):
        send_due()
    assert not Notice.objects.filter(account=world.operator.account).exists()
