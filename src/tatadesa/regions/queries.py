"""Reads on the region tree. It belongs to nobody, so there is no owner to begin at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from tatadesa.regions.models import Region
from tatadesa.regions.names import is_kind, short_name, without_kind

MIN_SEARCH = 2
MOST_WORDS = 6


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


def search(
    text: str, *, level: int | None = None, deepest: int = 4, within: str | None = None, limit: int = 20
) -> list[Region]:
    """Regions with ``text`` in their name: exact hits first, then beginnings, then the rest.

    ``level`` is a ``Region.Level``, ``deepest`` the last one wanted, ``within`` the code of a region to stay inside. A
    kind in front ("kec. sumpiuh", "Kab Banyumas") is not searched for. Fewer than two letters find nothing. Where the
    whole is nobody's name, the last words may be those of what it lies in: "sukajadi bandung", "Nusadadi, Sumpiuh".
    One query, two where the first finds nothing.
    """
    wanted = without_kind(text.replace("\x00", ""))
    if len(wanted) < MIN_SEARCH:
        return []
    rows = Region.objects.filter(retired=False)
    if level is not None:
        rows = rows.filter(level=level)
    elif deepest < Region.Level.VILLAGE:
        rows = rows.filter(level__lte=deepest)
    if within:
        rows = rows.filter(Q(code=within) | Q(code__startswith=f"{within}."))
    found = list(_ranked(rows.filter(name__icontains=wanted), [wanted])[:limit])
    cuts = [] if found else _cuts(wanted)
    if not cuts:
        return found
    # By name first, which has an index; what that leaves is looked at with all it lies in.
    by_name = reduce(or_, (Q(name__icontains=name) for name, _ in cuts))
    lying = (reduce(and_, (_inside(word) for word in above), Q(name__icontains=name)) for name, above in cuts)
    return list(_ranked(rows.filter(by_name, reduce(or_, lying)), [name for name, _ in cuts])[:limit])


def _cuts(text: str) -> list[tuple[str, list[str]]]:
    """The ways in which words can be a name and those of what it lies in, the longest name first."""
    words = text.replace(",", " ").split()[:MOST_WORDS]
    ways = (
        (" ".join(words[:cut]), [word for word in words[cut:] if not is_kind(word)]) for cut in range(1, len(words))
    )
    return [(name, above) for name, above in ways if above and len(name) >= MIN_SEARCH][::-1]


def _inside(word: str) -> Q:
    """In something with this word in its name."""
    return reduce(or_, (Q(**{f"{'__'.join(['parent'] * depth)}__name__icontains": word}) for depth in (1, 2, 3)))


def _ranked(rows: QuerySet[Region], names: Sequence[str]) -> QuerySet[Region]:
    """Exact hits first, then beginnings, then the rest; the large before the small."""
    named = [kind + name for name in names for kind in ("", "Kabupaten ", "Kota ")]
    rank = Case(
        *(When(name__iexact=name, then=Value(0)) for name in named),
        *(When(name__istartswith=name, then=Value(1)) for name in named),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(rank, "level", "name", "code")


def in_words(regions: Sequence[Region]) -> list[tuple[str, str]]:
    """Each region's code and name with its ancestors: ``Desa Nusadadi, Kec. Sumpiuh, Kab. Banyumas, Jawa Tengah``.

    One query for all.
    """
    above = {_cut(region.code, depth) for region in regions for depth in range(1, region.level)}
    names = {region.code: region for region in Region.objects.filter(pk__in=above)} if above else {}
    told = []
    for region in regions:
        ancestors = (names.get(_cut(region.code, depth)) for depth in range(region.level - 1, 0, -1))
        words = (one.name if one.level == Region.Level.PROVINCE else short_name(one) for one in ancestors if one)
        told.append((region.code, ", ".join((short_name(region), *words))))
    return told


def _cut(code: str, depth: int) -> str:
    return ".".join(code.split(".")[:depth])
