"""Makes the offices of a batch: passwords first, one by one and visibly, then every row in one transaction."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.passwords import random_password
from tatadesa.administration.models import Batch
from tatadesa.administration.new_offices import Known, Prepared, prepare, write
from tatadesa.administration.sheet import SheetRow
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput

_TOLD_EVERY = 10
_MOVED_ON = "{name}: {words} Tidak ada kantor yang dibuat. Perbaiki berkasnya, lalu unggah lagi."
_TAKEN = (
    "Satu kantor atau nama pengguna baru saja dibuat orang lain. Tidak ada kantor yang dibuat. Unggah lagi berkasnya "
    "untuk melihat yang mana."
)


def make(batch_id: UUID) -> None:
    """Make all offices of the batch, or none and say why. Running twice makes nothing twice."""
    batch = Batch.objects.select_related("started_by__office", "started_by__account").get(pk=batch_id)
    if batch.state != Batch.State.MAKING:
        return
    try:
        prepared = _prepared(batch)
        passwords = [random_password() for _ in prepared]
        hashes = []
        for count, password in enumerate(passwords, start=1):
            hashes.append(make_password(password))
            if count % _TOLD_EVERY == 0 or count == len(passwords):
                Batch.objects.filter(pk=batch.pk).update(done=count)
        invitations = [
            (one.office.full_name, one.admin_name, one.username, password)
            for one, password in zip(prepared, passwords, strict=True)
        ]
        _write(batch, prepared, hashes, secrets.encrypt(json.dumps(invitations)))
    except InvalidInput as refused:
        _fail(batch, refused.message)
    except IntegrityError:
        _fail(batch, _TAKEN)


def _prepared(batch: Batch) -> list[Prepared]:
    """The rows judged again: offices may have been made since the sheet was sent."""
    rows = [SheetRow.of_json(row) for row in batch.rows]
    known = Known.of(row.typed for row in rows)
    found = []
    for row in rows:
        try:
            found.append(prepare(row.typed, known, within=batch.started_by.office.region_id))
        except InvalidInput as refused:
            words = " ".join(refused.errors.values())
            raise InvalidInput({}, _MOVED_ON.format(name=row.name, words=words)) from refused
    return found


@transaction.atomic
def _write(batch: Batch, prepared: list[Prepared], hashes: list[str], sealed: str) -> None:
    held = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state != Batch.State.MAKING:
        return
    write(prepared, hashes, batch.started_by)
    held.state, held.sealed, held.finished_at = Batch.State.DONE, sealed, now()
    held.save(update_fields=["state", "sealed", "finished_at"])


def _fail(batch: Batch, words: str) -> None:
    Batch.objects.filter(pk=batch.pk, state=Batch.State.MAKING).update(
        state=Batch.State.FAILED, problem=words[:300], finished_at=now()
    )
