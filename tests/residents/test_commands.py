"""``tatadesa import residents`` without a browser."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tatadesa.config import cli
from tatadesa.residents.models import ImportRun, Resident
from tests.people import World
from tests.residents.sheets import samples
from tests.residents.sheets.samples import person, table

OFFICE = "33.02.07.2901"
GOOD_AND_BAD = samples.xlsx(table([person(1), person(2, sex="X"), person(3)]))


@pytest.fixture
def run(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command on a file with ``content``; gives exit status, what it printed and what it complained of."""
    # Django is up and connected already.
    monkeypatch.setattr(cli, "_django", nullcontext)

    def run(content: bytes, *options: str, office: str = OFFICE) -> tuple[int, str, str]:
        sheet = samples.write(tmp_path, "penduduk.xlsx", content)
        status = cli.main(["import", "residents", str(sheet), "--office", office, *options])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_good_rows_go_in_and_the_others_are_named(run: Any) -> None:
    status, out, err = run(GOOD_AND_BAD)
    assert (status, out) == (0, "added: 2, changed: 0, unchanged: 0, refused: 1\n")
    assert err.startswith("tatadesa: baris 3: sex: “X” tidak dikenal.")
    assert Resident.objects.filter(nik__startswith="330207150895").count() == 2
    assert ImportRun.objects.get().state == ImportRun.State.DONE


def test_a_second_time_changes_nothing(run: Any) -> None:
    content = samples.xlsx(table([person(1)]))
    run(content)
    assert run(content)[:2] == (0, "added: 0, changed: 0, unchanged: 1, refused: 0\n")


def test_a_dry_run_changes_nothing_and_leaves_no_sheet(run: Any) -> None:
    status, out, _ = run(GOOD_AND_BAD, "--dry-run")
    assert (status, out) == (0, "added: 2, changed: 0, unchanged: 0, refused: 1\n")
    assert not Resident.objects.filter(nik=person(1)["nik"]).exists()
    assert ImportRun.objects.get(state=ImportRun.State.CANCELLED).storage_name == ""


def test_all_or_nothing(run: Any) -> None:
    status, out, err = run(GOOD_AND_BAD, "--all-or-nothing")
    assert (status, out) == (1, "added: 2, changed: 0, unchanged: 0, refused: 1\n")
    assert "baris 3" in err
    assert not Resident.objects.filter(nik=person(1)["nik"]).exists()
    assert run(samples.xlsx(table([person(1)])), "--all-or-nothing")[0] == 0


def test_for_programs(run: Any) -> None:
    status, out, err = run(GOOD_AND_BAD, "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert (found["added"], found["refused"], found["applied"]) == (2, 1, True)
    assert found["refused_rows"][0]["row"] == 3
    assert json.loads(run(GOOD_AND_BAD, "--json", "--dry-run")[1])["applied"] is False


def test_nothing_but_refused_rows_is_no_success(run: Any) -> None:
    assert run(samples.xlsx(table([person(2, sex="X")])))[0] == 1


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "kosong"), (GOOD_AND_BAD[:900], "rusak"), (b"nik\n1\n", "belum ada")]
)
def test_a_sheet_that_cannot_be_used(run: Any, content: bytes, words: str) -> None:
    status, out, err = run(content)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert words in err


def test_a_file_and_an_office_that_do_not_exist(run: Any, tmp_path: Path) -> None:
    assert run(GOOD_AND_BAD, office="33.02.07.9999")[0] == 1
    assert cli.main(["import", "residents", str(tmp_path / "tidak-ada.xlsx"), "--office", OFFICE]) == 1
