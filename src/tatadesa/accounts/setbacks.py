"""Growing delays after wrong secrets: guessing becomes slower with each try, a slip of the finger costs nothing."""

import math
from datetime import datetime, timedelta

from django.db import connection, transaction

from tatadesa.accounts.throttle import wait_words
from tatadesa.core.clock import now
from tatadesa.core.errors import TooMany

FREE_TRIES = 3
FIRST_DELAY_SECONDS = 30
LONGEST_DELAY_SECONDS = 3600
# After so long without a try the count starts anew.
FORGET_AFTER = timedelta(hours=24)

# One statement counts the try and sets the next wait, before anybody knows whether the secret is right: a hundred
# tries sent at once are no way around it. Where a wait is on, nothing is counted and no row comes back.
_BEGIN = """
INSERT INTO accounts_setback AS s (key, failures, blocked_until, updated_at) VALUES (%(key)s, 1, NULL, %(now)s)
ON CONFLICT (key) DO UPDATE SET
  failures = CASE WHEN s.updated_at < %(forget)s THEN 1 ELSE s.failures + 1 END,
  blocked_until = CASE WHEN s.updated_at < %(forget)s OR s.failures < %(free)s THEN NULL
    ELSE %(now)s + make_interval(secs => LEAST(%(longest)s, %(first)s * 2.0 ^ LEAST(s.failures - %(free)s, 30))) END,
  updated_at = %(now)s
WHERE s.blocked_until IS NULL OR s.blocked_until <= %(now)s
RETURNING failures
"""


def begin_try(key: str) -> None:
    """Count one try at the secret of ``key``; raises ``TooMany`` while a wait is on.

    The fourth try without success brings a wait of 30 s, each further one doubles it, up to an hour. ``key`` names what
    is being opened and never holds a NIK in clear. Never call it inside a transaction: a refusal would roll the count
    back (Django then raises ``RuntimeError``).
    """
    moment = now()
    values: dict[str, str | int | datetime] = {
        "key": key,
        "now": moment,
        "forget": moment - FORGET_AFTER,
        "free": FREE_TRIES,
        "first": FIRST_DELAY_SECONDS,
        "longest": LONGEST_DELAY_SECONDS,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_BEGIN, values)
        if cursor.fetchone() is not None:
            return
        cursor.execute("SELECT blocked_until FROM accounts_setback WHERE key = %s", [key])
        row = cursor.fetchone()
    left = max(1, math.ceil((row[0] - moment).total_seconds())) if row and row[0] else 1
    raise TooMany(f"Terlalu banyak percobaan. Coba lagi dalam {wait_words(left)}.", left)


def forgive(key: str) -> None:
    """The secret was right: the next slip is the first again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_setback WHERE key = %s", [key])
