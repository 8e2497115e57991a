"""Loads the signed-in account with its profile in one query; signing in itself is an action."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend

from tatadesa.accounts.models import Account


class AccountBackend(BaseBackend):
    """Only reads: ``authenticate`` stays refusing, as citizens and staff sign in through actions."""

    def get_user(self, user_id: UUID | str) -> Account | None:
        """The active account, or None."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
