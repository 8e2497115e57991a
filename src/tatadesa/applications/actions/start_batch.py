"""Decide over a selection of applications: a row and a job for each, so that one that is refused stops no other."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import batch
from tatadesa.applications.actions.reject import MAX_REASON
from tatadesa.applications.models import BatchRow, BatchRun
from tatadesa.applications.permissions import require_worker
from tatadesa.core.clock import now
from tatadesa.core.effects import emit
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines

MOST = 500


@transaction.atomic
def start_batch(
    staff: StaffMember, verb: str, seen: Mapping[str, int], *, key: UUID, words: str = "", confirmed: bool = False
) -> BatchRun:
    """Queue ``verb`` for each application number of ``seen`` (number -> length of its history on the officer's list).

    ``key`` is made with the page: sent twice, the first run is given back. ``words`` is the reason of a rejection,
    ``confirmed`` as in ``approve``. Whether each may be done is asked by its own action when its turn comes. Raises
    ``NotAllowed``, and ``InvalidInput``: at ``unticked`` with how many have requirements that nobody has ticked.
    """
    require_worker(staff)
    words = many_lines(words)
    errors = {}
    if verb not in BatchRun.Verb.values:
        errors["tindakan"] = "Pilih yang akan dilakukan."
    if not 1 <= len(seen) <= MOST:
        errors["pilih"] = f"Centang 1 sampai {MOST} permohonan."
    if verb == BatchRun.Verb.REJECT and not words:
        errors["alasan"] = "Tulis alasan penolakan. Warga berhak mengetahuinya."
    if len(words) > MAX_REASON:
        errors["alasan"] = f"Alasan paling panjang {MAX_REASON} huruf."
    if not errors and verb == BatchRun.Verb.APPROVE and not confirmed and (left := batch.unticked_in(staff, seen)):
        errors["unticked"] = (
            f"{left} dari {len(seen)} permohonan punya persyaratan yang belum ditandai. Periksa dan tandai dahulu, "
            f"atau centang bahwa semuanya sudah diperiksa."
        )
    if errors:
        raise InvalidInput(errors)
    given = {"office_id": staff.office_id, "verb": verb, "words": words, "is_confirmed": confirmed, "created_at": now()}
    run, is_new = BatchRun.objects.get_or_create(staff=staff, key=key, defaults=given)
    if is_new:
        rows = [
            BatchRow(office_id=staff.office_id, run=run, position=position, number=number[:12], seen=count)
            for position, (number, count) in enumerate(seen.items())
        ]
        for row in BatchRow.objects.bulk_create(rows):
            emit(f"batch.{verb}", {"row_id": str(row.id)})
    return run
