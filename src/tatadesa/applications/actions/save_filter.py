"""Keep a part of the inbox under a name."""

from dataclasses import asdict

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.inbox import Wanted
from tatadesa.applications.models import SavedFilter
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line

MOST = 12
_LONGEST = 40


@transaction.atomic
def save_filter(staff: StaffMember, name: str, wanted: Wanted) -> SavedFilter:
    """Keep ``wanted`` as the officer's ``name``; the same name again means the new one. Raises ``InvalidInput``."""
    name = one_line(name)
    if not name or len(name) > _LONGEST:
        raise InvalidInput({"nama": f"Beri nama singkat, paling panjang {_LONGEST} huruf."})
    list(StaffMember.objects.select_for_update().filter(pk=staff.pk).values_list("pk"))
    own = SavedFilter.objects.filter(staff=staff)
    if own.exclude(name=name).count() >= MOST:
        raise InvalidInput({"nama": f"Sudah ada {MOST} saringan. Hapus dulu yang tidak dipakai lagi."})
    given = {"office_id": staff.office_id, "wanted": asdict(wanted)}
    return own.update_or_create(staff=staff, name=name, defaults=given)[0]
