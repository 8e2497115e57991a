"""Reads on offices."""

from django.db.models import QuerySet

from tatadesa.core.errors import NotFound
from tatadesa.offices.models import Office


def office_by_code(code: str) -> Office:
    """The active office with ``code``; raises ``NotFound``."""
    office = Office.objects.select_related("region").filter(code=code, is_active=True).first()
    if office is None:
        raise NotFound("Kantor ini tidak ada di sistem.")
    return office


def villages() -> QuerySet[Office]:
    """All active villages (desa and kelurahan) of this installation, by name."""
    kinds = (Office.Kind.DESA, Office.Kind.KELURAHAN)
    return Office.objects.filter(kind__in=kinds, is_active=True).order_by("name")
