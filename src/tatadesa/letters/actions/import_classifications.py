"""Take over a whole list of classification codes, after it was looked at."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.letters.classification_sheet import NEW, RENAMED, SheetRow, judge
from tatadesa.letters.classifications import shipped
from tatadesa.letters.models import OfficeClassification
from tatadesa.letters.permissions import require_archivist
from tatadesa.offices.models import Office


@transaction.atomic
def import_classifications(staff: StaffMember, rows: Sequence[tuple[str, str]]) -> list[SheetRow]:
    """Make the titles of ``rows`` (code, title) hold at the officer's own office; gives what became of each.

    New codes are added and titles changed. Nothing is taken away: a code that the list does not name stays, as letters
    may carry it, and so do the years it is kept and whether it is hidden. Raises ``NotAllowed``.
    """
    require_archivist(staff)
    office = Office.objects.select_for_update(no_key=True).get(pk=staff.office_id)
    judged = judge(office, [(number, code, title, "") for number, (code, title) in enumerate(rows, start=1)])
    ours = shipped()
    OfficeClassification.objects.bulk_create(
        [
            OfficeClassification(
                office=office, code=row.code, title="" if ours.get(row.code) == row.title else row.title
            )
            for row in judged
            if row.verdict in (NEW, RENAMED)
        ],
        update_conflicts=True,
        unique_fields=["office", "code"],
        update_fields=["title"],
        batch_size=500,
    )
    return judged
