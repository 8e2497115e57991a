"""What an office sets, and what that does to photos that are there."""

from datetime import timedelta

import pytest

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.core.errors import InvalidInput, NotAllowed
from tatadesa.registrations.actions.change_settings import MAX_DAYS, WAITING_DAYS, change_settings
from tests.people import PASSWORD, World
from tests.registrations.waiting import waiting


def test_only_the_own_office_changes(world: World) -> None:
    change_settings(world.kades, instant_accounts=True, identity_photo_days=7, registration_days=30)
    for office in (world.karangsari, world.sidamulya):
        office.refresh_from_db()
    assert (world.karangsari.instant_accounts, world.karangsari.identity_photo_days) == (True, 7)
    assert (world.sidamulya.instant_accounts, world.sidamulya.identity_photo_days) == (False, 14)


def test_a_shorter_time_counts_at_once_a_longer_one_for_new_photos(world: World) -> None:
    photo, elsewhere = waiting(world.karangsari).photo, waiting(world.sidamulya).photo
    change_settings(world.sekdes, instant_accounts=False, identity_photo_days=3, registration_days=30)
    photo.refresh_from_db()
    assert photo.delete_after - photo.created_at == timedelta(days=3)
    change_settings(world.sekdes, instant_accounts=False, identity_photo_days=30, registration_days=30)
    for one in (photo, elsewhere):
        one.refresh_from_db()
    assert photo.delete_after - photo.created_at == timedelta(days=3)
    assert elsewhere.delete_after - elsewhere.created_at == timedelta(days=14)


@pytest.mark.parametrize("days", [0, -1, MAX_DAYS + 1])
def test_days_have_bounds(days: int, world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_settings(world.kades, instant_accounts=True, identity_photo_days=days, registration_days=30)
    assert set(refused.value.errors) == {"identity_photo_days"}
    world.karangsari.refresh_from_db()
    assert not world.karangsari.instant_accounts


@pytest.mark.parametrize("days", [WAITING_DAYS[0] - 1, WAITING_DAYS[1] + 1, 0])
def test_waiting_has_bounds_too(days: int, world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_settings(world.kades, instant_accounts=True, identity_photo_days=0, registration_days=days)
    assert set(refused.value.errors) == {"identity_photo_days", "registration_days"}
    change_settings(world.kades, instant_accounts=True, identity_photo_days=7, registration_days=WAITING_DAYS[0])
    world.karangsari.refresh_from_db()
    assert world.karangsari.registration_days == WAITING_DAYS[0]


def test_administrators_may_and_operators_may_not(world: World) -> None:
    admin = create_staff_member(world.karangsari, "admin", PASSWORD, "Admin", "Administrator", ["administrator"])
    change_settings(admin, instant_accounts=True, identity_photo_days=5, registration_days=30)
    with pytest.raises(NotAllowed):
        change_settings(world.operator, instant_accounts=False, identity_photo_days=5, registration_days=30)
