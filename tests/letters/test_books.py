"""Agenda and expedition book: they fill themselves, take lines by hand, narrow, page, print, and stay quick."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput, NotAllowed, NotFound
from tatadesa.core.ids import uuid7
from tatadesa.files.models import StoredFile
from tatadesa.letters import archive, book_paper, book_queries, books
from tatadesa.letters.actions.enter_dispatch import Sent, enter_dispatch
from tatadesa.letters.actions.enter_letter import Entered, enter_letter, set_disposition
from tatadesa.letters.book_queries import Narrowed
from tatadesa.letters.models import AgendaEntry, DispatchEntry
from tests.letters.stages import issued
from tests.people import World, photo

ALL = Narrowed()


def today(world: World) -> date:
    return office_today(world.karangsari.timezone)


def came(world: World, **changes: object) -> Entered:
    day = today(world)
    usual = Entered("masuk", day, "005/12/Kec", day, "Kecamatan Ajibarang", "Undangan rapat", "000.1.5")
    return replace(usual, **changes)


def test_an_issued_letter_stands_in_the_agenda_by_itself(world: World) -> None:
    letter = issued(world)
    [entry] = book_queries.agenda(world.operator, ALL).rows
    assert (entry.direction, entry.number, entry.party) == ("keluar", letter.number, letter.resident_name)
    assert (entry.classification, entry.running) == ("400.9.14.1", 1)


def test_a_letter_from_outside_gets_its_own_number_and_its_scan_is_cleaned(world: World) -> None:
    issued(world)
    entry = enter_letter(world.operator, came(world), photo())
    assert (entry.direction, entry.running) == ("masuk", 1)
    assert entry.scan is not None
    assert (entry.scan.kind, entry.scan.owner) == (StoredFile.Kind.JPEG, None)
    assert enter_letter(world.operator, came(world)).running == 2
    assert enter_letter(world.stranger_operator, came(world)).running == 1


def test_a_file_that_is_no_scan_is_refused_and_nothing_is_written(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        enter_letter(world.operator, came(world), SimpleUploadedFile("surat.pdf", b"bukan PDF"))
    assert "pindai" in refused.value.errors
    assert not AgendaEntry.objects.exists()


def test_bad_lines_name_their_fields(world: World) -> None:
    tomorrow = today(world) + timedelta(days=1)
    typed = Entered("samping", tomorrow, "x" * 200, None, "\x00", "", "<b>", "y" * 500)
    with pytest.raises(InvalidInput) as refused:
        enter_letter(world.operator, typed)
    fields = {"arah", "diterima", "nomor", "tanggal", "pihak", "perihal", "klasifikasi", "disposisi"}
    assert set(refused.value.errors) == fields
    with pytest.raises(InvalidInput) as refused:
        enter_dispatch(world.operator, Sent(tomorrow, "x" * 200, None, "", "", "terbang"))
    assert set(refused.value.errors) == {"dikirim", "nomor", "tanggal", "perihal", "kepada", "cara"}


def test_only_keepers_of_the_office_read_and_write(world: World) -> None:
    entry = enter_letter(world.operator, came(world))
    world.other_operator.roles = ["rt"]
    for act in (
        lambda: enter_letter(world.other_operator, came(world)),
        lambda: book_queries.agenda(world.other_operator, ALL),
        lambda: book_queries.dispatches(world.other_operator, ALL),
        lambda: book_paper.pdf(world.other_operator, "agenda", ALL),
        lambda: book_paper.sheet(world.other_operator, "agenda", ALL),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotFound):
        set_disposition(world.stranger_operator, entry.pk, disposition="x")
    assert book_queries.agenda(world.stranger_operator, ALL).rows == []


def test_a_disposition_is_kept_and_found(world: World) -> None:
    entry = enter_letter(world.operator, came(world))
    set_disposition(world.sekdes, entry.pk, disposition="Kasi Pemerintahan, hadiri.")
    assert book_queries.agenda(world.operator, Narrowed(words="hadiri")).rows == [entry]
    with pytest.raises(InvalidInput):
        set_disposition(world.sekdes, entry.pk, disposition="x" * 401)


def test_lists_are_narrowed_by_days_words_and_direction(world: World) -> None:
    letter, day = issued(world), today(world)
    old = enter_letter(
        world.operator, came(world, entered_on=day - timedelta(days=400), dated=day - timedelta(days=401))
    )
    new = enter_letter(world.operator, came(world, subject="Edaran 100%_puskesmas"))

    def found(narrowed: Narrowed) -> list[str]:
        return [entry.number for entry in book_queries.agenda(world.operator, narrowed).rows]

    assert found(Narrowed(direction="keluar")) == [letter.number]
    assert found(Narrowed(until=day - timedelta(days=1))) == [old.number]
    assert found(Narrowed(since=day, words="edaran 100%_pus")) == [new.number]
    assert found(Narrowed(words="siti aminah")) == [letter.number]
    assert found(Narrowed(words="edaran undangan")) == []


def test_pages_by_key_show_each_line_once(world: World) -> None:
    for place in range(7):
        enter_letter(world.operator, came(world, number=str(place)))
    seen, after = [], ""
    while True:
        page = book_queries.agenda(world.operator, ALL, after, limit=3)
        seen += [entry.number for entry in page.rows]
        after = page.next
        if not after:
            break
    assert seen == [str(place) for place in range(6, -1, -1)]


def test_a_letter_of_the_application_leaves_by_its_number(world: World) -> None:
    letter = issued(world)
    entry = enter_dispatch(
        world.operator, Sent(today(world), letter.number, None, "", "Siti Aminah", "diambil", "Siti")
    )
    assert (entry.letter, entry.subject, entry.dated) == (letter, letter.subject, letter.dated)
    assert book_queries.dispatches(world.operator, Narrowed(words="siti")).rows == [entry]


def test_what_happened_once_is_written_once(world: World) -> None:
    letter = issued(world)

    def send() -> DispatchEntry | None:
        return books.record_letter_sent(letter, way="pos", recipient="Siti", proof="RESI1", occasion="pos:1")

    assert send() is not None
    assert send() is None
    assert DispatchEntry.objects.get().running == 1


def test_the_sheet_holds_every_line_as_text(world: World) -> None:
    enter_letter(world.operator, came(world, subject="=1+1"))
    issued(world)
    sheet = book_paper.sheet(world.operator, "agenda", ALL)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(sheet.content))).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Arah", "Nomor urut", "Tanggal diterima/dikirim"]
    assert [row[6] for row in rows[1:]] == ["=1+1", "Surat Keterangan Uji"]


@pytest.mark.parametrize("book", ["agenda", "ekspedisi"])
def test_the_paper_is_landscape_tagged_and_repeats_its_head(world: World, book: str) -> None:
    for place in range(60):
        enter_letter(world.operator, came(world, subject=f"Undangan {place} <b> #import"))
        enter_dispatch(world.operator, Sent(today(world), "", today(world), f"Surat {place}", "Camat", "diantar"))
    with pikepdf.open(io.BytesIO(book_paper.pdf(world.operator, book, ALL))) as pdf:
        assert len(pdf.pages) > 1
        assert all(page.mediabox[2] > page.mediabox[3] for page in pdf.pages)
        assert "/StructTreeRoot" in pdf.Root


def test_too_long_a_period_is_told_and_not_printed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_paper, "MOST_PRINTED", 1)
    for _ in range(2):
        enter_letter(world.operator, came(world))
    with pytest.raises(InvalidInput) as refused:
        book_paper.pdf(world.operator, "agenda", ALL)
    assert "sampai" in refused.value.errors


def test_a_hundred_thousand_lines_cost_what_a_hundred_do(world: World) -> None:
    enter_letter(world.operator, came(world))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO letters_agendaentry (id, office_id, direction, year, running, entered_on, number, dated, party,
                subject, classification, disposition, note, written_at, words, fate)
            SELECT gen_random_uuid(), %s, 'masuk', 2000 + n %% 25, 10 + n, date '2000-01-01' + (n %% 9000), '005/' || n,
                date '2000-01-01' + (n %% 9000), 'Instansi ' || n %% 500, 'Perihal nomor ' || n, '000.1.5', '', '',
                now(),
                '005/' || n || ' INSTANSI ' || n %% 500 || ' PERIHAL NOMOR ' || n || ' 000.1.5', ''
            FROM generate_series(1, 100000) AS n
            """,
            [world.karangsari.pk],
        )
        cursor.execute("ANALYZE letters_agendaentry")

    def blocks(ask: Callable[[], object]) -> int:
        """Pages of the database that answering reads: the same on a busy machine as on an idle one."""
        with CaptureQueriesContext(connection) as asked:
            ask()
        assert len(asked) <= 5
        read = 0
        for one in asked.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {one['sql']}".replace("%", "%%"), []
                )
                [plan] = cursor.fetchone()[0]
            read += plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
        return read

    operator, deep = world.operator, book_queries.key_of(date(2010, 1, 1), uuid7())
    read = {
        "first page": blocks(lambda: book_queries.agenda(operator, ALL)),
        "deep page": blocks(lambda: book_queries.agenda(operator, ALL, deep)),
        "words": blocks(lambda: book_queries.agenda(operator, Narrowed(words="nomor 77777"))),
        "no such words": blocks(lambda: book_queries.agenda(operator, Narrowed(words="tidak ada ini"))),
        "month": blocks(
            lambda: book_queries.agenda(operator, Narrowed(since=date(2012, 3, 1), until=date(2012, 3, 31)))
        ),
        "archive": blocks(lambda: archive.found(operator, Narrowed(words="instansi 7"), "000.1")),
        "due": blocks(lambda: archive.due(operator)),
    }
    print(read)
    # What is due is found in one reading of the office's lines at most: their rules are counted when looked at.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('letters_agendaentry') / 8192")
        [whole] = cursor.fetchone()
    assert read.pop("due") < whole + 100
    assert max(read.values()) < 1000 < whole, read


def test_lines_come_and_go_by_one_book_number_each(world: World) -> None:
    with transaction.atomic():
        enter_letter(world.operator, came(world))
        transaction.set_rollback(True)
    assert enter_letter(world.operator, came(world)).running == 1
