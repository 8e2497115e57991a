"""Who works on an application of a service that is offered beyond the office that owns it."""

from tatadesa.catalogue.models import Service
from tatadesa.offices.models import Office


def handling_office(service: Service, home: Office) -> Office:
    """The office whose inbox gets applications of people of the village ``home``: its own, or the service's owner."""
    if service.handled_by == Service.HandledBy.OWNER or not service.offered_to:
        return home if home.pk == service.office_id else service.office
    return home
