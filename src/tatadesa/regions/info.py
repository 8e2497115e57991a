"""What other rooms need to know of a region, without the database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegionName:
    """A region of the Kemendagri tree; ``level`` 1 is a province, 4 a village.

    ``postcode`` is a default only. ``retired`` regions are no longer in the newest decree.
    """

    code: str
    name: str
    level: int
    postcode: str = ""
    retired: bool = False
