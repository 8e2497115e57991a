"""Classification codes: the shipped list, searching it, and what an office makes of it."""

import json
import time
from pathlib import Path

import pytest

import tatadesa.catalogue
from tatadesa.core.errors import InvalidInput, NotAllowed
from tatadesa.letters import classifications
from tatadesa.letters.actions.change_classification import Said, change_classification
from tatadesa.letters.classifications import Retention, retention_of, retentions, search
from tests.people import World

LIBRARY = Path(tatadesa.catalogue.__file__).parent / "library"


def said(title: str = "", *, hidden: bool = False, active: str = "", inactive: str = "", fate: str = "") -> Said:
    return Said(title, hidden, active, inactive, fate)


def codes(world: World, words: str) -> list[str]:
    return [one.code for one in search(world.karangsari, words)]


def test_every_letter_of_the_library_has_its_code_in_the_list() -> None:
    letters = [json.loads(path.read_text())["letter"] for path in LIBRARY.glob("*/service.json")]
    used = {letter["classification"] for letter in letters if letter}
    assert used
    assert used <= set(classifications.shipped())
    assert {f"{number}00" for number in range(10)} <= set(classifications.shipped())


def test_the_villages_own_classes_are_whole_down_to_the_last_step() -> None:
    """A code below says nothing where the one above is missing; numbers below one code go on without a gap."""
    known = set(classifications.shipped())
    for root in ("400.10", "400.12"):
        inside = [code for code in known if code.startswith(f"{root}.")]
        assert {code.rpartition(".")[0] for code in inside} <= known
        for above in {code.rpartition(".")[0] for code in inside if code.count(".") == 3}:
            below = sorted(int(code.rpartition(".")[2]) for code in inside if code.rpartition(".")[0] == above)
            assert below == list(range(1, len(below) + 1)), above


def test_search_by_code_and_by_words_without_case_and_accents(world: World) -> None:
    assert codes(world, "400.12.3.2")[0] == "400.12.3.2"
    assert {"400.12.3.2", "472.2"} <= set(codes(world, "pérKAWINAN"))
    assert codes(world, "400 perkawinan") == ["400.12.3.2"]
    assert codes(world, "tidak-ada-kode-begini") == []
    assert len(codes(world, "")) == classifications.MOST_FOUND
    assert codes(world, "\x00") == codes(world, "")


def test_a_search_is_quick(world: World) -> None:
    search(world.karangsari, "desa")
    begun = time.perf_counter()
    for _ in range(20):
        search(world.karangsari, "administrasi desa")
    assert (time.perf_counter() - begun) / 20 < 0.05


def test_an_office_adds_renames_and_hides(world: World) -> None:
    change_classification(world.sekdes, "148.9", said("Kode kami sendiri"))
    change_classification(world.sekdes, "470", said("Kependudukan desa"))
    change_classification(world.sekdes, "145", said(hidden=True))
    assert codes(world, "kami sendiri") == ["148.9"]
    assert codes(world, "kependudukan desa")[0] == "470"
    assert "145" not in codes(world, "145")
    assert search(world.sidamulya, "470")[0].title == "Kependudukan (kode lama)"


def test_bad_input_and_other_people_are_refused(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_classification(world.sekdes, "<b>", said(active="x", inactive="9" * 30, fate="musnah"))
    assert set(refused.value.errors) == {"kode", "judul", "aktif", "inaktif"}
    with pytest.raises(NotAllowed):
        change_classification(world.operator, "470", said("x"))


def test_retention_follows_the_nearest_class_above(world: World) -> None:
    change_classification(world.kades, "400.12.3", said("Catatan sipil", active="1", inactive="4", fate="musnah"))
    rules = retentions(world.karangsari)
    assert retention_of(rules, "400.12.3.2") == Retention(1, 4, "musnah")
    assert retention_of(rules, "400.12.2.1").fate == "permanen"
    assert retention_of(rules, "905.1") == Retention(2, 8, "musnah")
    assert retention_of(rules, "") == classifications.USUAL
