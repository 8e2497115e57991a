"""Show the first passwords of a batch, once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from tatadesa.accounts import own_secret, secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.administration.models import Batch
from tatadesa.administration.overview import batch_of
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict


@dataclass(frozen=True)
class Invitation:
    """What an office is handed: who signs in, under which name, with which first password."""

    office: str
    admin_name: str
    username: str
    password: str


def show_passwords(staff: StaffMember, batch_id: UUID, *, own_password: str) -> list[Invitation]:
    """The list to be printed; it is erased with this answer. ``own_password`` is the administrator's.

    Raises ``NotFound``, ``InvalidInput`` at ``rahasia``, and ``Conflict`` when it has been shown, or is not made yet.
    """
    batch_of(staff, batch_id)
    own_secret.confirm(staff.account, own_password, field="rahasia")
    with transaction.atomic():
        batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id, office=staff.office_id)
        if not batch.sealed:
            raise Conflict("Daftar kata sandi sudah ditampilkan dan dihapus, atau kantornya belum dibuat.")
        rows = json.loads(secrets.decrypt(batch.sealed))
        batch.sealed, batch.shown_at, batch.shown_to = "", now(), staff
        batch.save(update_fields=["sealed", "shown_at", "shown_to"])
    return [Invitation(*row) for row in rows]
