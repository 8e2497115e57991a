"""Whoever began it throws away what was not sent."""

from uuid import UUID

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Draft
from tatadesa.core.errors import NotFound


def delete_draft(account: Account, key: UUID) -> None:
    """Delete the draft of a new application; raises ``NotFound`` for anything else, also for one already sent."""
    removed, _ = Draft.objects.filter(author=account, key=key, application=None).delete()
    if not removed:
        raise NotFound("Isian ini sudah dihapus atau sudah dikirim.")
