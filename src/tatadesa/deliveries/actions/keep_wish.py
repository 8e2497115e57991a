"""What was typed about the way of a letter waits beside the draft, so that going back to the form loses nothing."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Draft
from tatadesa.deliveries.models import DraftWish
from tatadesa.deliveries.wishes import Wish

_LONGEST = 40


@transaction.atomic
def keep_wish(account: Account, key: UUID, wish: Wish) -> None:
    """Keep ``wish`` as typed beside the draft ``key`` of ``account``; nothing where that has been sent meanwhile."""
    draft = Draft.objects.select_for_update(of=("self",)).filter(author=account, key=key, application=None).first()
    if draft is None:
        return
    typed = {"method": wish.method[:_LONGEST], "address": dict(wish.address), "product": wish.product[:_LONGEST]}
    DraftWish.objects.update_or_create(draft=draft, defaults={**typed, "office_id": draft.office_id})
