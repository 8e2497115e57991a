"""The report of satisfaction on the desk."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tests.desk.stages import text
from tests.feedback.stages import rated
from tests.people import World

PATH = "/desk/kepuasan/"


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(world.operator.account)


def test_the_present_quarter_at_once(desk: Client, world: World) -> None:
    rated(world, 5, "3")
    page = text(desk.get(PATH))
    for words in ("75,00", "Kurang Baik", "U9 Sarana dan prasarana", "Surat Keterangan Uji", "Perempuan"):
        assert words in page
    assert "SITI" not in page


def test_hidden_while_fewer_than_five(desk: Client, world: World) -> None:
    assert "Belum ada yang menilai" in text(desk.get(PATH))
    rated(world, 4)
    page = text(desk.get(PATH))
    assert "Baru 4 orang menilai" in page
    assert "100,00" not in page


def test_a_period_that_is_none_is_named_and_stays(desk: Client) -> None:
    for query, words in (
        ("periode=x", "Pilih periode dari daftar."),
        ("periode=sendiri&dari=2026-13&sampai=", "Tulis bulan"),
        ("periode=sendiri&dari=2026-05&sampai=2026-03", "tidak boleh sebelum"),
    ):
        answer = desk.get(f"{PATH}?{query}")
        assert answer.status_code == 422
        assert words in text(answer)
    assert 'value="2026-05"' in answer.content.decode()
    assert desk.get(f"{PATH}laporan.pdf?periode=x").status_code == 422
    assert desk.get(f"{PATH}?layanan=tidak-ada").status_code == 404


def test_files_carry_the_same_question(desk: Client, world: World) -> None:
    rated(world, 5)
    page = desk.get(f"{PATH}?layanan=surat-uji").content.decode()
    for ending, begins in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfPeriode")):
        assert f"laporan.{ending}?periode=" in page
        answer = desk.get(f"{PATH}laporan.{ending}?layanan=surat-uji")
        content = b"".join(answer) if answer.streaming else answer.content
        assert content.startswith(begins)
        assert "attachment" in answer.headers["Content-Disposition"]
    with pikepdf.open(io.BytesIO(desk.get(f"{PATH}laporan.pdf").content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root


def test_roles_that_serve_nobody_have_no_report(world: World, signed_in: Callable[[Account], Client]) -> None:
    world.operator.roles = ["rt"]
    world.operator.save()
    client = signed_in(world.operator.account)
    for path in ("", "?periode=x", "laporan.pdf", "laporan.csv", "laporan.xlsx"):
        assert client.get(f"{PATH}{path}").status_code == 404
