"""Have the offices of a checked sheet made."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts import own_secret
from tatadesa.accounts.models import StaffMember
from tatadesa.administration.models import Batch
from tatadesa.administration.overview import batch_of
from tatadesa.administration.tasks import make_offices
from tatadesa.core.errors import Conflict
from tatadesa.core.jobs import queue


def make_batch(staff: StaffMember, batch_id: UUID, *, own_password: str) -> None:
    """Queue the making of every office of the sheet: all or none. ``own_password`` is the administrator's.

    Raises ``NotFound``, ``InvalidInput`` at ``rahasia``, and ``Conflict`` where a row was refused or it runs already.
    """
    batch_of(staff, batch_id)
    own_secret.confirm(staff.account, own_password, field="rahasia")
    with transaction.atomic():
        batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id, office=staff.office_id)
        if batch.state != Batch.State.CHECKED:
            raise Conflict("Lembar ini sudah diproses.")
        if batch.refused:
            raise Conflict("Masih ada baris yang ditolak. Perbaiki di berkas Anda, lalu unggah lagi.")
        batch.state = Batch.State.MAKING
        batch.save(update_fields=["state"])
        queue(make_offices, lock=f"offices-{staff.office_id}", batch_id=str(batch_id))
