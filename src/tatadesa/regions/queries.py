"""Reads on the region tree. It belongs to nobody, so there is no owner to begin at."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, Value, When

from tatadesa.regions.models import Region
from tatadesa.regions.names import without_kind

MIN_SEARCH = 2


def children(code: str | None = None) -> list[Region]:
    """The regions directly below ``code`` by name, the provinces without it; no retired ones. One query."""
    return list(Region.objects.filter(parent=code, retired=False).order_by("name", "code"))


def path(code: str) -> list[Region]:
    """The region ``code`` and its ancestors, province first: the prefixes of the code. One query.

    Empty for an unknown code. Retired regions are there: what refers to them still needs their names.
    """
    parts = code.split(".")
    prefixes = [".".join(parts[: length + 1]) for length in range(len(parts))]
    found = list(Region.objects.filter(pk__in=prefixes).order_by("level"))
    return found if found and found[-1].code == code else []


def search(text: str, *, level: int | None = None, within: str | None = None, limit: int = 20) -> list[Region]:
    """Regions with ``text`` in their name: exact hits first, then beginnings, then the rest.

    ``level`` is a ``Region.Level``, ``within`` the code of a region to stay inside. A kind in front
    ("kec. sumpiuh", "Kab Banyumas") is not searched for. Fewer than two letters find nothing. One query.
    """
    wanted = without_kind(text.replace("\x00", ""))
    if len(wanted) < MIN_SEARCH:
        return []
    rows = Region.objects.filter(name__icontains=wanted, retired=False)
    if level is not None:
        rows = rows.filter(level=level)
    if within:
        rows = rows.filter(Q(code=within) | Q(code__startswith=f"{within}."))
    named = [wanted, f"Kabupaten {wanted}", f"Kota {wanted}"]
    rank = Case(
        *(When(name__iexact=name, then=Value(0)) for name in named),
        *(When(name__istartswith=name, then=Value(1)) for name in named),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(rows.order_by(rank, "level", "name", "code")[:limit])
