"""Loads the signed-in account with its profile in one query; signing in itself is an action."""

from typing import ClassVar
from uuid import UUID

from django.contrib.auth.backends import BaseBackend

from tatadesa.accounts.models import Account
from tatadesa.core.unique import unique


class AccountBackend(BaseBackend):
    """Only reads: ``authenticate`` stays refusing, as citizens and staff sign in through actions."""

    profiles: ClassVar[tuple[str, ...]] = ("citizen__office", "staff_member__office")

    def get_user(self, user_id: UUID | str) -> Account | None:
        """The active account, or None."""
        accounts = Account.objects.select_related(None).select_related(*self.profiles)
        return unique(accounts.filter(pk=user_id, is_active=True))


class CitizenBackend(AccountBackend):
    """The one in a citizen's session: two joins less on every page."""

    profiles = ("citizen__office",)


class StaffBackend(AccountBackend):
    """The one in a staff member's session."""

    profiles = ("staff_member__office",)
