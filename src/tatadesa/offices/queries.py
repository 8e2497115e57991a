"""Reads on offices."""

from django.db.models import QuerySet

from tatadesa.core.errors import NotFound
from tatadesa.core.plain import storable
from tatadesa.offices.models import Office

_VILLAGES = (Office.Kind.DESA, Office.Kind.KELURAHAN)


def office_by_code(code: str) -> Office:
    """The active office with ``code``; raises ``NotFound``."""
    office = Office.objects.select_related("region").filter(code=storable(code), is_active=True).first()
    if office is None:
        raise NotFound("Kantor ini tidak ada di sistem.")
    return office


def village_by_code(code: str) -> Office:
    """The active village with ``code``; raises ``NotFound``, also for an office that has no residents of its own."""
    office = office_by_code(code)
    if office.kind not in _VILLAGES:
        raise NotFound("Ini bukan desa atau kelurahan. Pilih desa Anda.")
    return office


def villages() -> QuerySet[Office]:
    """All active villages (desa and kelurahan) of this installation, by name."""
    return Office.objects.filter(kind__in=_VILLAGES, is_active=True).order_by("name")
