"""Forget a kept part of the inbox."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import SavedFilter
from tatadesa.core.errors import NotFound


@transaction.atomic
def delete_filter(staff: StaffMember, filter_id: UUID) -> None:
    """Only one's own; raises ``NotFound``."""
    gone, _ = SavedFilter.objects.filter(staff=staff, pk=filter_id).delete()
    if not gone:
        raise NotFound("Saringan ini sudah dihapus.")
