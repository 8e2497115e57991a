"""Growing delays: how they grow, when they are forgotten, and that tries sent at once are no way around."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tatadesa.accounts.models import Setback
from tatadesa.accounts.setbacks import begin_try, forgive
from tatadesa.core.clock import now
from tatadesa.core.errors import TooMany


def wait() -> int:
    with pytest.raises(TooMany) as stopped:
        begin_try("uji")
    return stopped.value.retry_after


@pytest.mark.django_db
def test_each_try_after_the_third_doubles_the_wait_up_to_an_hour() -> None:
    waits = []
    for _ in range(3):
        begin_try("uji")
    for _ in range(10):
        begin_try("uji")
        waits.append(wait())
        Setback.objects.update(blocked_until=now())
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


@pytest.mark.django_db
def test_asking_during_a_wait_does_not_make_it_longer() -> None:
    for _ in range(4):
        begin_try("uji")
    assert wait() >= wait()
    assert Setback.objects.get().failures == 4


@pytest.mark.django_db
def test_success_and_a_day_of_peace_are_forgiven() -> None:
    for _ in range(4):
        begin_try("uji")
    forgive("uji")
    for _ in range(4):
        begin_try("uji")
    Setback.objects.update(updated_at=now() - timedelta(hours=25), blocked_until=now())
    for _ in range(4):
        begin_try("uji")
    assert wait() == 30


@pytest.mark.django_db
def test_one_key_does_not_slow_another() -> None:
    for _ in range(4):
        begin_try("uji")
    begin_try("lain")


@pytest.mark.django_db(transaction=True)
def test_tries_sent_at_once_get_no_further_than_one_after_the_other() -> None:
    def one(_: int) -> bool:
        try:
            begin_try("ramai")
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(40))) == 4
