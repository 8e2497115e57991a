"""Publish a version of a service."""

from django.db import transaction

from tatadesa.catalogue.definition import ServiceDefinition
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.clock import now
from tatadesa.offices.models import Office


@transaction.atomic
def publish(office: Office, definition: ServiceDefinition) -> tuple[ServiceVersion, bool]:
    """Make ``definition`` what citizens of ``office`` see; gives the version and whether it is new.

    Content that is already published makes no new version. Applications keep the version they were filled on.
    """
    service = _locked(office, definition)
    current = service.current
    if current is not None and all(getattr(current, name) == value for name, value in definition.content().items()):
        return current, False
    last = service.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = ServiceVersion.objects.create(
        office=office, service=service, number=last + 1, published_at=now(), **definition.content()
    )
    service.current = version
    service.save(update_fields=["current"])
    return version, True


def _locked(office: Office, definition: ServiceDefinition) -> Service:
    """The service's row, made if need be; its lock puts two publications at once in a row."""
    place = {"category": definition.category, "position": definition.position}
    Service.objects.get_or_create(office=office, slug=definition.slug, defaults=place)
    # Without a join: after waiting for the lock, PostgreSQL would give the joined version as it was before.
    service = Service.objects.select_for_update().get(office=office, slug=definition.slug)
    if (service.category, service.position) != (definition.category, definition.position):
        service.category, service.position = definition.category, definition.position
        service.save(update_fields=["category", "position"])
    return service
