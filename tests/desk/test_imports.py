"""The pages of the import: upload, progress, result, decision; and the register as a file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.residents.models import ImportRow, ImportRun, Resident
from tatadesa.residents.sheets import limits
from tatadesa.residents.sheets.applying import apply_sheet
from tatadesa.residents.sheets.checking import check_sheet
from tests.desk.stages import text
from tests.people import World
from tests.residents.register import role
from tests.residents.sheets import samples
from tests.residents.sheets.samples import person, table

Browser = Callable[[Account], Client]
IMPORTS, EXPORTS = "/desk/penduduk/impor/", "/desk/penduduk/unduh/"
MAX_QUERIES = 8


@pytest.fixture
def operator(world: World, signed_in: Browser) -> Client:
    return signed_in(world.operator.account)


def upload(client: Client, content: bytes, name: str = "penduduk.xlsx") -> Any:
    return client.post(IMPORTS, {"berkas": SimpleUploadedFile(name, content)})


def run_after(client: Client, content: bytes) -> ImportRun:
    """Uploaded and checked."""
    assert upload(client, content).status_code == 302
    run = ImportRun.objects.latest("created_at")
    check_sheet(run.pk)
    run.refresh_from_db()
    return run


def address(run: ImportRun, part: str = "") -> str:
    return f"{IMPORTS}{run.pk}/{part}"


def test_upload_leads_to_a_page_that_shows_how_far_it_is(world: World, operator: Client) -> None:
    answer = upload(operator, samples.xlsx(table([person(1)])))
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == address(run)
    [job] = ProcrastinateJob.objects.filter(task_name="residents.check_sheet")
    assert (job.args, job.lock) == ({"run_id": str(run.pk)}, f"import-{world.karangsari.pk}")
    page = text(operator.get(address(run)))
    assert "Menunggu giliran" in page
    assert f'hx-get="{address(run, "keadaan/")}" hx-trigger="every 1s"' in page
    assert "Batalkan" in page


def test_the_bar_follows_and_ends_with_the_whole_page(world: World, operator: Client) -> None:
    upload(operator, samples.xlsx(table([person(1)])))
    run = ImportRun.objects.get()
    ImportRun.objects.update(state="checking", rows_done=1250, rows_total=4000)
    answer = operator.get(address(run, "keadaan/"))
    assert "HX-Refresh" not in answer.headers
    assert "Memeriksa baris 1.250</b> dari sekitar 4.000" in text(answer)
    assert '<progress class="import-bar" max="100" value="31"' in text(answer)
    ImportRun.objects.update(state="applying", rows_done=0)
    answer = operator.get(address(run, "keadaan/"))
    assert "Menyimpan ke data penduduk." in text(answer)
    assert '<progress class="import-bar" max="100" aria-label' in text(answer)
    ImportRun.objects.update(rows_done=1250)
    assert "Memeriksa lagi baris 1.250</b> dari sekitar 4.000" in text(operator.get(address(run, "keadaan/")))
    ImportRun.objects.update(state="checked")
    assert operator.get(address(run, "keadaan/")).headers["HX-Refresh"] == "true"


def test_the_result_shows_what_is_refused_and_why(world: World, operator: Client) -> None:
    run = run_after(operator, samples.xlsx(table([person(1), person(2, sex="X"), person(3, hamil=1)])))
    page = text(operator.get(address(run)))
    assert "Jenis kelamin:</b> “X” tidak dikenal." in page
    assert "Masukkan 2 baris yang benar saja" in page
    assert 'value="all"' not in page
    assert "Laki-laki tidak bisa hamil." in text(operator.get(address(run) + "?bagian=added"))
    assert AccessLogEntry.objects.filter(purpose="Hasil periksa impor", actor_id=world.operator.pk).count() == 2


def test_the_result_shows_what_changes(world: World, operator: Client) -> None:
    row = person(1)
    samples.imported(world.operator, samples.xlsx(table([row])))
    run = run_after(operator, samples.xlsx(table([{**row, "pekerjaan_id": "GURU"}])))
    page = text(operator.get(address(run) + "?bagian=changed"))
    assert "Pekerjaan: <del>Petani/Pekebun</del> → <ins>Guru</ins>" in page


def test_two_ways_to_decide_when_all_is_well(world: World, operator: Client) -> None:
    run = run_after(operator, samples.xlsx(table([person(1)])))
    page = text(operator.get(address(run)))
    assert "Masukkan semua, 1 baris" in page
    assert 'name="cara" value="accepted"' in page
    assert operator.post(address(run, "masukkan/"), {"cara": "all"}).headers["Location"] == address(run)
    assert ProcrastinateJob.objects.filter(task_name="residents.apply_sheet").count() == 1
    apply_sheet(run.pk)
    done = text(operator.get(address(run)))
    assert "1 penduduk baru dimasukkan" in done
    assert "oleh <bdi>Sri Wahyuni" in done
    assert Resident.objects.filter(nik=person(1)["nik"]).exists()


@pytest.mark.parametrize(
    ("way", "words"), [("all", "Masih ada 1 baris"), ("", "Pilih salah satu"), ("x", "Pilih salah")]
)
def test_a_way_that_leads_nowhere_says_so(world: World, operator: Client, way: str, words: str) -> None:
    run = run_after(operator, samples.xlsx(table([person(1), person(2, sex="X")])))
    answer = operator.post(address(run, "masukkan/"), {"cara": way})
    assert answer.status_code == 422
    assert words in text(answer)


def test_deciding_twice_is_a_conflict(world: World, operator: Client, signed_in: Browser) -> None:
    run = run_after(operator, samples.xlsx(table([person(1)])))
    colleague = signed_in(world.sekdes.account)
    operator.post(address(run, "masukkan/"), {"cara": "all"})
    answer = colleague.post(address(run, "masukkan/"), {"cara": "accepted"})
    assert answer.status_code == 409
    assert "sudah diputuskan" in text(answer)
    assert operator.post(address(run, "batalkan/")).status_code == 409


def test_cancelling_deletes_the_sheet(world: World, operator: Client) -> None:
    run = run_after(operator, samples.xlsx(table([person(1)])))
    assert operator.post(address(run, "batalkan/")).headers["Location"] == IMPORTS
    run.refresh_from_db()
    assert (run.state, run.storage_name) == (ImportRun.State.CANCELLED, "")
    assert "dibatalkan" in text(operator.get(address(run)))


def test_refused_rows_as_a_file(world: World, operator: Client) -> None:
    run = run_after(operator, samples.xlsx(table([person(1, sex="X")])))
    answer = operator.get(address(run, "ditolak.xlsx"))
    assert 'attachment; filename="ditolak-penduduk.xlsx"' in answer.headers["Content-Disposition"]
    assert _content(answer).startswith(b"PK")
    assert AccessLogEntry.objects.filter(purpose="Unduh baris impor yang ditolak").count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"nik,nama\n1,A\n", "Kolom"),
        (b"<html></html>", limits.WEB_PAGE),
        (samples.xlsx(table([person(1)]))[:500], limits.BROKEN),
        (samples.xlsx(table([])), limits.EMPTY),
    ],
    ids=["columns", "web page", "broken", "no rows"],
)
def test_a_sheet_that_cannot_be_used_says_why(world: World, operator: Client, content: bytes, words: str) -> None:
    run = run_after(operator, content)
    assert run.state == ImportRun.State.FAILED
    page = operator.get(address(run))
    assert page.status_code == 200
    assert words.split("“", maxsplit=1)[0] in text(page)


def test_no_file_and_an_empty_one(world: World, operator: Client) -> None:
    answer = operator.post(IMPORTS, {})
    assert answer.status_code == 422
    assert "Pilih berkas" in text(answer)
    answer = upload(operator, b"")
    assert answer.status_code == 422


def test_a_file_above_the_limit(world: World, operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The view's own limit holds, not the 8 MB of photos."""
    from tatadesa.desk.views import imports

    monkeypatch.setattr(imports.page, "file_limit", 9 << 20)
    answer = upload(operator, b"x" * (10 << 20))
    assert answer.status_code == 422
    assert limits.TOO_LARGE in text(answer)
    assert upload(operator, b"nik\n" + b"1\n" * (4 << 20)).status_code == 302


