"""Close an office on some days besides weekends and holidays."""

from datetime import date, timedelta

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import changes
from tatadesa.administration.models import OfficeChange
from tatadesa.administration.permissions import require_office_manager
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.core.text import date_words
from tatadesa.offices.models import Closure

MOST_DAYS = 31
_FURTHEST = timedelta(days=730)


@transaction.atomic
def add_closure(staff: StaffMember, first: date | None, last: date | None, reason: str) -> int:
    """Close the own office from ``first`` to ``last`` (the same day when None); gives how many days are new.

    From today on: what was promised on a past day is history. Promises already made keep their moment. Raises
    ``NotAllowed``, ``InvalidInput``.
    """
    require_office_manager(staff)
    today = office_today(staff.office.timezone)
    words = one_line(reason)
    errors = {}
    last = last or first
    if first is None or last is None:
        errors["dari"] = "Pilih tanggalnya."
    elif first < today or last > today + _FURTHEST:
        errors["dari"] = "Pilih hari ini atau sesudahnya, paling jauh dua tahun."
    elif not timedelta(0) <= last - first < timedelta(days=MOST_DAYS):
        errors["hingga"] = (
            f"Hari terakhir tidak boleh sebelum hari pertama, dan paling lama {MOST_DAYS} hari sekaligus."
        )
    if not 0 < len(words) <= 120:
        errors["alasan"] = "Tulis alasannya, misalnya Musyawarah desa. Paling panjang 120 huruf."
    if errors or first is None or last is None:
        raise InvalidInput(errors)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    there = set(Closure.objects.filter(office=staff.office_id, day__in=days).values_list("day", flat=True))
    fresh = [Closure(office_id=staff.office_id, day=day, reason=words) for day in days if day not in there]
    # Whoever closes the same day at the same moment has closed it: once is enough.
    Closure.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        span = date_words(first) if first == last else f"{date_words(first)} sampai {date_words(last)}"
        changes.note(staff, OfficeChange.Topic.CLOSURES, [f"Tutup {span}: {words}."])
    return len(fresh)
