"""The region tree for one request: what was asked once is not asked again."""

from __future__ import annotations

from collections.abc import Sequence

from tatadesa.regions import queries
from tatadesa.regions.info import RegionName
from tatadesa.regions.models import Region


class RegionTree:
    """Ways up and lists down, as forms ask for them (``forms.lookups.Regions``); one query for each new question."""

    def __init__(self) -> None:
        self._paths: dict[str, tuple[RegionName, ...]] = {}
        self._children: dict[str | None, tuple[RegionName, ...]] = {}

    def path(self, code: str) -> Sequence[RegionName]:
        """The region and its ancestors, province first, retired ones too; empty for an unknown code."""
        if code not in self._paths:
            self._paths[code] = tuple(named(region) for region in queries.path(code)) if code else ()
        return self._paths[code]

    def children(self, code: str | None = None) -> Sequence[RegionName]:
        """The regions directly below ``code`` by name, the provinces without it; no retired ones."""
        if code not in self._children:
            self._children[code] = tuple(named(region) for region in queries.children(code))
        return self._children[code]


def named(region: Region) -> RegionName:
    """The region without its row."""
    return RegionName(region.code, region.name, region.level, region.postcode, region.retired)