def test_a_second_upload_while_one_runs(world: World, operator: Client) -> None:
    upload(operator, samples.xlsx(table([person(1)])))
    answer = upload(operator, samples.xlsx(table([person(2)])))
    assert answer.status_code == 409
    assert "Masih ada impor" in text(answer)
    assert "sedang berjalan" in text(answer)


@pytest.mark.parametrize("path", [IMPORTS, EXPORTS, f"{IMPORTS}contoh.xlsx"])
@pytest.mark.parametrize(("roles", "status"), [(["operator"], 200), (["sekdes"], 200), (["kasi"], 403), (["rt"], 403)])
def test_who_may(world: World, signed_in: Browser, path: str, roles: list[str], status: int) -> None:
    client = signed_in(role(world.other_operator, *roles, rt="001", rw="002").account)
    assert client.get(path).status_code == status


@pytest.mark.parametrize("roles", [["kasi"], ["rt", "rw"]])
def test_others_can_neither_upload_nor_decide_nor_download(
    world: World, operator: Client, signed_in: Browser, roles: list[str]
) -> None:
    run = run_after(operator, samples.xlsx(table([person(1)])))
    client = signed_in(role(world.other_operator, *roles).account)
    assert upload(client, samples.xlsx(table([person(2)]))).status_code == 403
    assert client.post(EXPORTS, {"bentuk": "xlsx", "siapa": "semua"}).status_code == 403
    for part in ("", "keadaan/", "ditolak.xlsx"):
        assert client.get(address(run, part)).status_code == 403
    for part in ("masukkan/", "batalkan/"):
        assert client.post(address(run, part), {"cara": "all"}).status_code == 403


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfalamat;dusun")])
def test_the_register_as_a_file_is_logged(world: World, operator: Client, kind: str, start: bytes) -> None:
    answer = operator.post(EXPORTS, {"bentuk": kind, "siapa": "hidup"})
    assert "penduduk-33.02.07.2901-" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    content = _content(answer)
    assert content.startswith(start)
    assert b"RINA" not in content
    entry = AccessLogEntry.objects.get(purpose="Ekspor penduduk hidup")
    assert (entry.actor_id, entry.office_id) == (world.operator.pk, world.karangsari.pk)


