"""What goes wrong on the way in, against the running site: a clear 4xx, nothing lost, nothing half-written."""

from __future__ import annotations

import io
import re
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pikepdf
import pytest

from tests.e2e.conftest import Demo
from tests.e2e.papers import photo

LIMIT = 8 * 1024 * 1024
FORM = "/layanan/kelahiran/isi/"
RIGHT = {
    "nama_anak": "Bintang Pratama",
    "jenis_kelamin_anak": "perempuan",
    "tanggal_lahir_anak": "2026-11-01",
    "jam_lahir_anak": "06:30",
    "tempat_lahir_anak": "Banyumas",
    "anak_ke": "2",
    "nama_ayah": "Hafiz",
    "nama_ibu": "Azzahra",
    "saksi1_nama": "Joko",
    "saksi2_nama": "Rina",
}


@pytest.fixture(scope="package")
def warga(demo: Demo) -> Iterator[httpx.Client]:
    """A citizen's session without a browser, so that nothing is checked before the server does."""
    client = signed_in(demo, demo.citizens[2])
    yield client
    client.close()


def signed_in(demo: Demo, citizen: dict[str, str]) -> httpx.Client:
    client = httpx.Client(base_url=demo.portal, follow_redirects=False, timeout=60)
    token = csrf(client.get("/masuk/").text)
    sent = {"identitas": citizen["nik"], "pin": citizen["pin"], "csrfmiddlewaretoken": token}
    assert client.post("/masuk/", data=sent).status_code == 302
    return client


def csrf(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


def send(
    client: httpx.Client, changes: dict[str, str], files: dict[str, tuple[str, bytes, str]] | None = None
) -> httpx.Response:
    token = csrf(client.get(FORM).text)
    data = {**RIGHT, **changes, "csrfmiddlewaretoken": token, "kunci": str(uuid.uuid4()), "aksi": "periksa"}
    return client.post(FORM, data=data, files=files)


def invalid_fields(page: str) -> set[str]:
    """The fields that are marked wrong."""
    return set(re.findall(r'class="field wrong"[^>]*data-field="([^"]+)"', page))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("nama_anak", ""),
        ("nama_anak", "x" * 5000),
        ("tanggal_lahir_anak", "2026-02-31"),
        ("tanggal_lahir_anak", "kemarin"),
        ("tanggal_lahir_anak", "2999-01-01"),
        ("jam_lahir_anak", "25:00"),
        ("anak_ke", "dua"),
        ("anak_ke", "-1"),
        ("anak_ke", "9" * 400),
        ("nik_ayah", "330207060592900"),
        ("nik_ayah", "3302073102929001"),
        ("jenis_kelamin_anak", "lainnya"),
    ],
)
def test_a_wrong_answer_is_marked_and_everything_typed_stays(warga: httpx.Client, field: str, typed: str) -> None:
    answer = send(warga, {field: typed})
    assert answer.status_code == 422
    assert field in invalid_fields(answer.text)
    kept = "Azzahra" if field != "nama_ibu" else "Hafiz"
    assert f'value="{kept}"' in answer.text


def test_a_field_that_is_not_in_the_form(warga: httpx.Client) -> None:
    answer = send(warga, {"nik_pemohon": "3302070605929001"})
    assert answer.status_code == 422


