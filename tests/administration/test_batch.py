"""Many offices from one sheet: judged row by row, made all or not at all, their passwords shown once."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.administration.actions.create_office import create_office
from tatadesa.administration.actions.make_batch import make_batch
from tatadesa.administration.actions.show_passwords import show_passwords
from tatadesa.administration.actions.start_batch import start_batch
from tatadesa.administration.making import make
from tatadesa.administration.models import Batch
from tatadesa.administration.new_offices import Typed
from tatadesa.administration.sheet import COLUMNS, template_xlsx
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.offices.models import Office
from tatadesa.residents.sheets.limits import SheetRefused
from tatadesa.residents.sheets.workbook import Page, stream
from tests.administration.people import kabupaten, villages
from tests.people import PASSWORD, World

HEAD = [column.key for column in COLUMNS]


@pytest.fixture
def maker(world: World) -> StaffMember:
    villages(4)
    return kabupaten()


def row(number: int, **said: Any) -> list[Any]:
    """A good row for village ``number``."""
    usual = {
        "kode_wilayah": f"33.02.07.2{number:03}",
        "alamat": f"Jl. Desa {number}",
        "kode_pos": "53195",
        "telepon": "",
        "email": "",
        "nama_administrator": f"Admin {number}",
        "nama_pengguna": f"admin.{number}",
    }
    return list({**usual, **said}.values())


def sheet(*rows: list[Any], head: list[str] = HEAD) -> SimpleUploadedFile:
    content = b"".join(stream([Page("Kantor", [head, *rows])]))
    return SimpleUploadedFile("kantor.xlsx", content)


def reasons(batch: Batch) -> list[set[str]]:
    return [set(found["errors"]) for found in batch.rows]


def test_every_row_is_judged_before_anything_is_made(maker: StaffMember) -> None:
    batch = start_batch(
        maker,
        sheet(
            row(1),
            row(2, alamat="", nama_pengguna="Ani Lestari"),
            row(3, kode_wilayah="33.02.07.2901"),
            row(1),
            row(9),
        ),
    )
    assert reasons(batch) == [set(), {"alamat", "pengguna"}, {"kode"}, {"kode", "pengguna"}, {"kode"}]
    assert (batch.total, batch.refused) == (5, 4)
    assert not Office.objects.filter(code="33.02.07.2001").exists()
    with pytest.raises(Conflict, match="ditolak"):
        make_batch(maker, batch.pk, own_password=PASSWORD)


def test_all_are_made_and_their_passwords_shown_once(maker: StaffMember) -> None:
    batch = start_batch(maker, sheet(row(1, telepon=81234567890, kode_pos=53195), row(2)))
    make_batch(maker, batch.pk, own_password=PASSWORD)
    make(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (Batch.State.DONE, 2)
    assert Office.objects.get(code="33.02.07.2001").phone == "081234567890"
    rows = show_passwords(maker, batch.pk, own_password=PASSWORD)
    assert [found.username for found in rows] == ["admin.1", "admin.2"]
    assert Account.objects.get(login="admin.2").check_password(rows[1].password)
    with pytest.raises(Conflict):
        show_passwords(maker, batch.pk, own_password=PASSWORD)
    batch.refresh_from_db()
    assert batch.sealed == ""
    make(batch.pk)
    assert Office.objects.filter(code__startswith="33.02.07.200").count() == 2, "running twice makes nothing twice"


def test_one_that_is_there_meanwhile_stops_all(maker: StaffMember) -> None:
    batch = start_batch(maker, sheet(row(1), row(2)))
    create_office(Typed("33.02.07.2002", "Jl. 2", "Ani", "admin.lain"))
    make_batch(maker, batch.pk, own_password=PASSWORD)
    make(batch.pk)
    batch.refresh_from_db()
    assert batch.state == Batch.State.FAILED
    assert "Kantor ini sudah ada" in batch.problem
    assert not Office.objects.filter(code="33.02.07.2001").exists()


def test_the_own_password_and_only_once(maker: StaffMember) -> None:
    batch = start_batch(maker, sheet(row(1)))
    with pytest.raises(InvalidInput):
        make_batch(maker, batch.pk, own_password="salah")
    make_batch(maker, batch.pk, own_password=PASSWORD)
    with pytest.raises(Conflict):
        make_batch(maker, batch.pk, own_password=PASSWORD)
    with pytest.raises(Conflict):
        show_passwords(maker, batch.pk, own_password=PASSWORD)


@pytest.mark.parametrize(
    "upload",
    [
        None,
        SimpleUploadedFile("kosong.xlsx", b""),
        SimpleUploadedFile("bukan.xlsx", b"\0\1\2"),
        SimpleUploadedFile("lain.csv", b"kode;alamat\n1;2\n"),
        SimpleUploadedFile("kepala.csv", ";".join(HEAD).encode()),
    ],
)
def test_sheets_that_are_not_read(maker: StaffMember, upload: SimpleUploadedFile | None) -> None:
    with pytest.raises(SheetRefused):
        start_batch(maker, upload)


def test_a_sheet_with_commas_and_columns_in_another_order(maker: StaffMember) -> None:
    head = "alamat,kode_wilayah,nama_pengguna,nama_administrator"
    upload = SimpleUploadedFile("kantor.csv", f"{head}\nJl. 1,33.02.07.2001,admin.1,Ani\n".encode())
    assert reasons(start_batch(maker, upload)) == [set()]


def test_the_empty_sheet_has_what_is_read(maker: StaffMember) -> None:
    upload = SimpleUploadedFile("contoh.xlsx", b"".join(template_xlsx()))
    with pytest.raises(SheetRefused, match="kosong"):
        start_batch(maker, upload)


def test_nobody_else(maker: StaffMember, world: World) -> None:
    batch = start_batch(maker, sheet(row(1)))
    for stranger in (world.kades, world.operator):
        with pytest.raises(NotFound):
            start_batch(stranger, sheet(row(1)))
        with pytest.raises(NotFound):
            make_batch(stranger, batch.pk, own_password=PASSWORD)
        with pytest.raises(NotFound):
            show_passwords(stranger, batch.pk, own_password=PASSWORD)


def test_reading_is_bounded_in_queries(maker: StaffMember, django_assert_max_num_queries: Any) -> None:
    codes = villages_more()
    upload = sheet(*(row(0, kode_wilayah=code, nama_pengguna=f"a.{code}") for code in codes))
    with django_assert_max_num_queries(8):
        assert start_batch(maker, upload).refused == 0


def villages_more() -> list[str]:
    from tatadesa.regions.models import Region

    rows = [
        Region(code=f"33.02.07.1{number:03}", level=4, name=f"Kel{number}", parent_id="33.02.07")
        for number in range(60)
    ]
    return [found.code for found in Region.objects.bulk_create(rows)]


def test_a_sheet_is_read_from_memory_too(maker: StaffMember) -> None:
    upload = sheet(row(1))
    assert isinstance(upload.file, io.BytesIO)
    assert start_batch(maker, upload).total == 1