def test_the_register_in_a_form_nobody_knows(world: World, operator: Client) -> None:
    assert operator.post(EXPORTS, {"bentuk": "pdf"}).status_code == 422


def test_the_whole_way_back_by_the_pages(world: World, operator: Client) -> None:
    content = _content(operator.post(EXPORTS, {"bentuk": "xlsx", "siapa": "semua"}))
    run = run_after(operator, content)
    assert samples.counts(run) == (0, 0, 3, 0)
    page = text(operator.get(address(run)))
    assert "Tidak ada yang perlu dimasukkan" in page


def test_lists_go_on_by_key(world: World, operator: Client) -> None:
    run = run_after(operator, samples.xlsx(table([person(number) for number in range(1, 131)])))
    seen: list[int] = []
    path = address(run) + "?bagian=added"
    while path:
        page = text(operator.get(path))
        seen += [int(number) for number in re.findall(r'<td class="row-digits">(\d+)</td>', page)]
        following = re.search(r'href="([^"]*setelah=\d+)">Berikutnya', page)
        path = following[1].replace("&amp;", "&") if following else ""
    assert seen == list(range(2, 132))


@pytest.mark.parametrize("query", ["?setelah=x", "?setelah=-1", "?setelah=99999999999999", "?bagian=", "?setelah=²"])
def test_any_place_in_the_list(world: World, operator: Client, query: str) -> None:
    run = run_after(operator, samples.xlsx(table([person(1)])))
    assert operator.get(address(run) + query).status_code == 200
    assert operator.get(address(run) + "?bagian=x").status_code == 422
    assert operator.get(f"{IMPORTS}?setelah=x").status_code == 422


def test_rows_that_were_deleted_are_explained(world: World, operator: Client) -> None:
    run = run_after(operator, samples.xlsx(table([person(1)])))
    ImportRow.objects.all().delete()
    assert "disimpan 30 hari" in text(operator.get(address(run)))


def test_queries(world: World, operator: Client) -> None:
    run = run_after(operator, samples.xlsx(table([person(number) for number in range(1, 61)])))
    for path in (IMPORTS, address(run), address(run, "keadaan/"), EXPORTS):
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(path).status_code == 200
        assert len(queries) <= MAX_QUERIES, path


def _content(answer: HttpResponseBase) -> bytes:
    buffer = io.BytesIO()
    for piece in answer.streaming_content:  # type: ignore[attr-defined]
        buffer.write(piece)
    return buffer.getvalue()
