"""How long a service usually takes at an office, from what really happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from tatadesa.applications.states import DECIDED_STATES
from tatadesa.catalogue.models import Service
from tatadesa.offices.models import Office

FEWEST = 10
_LAST = 200
# The last ones only, along the index of decided applications; a twentieth is cut off at either end.
_SQL = f"""
SELECT count(*), percentile_disc(0.05) WITHIN GROUP (ORDER BY took), percentile_disc(0.95) WITHIN GROUP (ORDER BY took)
FROM (SELECT decided_at - submitted_at AS took FROM applications_application
      WHERE office_id = %s AND service_id = %s AND decided_at > now() - interval '1 year'
        AND state IN ({", ".join(f"'{state.value}'" for state in DECIDED_STATES)})
      ORDER BY decided_at DESC LIMIT {_LAST}) AS last
"""  # noqa: S608 - the states are ours, values stay parameters


@dataclass(frozen=True)
class UsualTime:
    """The range in which nine of ten were decided, of the ``count`` last ones (at most 200, within a year).

    From sending to the answer, waiting for corrections included.
    """

    count: int
    shortest: timedelta
    longest: timedelta

    @property
    def words(self) -> str:
        """``antara 3 jam dan 2 hari``."""
        low, high = duration_words(self.shortest), duration_words(self.longest)
        return f"sekitar {high}" if low == high else f"antara {low} dan {high}"


def usual_time(office: Office, service: Service) -> UsualTime | None:
    """What the office took for the service; None while fewer than ``FEWEST`` were decided. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [office.pk, service.pk])
        row: tuple[int, timedelta, timedelta] = cursor.fetchone() or (0, timedelta(), timedelta())
    return UsualTime(*row) if row[0] >= FEWEST else None


def duration_words(took: timedelta) -> str:
    """Rounded up to what people say: ``15 menit``, ``3 jam``, ``2 hari``."""
    minutes = max(-(-took // timedelta(minutes=1)), 1)
    if minutes <= 55:
        return f"{-(-minutes // 5) * 5} menit"
    hours = -(-minutes // 60)
    return f"{hours} jam" if hours < 24 else f"{-(-hours // 24)} hari"