def truncated() -> bytes:
    whole = Path(photo(Path("/tmp"), f"uji-{uuid.uuid4().hex}"))  # noqa: S108 - removed at once
    content = whole.read_bytes()
    whole.unlink()
    return content[: len(content) // 2]


def scripted_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


BAD_FILES = {
    "one byte too many": lambda: b"\xff\xd8\xff\xe0" + b"0" * (LIMIT - 3),
    "a renamed program": lambda: b"MZ" + b"\0" * 4000,
    "half a photo": truncated,
    "a PDF with a script": scripted_pdf,
    "nothing at all": lambda: b"",
    "a web page": lambda: b"<!doctype html><script>alert(1)</script>",
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_with_a_reason(warga: httpx.Client, kind: str) -> None:
    content = BAD_FILES[kind]()
    token = csrf(warga.get(FORM).text)
    answer = warga.post(
        "/unggah/",
        data={"csrfmiddlewaretoken": token, "kunci": str(uuid.uuid4())},
        files={"berkas": ("kk.jpg", content, "image/jpeg")},
        headers={"Accept": "application/json"},
    )
    assert 400 <= answer.status_code < 500
    assert len(answer.json()["error"]) > 15


def test_a_bad_file_in_a_plain_form_is_marked_at_its_field(warga: httpx.Client) -> None:
    answer = send(warga, {}, {"kk__berkas": ("kk.jpg", BAD_FILES["one byte too many"](), "image/jpeg")})
    assert answer.status_code == 422
    assert "kk" in invalid_fields(answer.text)
    assert "8 MB" in answer.text
    assert 'value="Azzahra"' in answer.text


def test_a_body_beyond_all_limits_is_refused_unread(warga: httpx.Client, demo: Demo) -> None:
    headers = {"Content-Length": str(50 * 1024 * 1024), "Content-Type": "multipart/form-data; boundary=x"}
    with connect(demo) as wire:
        wire.sendall(request_head("POST", "/unggah/", headers, warga))
        assert b" 413 " in wire.recv(64)


def test_a_replayed_or_missing_token(demo: Demo) -> None:
    warga = signed_in(demo, demo.citizens[3])
    page = warga.get(FORM).text
    other = httpx.Client(base_url=demo.portal)
    for token in (csrf(other.get("/masuk/").text), "", "x" * 64):
        answer = warga.post(FORM, data={**RIGHT, "csrfmiddlewaretoken": token})
        assert answer.status_code == 403
        assert "kembali" in answer.text
    old = csrf(page)
    warga.post("/keluar/", data={"csrfmiddlewaretoken": old})
    assert warga.post(FORM, data={**RIGHT, "csrfmiddlewaretoken": old}).status_code in (401, 403)


def test_a_cut_connection_leaves_no_draft(warga: httpx.Client, demo: Demo) -> None:
    key = str(uuid.uuid4())
    token = csrf(warga.get(FORM).text)
    fields = {"csrfmiddlewaretoken": token, "kunci": key, "aksi": "simpan", "nama_anak": "Terputus"}
    parts = (f'name="{name}"\r\n\r\n{value}' for name, value in fields.items())
    body = "".join(f"--x\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    headers = {"Content-Length": str(len(body) + 100_000), "Content-Type": "multipart/form-data; boundary=x"}
    with connect(demo) as wire:
        wire.sendall(request_head("POST", FORM, headers, warga) + body.encode())
    assert warga.get(FORM, params={"kunci": key}).text.count("Terputus") == 0
    assert "Terputus" not in warga.get("/").text


@pytest.mark.parametrize(
    "path",
    [
        "/permohonan/%00/",
        "/permohonan/..%2f..%2fetc/",
        "/layanan/?cari=%00",
        "/permohonan/?sesudah=xxxx",
        "/layanan/sktm/isi/?kunci=bukan-uuid",
        "/surat/00000000-0000-0000-0000-000000000000.pdf",
        "/verifikasi/%22%3E%3Cscript%3E/",
        "/berkas/1/",
    ],
)
def test_a_made_up_address_is_a_clear_4xx(warga: httpx.Client, path: str) -> None:
    answer = warga.get(path)
    assert 400 <= answer.status_code < 500 or (answer.status_code == 200 and "verifikasi" in path)
    assert "<script>" not in answer.text


def connect(demo: Demo) -> socket.socket:
    place = urlsplit(demo.portal)
    return socket.create_connection((place.hostname or "localhost", place.port or 80), timeout=20)


def request_head(method: str, path: str, headers: dict[str, str], client: httpx.Client) -> bytes:
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    lines = {"Host": str(client.base_url.netloc, "ascii"), "Cookie": cookies, **headers}
    return (f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n").encode()
