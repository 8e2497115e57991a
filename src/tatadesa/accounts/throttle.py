"""Rate limits that hold across processes and restarts: token buckets in the database."""

import math
from datetime import datetime, timedelta

from django.db import connection

from tatadesa.core.clock import now
from tatadesa.core.errors import TooMany

# One statement does it all, so two requests at once cannot both take the last token.
_SPEND = """
INSERT INTO accounts_throttle AS t (key, tokens, updated_at) VALUES (%(key)s, %(capacity)s - 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
  tokens = LEAST(%(capacity)s, t.tokens + EXTRACT(EPOCH FROM %(now)s - t.updated_at) * %(rate)s) - 1,
  updated_at = %(now)s
WHERE LEAST(%(capacity)s, t.tokens + EXTRACT(EPOCH FROM %(now)s - t.updated_at) * %(rate)s) >= 1
RETURNING tokens
"""


def spend(action: str, subject: str, *, capacity: int, per_seconds: int) -> None:
    """Take one of ``capacity`` tries that refill evenly over ``per_seconds``; raises ``TooMany`` when none is left.

    ``subject`` is what is limited: an account id, an address. Never a NIK in clear: hash it first.
    """
    rate = capacity / per_seconds
    values: dict[str, str | float | datetime] = {
        "key": f"{action}:{subject}"[:120],
        "capacity": float(capacity),
        "rate": rate,
        "now": now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, values)
        if cursor.fetchone() is not None:
            return
    wait = math.ceil(1 / rate)
    raise TooMany(f"Terlalu banyak percobaan. Coba lagi dalam {wait_words(wait)}.", wait)


def wait_words(seconds: int) -> str:
    """``45 detik``, ``3 menit``: how long until it is worth another try."""
    span = timedelta(seconds=seconds)
    if span < timedelta(minutes=2):
        return f"{seconds} detik"
    return f"{math.ceil(seconds / 60)} menit"
