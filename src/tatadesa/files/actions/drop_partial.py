"""Forget a file that was coming in pieces."""

from functools import partial as later
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.files.partials import delete_pieces, partial_of


@transaction.atomic
def drop_partial(owner: Account, partial_id: UUID) -> None:
    """Delete the row, and at commit its pieces; a file that was stored of it stays. Raises ``NotFound``."""
    partial = partial_of(owner, partial_id, hold=True)
    partial.delete()
    transaction.on_commit(later(delete_pieces, partial.pieces))
