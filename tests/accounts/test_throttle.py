"""Rate limits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tatadesa.accounts.models import Throttle
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import TooMany


@pytest.mark.django_db
def test_capacity_then_refill() -> None:
    for _ in range(3):
        spend("uji", "a", capacity=3, per_seconds=60)
    with pytest.raises(TooMany):
        spend("uji", "a", capacity=3, per_seconds=60)
    spend("uji", "b", capacity=3, per_seconds=60)
    Throttle.objects.filter(key="uji:a").update(updated_at=now() - timedelta(seconds=21))
    spend("uji", "a", capacity=3, per_seconds=60)
    with pytest.raises(TooMany):
        spend("uji", "a", capacity=3, per_seconds=60)


@pytest.mark.django_db(transaction=True)
def test_threads_cannot_spend_more_than_there_is() -> None:
    def one(_: int) -> bool:
        try:
            spend("uji", "ramai", capacity=5, per_seconds=3600)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(24))) == 5
