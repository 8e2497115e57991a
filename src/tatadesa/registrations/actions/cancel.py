"""Give a registration up before it is sent: what was filled in is erased at once."""

from uuid import UUID

from django.db import transaction

from tatadesa.registrations.models import Registration
from tatadesa.registrations.sweeping import expire


@transaction.atomic
def cancel(registration_id: UUID) -> None:
    """End what is still being filled in; one that was sent stays with the office, and nothing happens to it."""
    rows = Registration.objects.select_for_update(of=("self",)).filter(state=Registration.State.BEGUN)
    registration = rows.filter(pk=registration_id).first()
    if registration is not None:
        expire(registration, "Dibatalkan oleh pendaftar.")
