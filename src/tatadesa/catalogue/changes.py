"""The trace of what an office changed about a service it offers."""

from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.models import Service, ServiceChange
from tatadesa.core.errors import Conflict
from tatadesa.offices.models import Office

_SHOWN = 20
_LONGEST = 600


def changes_of(office: Office, service: Service) -> list[ServiceChange]:
    """What ``office`` changed about ``service``, the latest first."""
    return list(ServiceChange.objects.filter(service=service, office=office).order_by("-at", "-id")[:_SHOWN])


def require_seen(office: Office, service: Service, seen: UUID | None) -> None:
    """Raise ``Conflict`` when a colleague has changed something since; ``seen`` is the latest change a page showed.

    With the row that is about to change held.
    """
    latest = ServiceChange.objects.filter(service=service, office=office).order_by("-at", "-id").first()
    if (latest.pk if latest is not None else None) != seen:
        raise Conflict("Rekan Anda baru saja mengubah pengaturan layanan ini. Lihat keadaan terbarunya, lalu ulangi.")


def note(staff: StaffMember, service: Service, words: list[str]) -> ServiceChange:
    """Write down what ``staff`` changed for their own office."""
    return ServiceChange.objects.create(
        office_id=staff.office_id,
        service=service,
        actor=staff,
        actor_label=f"{staff.name}, {staff.position}",
        words=" ".join(words)[:_LONGEST],
    )
