"""A list of codes from a sheet: tried row by row, then taken over; nothing is ever taken away."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.core.errors import NotAllowed
from tatadesa.letters.actions.change_classification import Said, change_classification
from tatadesa.letters.actions.import_classifications import import_classifications
from tatadesa.letters.classification_sheet import judge, read_sheet
from tatadesa.letters.classifications import search, shipped
from tatadesa.letters.models import OfficeClassification
from tatadesa.residents.sheets.limits import SheetRefused
from tatadesa.residents.sheets.workbook import Page, stream
from tests.desk.stages import text
from tests.people import World

ADDRESS = "/desk/surat/klasifikasi/impor/"
KNOWN = next(iter(shipped()))


def xlsx(*rows: tuple[object, ...]) -> io.BytesIO:
    return io.BytesIO(b"".join(stream([Page("Kode", [list(row) for row in rows], frozenset({0, 1}))])))


def test_every_row_says_what_it_would_do_and_why_not(world: World) -> None:
    sheet = xlsx(
        *[("KODE", "Retensi", "Nama Klasifikasi"), ("400.99", "", "Baru sama sekali"), (KNOWN, "", shipped()[KNOWN])],
        *[("400.99", "", "Dua kali"), ("4 0 0", "", "Bukan kode"), ("400.98", "", ""), ("470", "", "Judul kami")],
    )
    judged = judge(world.karangsari, read_sheet(sheet))
    assert [row.verdict for row in judged] == ["baru", "sudah ada", "ditolak", "ditolak", "ditolak", "berganti judul"]
    assert judged[2].why == "Kode ini sudah ada di baris 2."
    assert not OfficeClassification.objects.exists()


def test_a_code_that_excel_made_a_number_is_refused(world: World) -> None:
    rows = read_sheet(io.BytesIO(b"kode;judul\n400.10;Pemerintahan desa\n"))
    assert judge(world.karangsari, rows)[0].code == "400.10"
    from tatadesa.letters import classification_sheet

    assert "nol di belakang" in classification_sheet._said([400.1, "Desa"], (0, 1))[2]


@pytest.mark.parametrize("content", [b"", b"kode;judul\n", b"a;b\n1;2\n", b"%PDF-1.7", b"PK\x03\x04x"])
def test_what_is_no_list_is_told_as_a_whole(content: bytes) -> None:
    with pytest.raises(SheetRefused):
        read_sheet(io.BytesIO(content))


def test_taking_over_keeps_years_hidden_ones_and_what_the_list_does_not_name(world: World) -> None:
    change_classification(world.sekdes, "470", Said("Kependudukan", is_hidden=False, **YEARS))
    change_classification(world.sekdes, "148.9", Said("Kode kami", is_hidden=True, **YEARS))
    import_classifications(world.sekdes, [("470", "Kependudukan kita"), ("400.99", "Baru")])
    kept = OfficeClassification.objects.get(code="470")
    assert (kept.title, kept.active_years, kept.fate) == ("Kependudukan kita", 1, "musnah")
    assert set(OfficeClassification.objects.values_list("code", flat=True)) == {"470", "148.9", "400.99"}
    assert [one.code for one in search(world.karangsari, "400.99")] == ["400.99"]
    assert search(world.sidamulya, "400.99") == []
    import_classifications(world.sekdes, [("470", "Kependudukan kita"), ("400.99", "Baru")])
    assert OfficeClassification.objects.count() == 3


def test_an_operator_may_not(world: World) -> None:
    with pytest.raises(NotAllowed):
        import_classifications(world.operator, [("400.99", "Baru")])


def test_the_page_tries_first_and_then_takes_over(world: World, signed_in: Callable[[Account], Client]) -> None:
    client = signed_in(world.sekdes.account)
    file = SimpleUploadedFile("daftar.csv", b"kode,judul\n400.99,<b>Baru</b>\n!,x\n")
    shown = client.post(ADDRESS, {"berkas": file})
    assert "&lt;b&gt;Baru" in text(shown)
    assert "Terapkan 1 kode" in text(shown)
    token = text(shown).partition('name="daftar" value="')[2].partition('"')[0]
    assert client.post(ADDRESS, {"daftar": token + "x"}).status_code == 422
    assert client.post(ADDRESS, {"daftar": "\0"}).status_code == 422
    assert client.post(ADDRESS, {}).status_code == 422
    assert client.post(ADDRESS, {"daftar": token}).status_code == 302
    assert OfficeClassification.objects.get().title == "<b>Baru</b>"
    assert signed_in(world.operator.account).get(ADDRESS).status_code == 403


YEARS = {"active_years": "1", "inactive_years": "2", "fate": "musnah"}
