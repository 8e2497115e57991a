"""How a form with files is read, whole, too large or cut."""

from __future__ import annotations

import io
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory

from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
from tatadesa.files.actions.receive import receive
from tatadesa.files.limits import MAX_FILE, MAX_ONE_FILE_BODY, one_file_body
from tatadesa.files.upload_handlers import LimitedUpload
from tatadesa.files.whole_body import WholeBody
from tatadesa.offices.models import Office
from tests.files import builders


@pytest.fixture(autouse=True)
def _our_handler(settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["tatadesa.files.upload_handlers.LimitedUploadHandler"]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files would lie."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def posted(**fields: Any) -> WSGIRequest:
    return RequestFactory().post("/", fields)


def file_of(request: WSGIRequest, field: str = "kk") -> LimitedUpload:
    file = request.FILES[field]
    assert isinstance(file, LimitedUpload)
    return file


@pytest.mark.parametrize("size", [0, 1, 600_000, MAX_FILE])
def test_a_file_within_the_limit_arrives_whole(size: int, temporary: Path) -> None:
    content = bytes(size % 251 for size in range(1000)) * (size // 1000 + 1)
    request = posted(kk=SimpleUploadedFile("kk.jpg", content[:size]), nama="Siti")
    file = file_of(request)
    assert file.read() == content[:size]
    assert not file.is_too_large
    assert (file.name, file.size) == ("kk.jpg", size)
    assert list(temporary.iterdir()) == [], "nothing with a name on disk"


def test_one_byte_more_is_marked_and_the_rest_of_the_form_is_kept(
    temporary: Path, office: Office, siti: Account
) -> None:
    request = posted(
        kk=SimpleUploadedFile("kk.jpg", b"x" * (MAX_FILE + 1)),
        ktp=SimpleUploadedFile("ktp.jpg", builders.jpeg()),
        nama="Siti",
    )
    file = file_of(request)
    assert file.is_too_large
    assert file.size == MAX_FILE + 1
    assert file.read() == b""
    assert request.POST["nama"] == "Siti"
    assert not file_of(request, "ktp").is_too_large
    with pytest.raises(InvalidInput) as refused:
        receive(office=office, owner=siti, upload=file, upload_key=None)
    assert "8 MB" in refused.value.errors[""]


def form_body() -> tuple[bytes, str]:
    """A form with a file between two fields."""
    request = posted(awal="1", kk=SimpleUploadedFile("kk.jpg", b"x" * 700_000), zakhir="2")
    return request.read(), request.META["CONTENT_TYPE"]


def environment(arrived: bytes, announced: int, content_type: str) -> dict[str, Any]:
    environ = RequestFactory().post("/").environ
    environ.update({"wsgi.input": io.BytesIO(arrived), "CONTENT_LENGTH": str(announced), "CONTENT_TYPE": content_type})
    return environ


def through_wrapper(environ: dict[str, Any]) -> WSGIRequest:
    made: list[WSGIRequest] = []

    def application(inner: dict[str, Any], _: Any) -> list[bytes]:
        made.append(WSGIRequest(inner))
        made[0].POST  # noqa: B018
        return []

    WholeBody(application, at_once=1)(environ, lambda *_: None)
    return made[0]


def test_a_whole_form_passes_the_wrapper() -> None:
    body, kind = form_body()
    request = through_wrapper(environment(body, len(body), kind))
    assert (request.POST["awal"], request.POST["zakhir"]) == ("1", "2")
    assert file_of(request).size == 700_000


@pytest.mark.parametrize("share", [0.0, 0.0005, 0.5, 0.9999])
def test_a_cut_form_is_no_form(share: float, temporary: Path) -> None:
    body, kind = form_body()
    with pytest.raises(UnreadablePostError):
        through_wrapper(environment(body[: int(len(body) * share)], len(body), kind))
    assert list(temporary.iterdir()) == []


def test_a_cut_form_without_files_is_no_form_either() -> None:
    body = b"nama=Siti&keperluan=Mendaftar+sekolah"
    with pytest.raises(UnreadablePostError):
        through_wrapper(environment(body[:-8], len(body), "application/x-www-form-urlencoded"))


def test_without_the_wrapper_django_takes_a_cut_form_for_a_whole_one() -> None:
    """Why the wrapper exists; when this fails, Django has changed and it may go."""
    body = b"nama=Siti&keperluan=Mendaftar+sekolah"
    request = WSGIRequest(environment(body[:-8], len(body), "application/x-www-form-urlencoded"))
    assert request.POST["keperluan"] == "Mendaftar"


def test_input_in_small_pieces_is_put_together() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 3))

    body = b"nama=Siti&keperluan=Mendaftar+sekolah"
    environ = environment(b"", len(body), "application/x-www-form-urlencoded")
    environ["wsgi.input"] = Slow(body)
    assert through_wrapper(environ).POST["keperluan"] == "Mendaftar sekolah"


def test_who_waits_for_a_slow_phone_keeps_nobody_else_waiting() -> None:
    body, goes_on = b"nama=Siti", Event()

    class Stalled(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert goes_on.wait(10)
            return super().read(size)

    def application(inner: dict[str, Any], _: Any) -> list[bytes]:
        return [WSGIRequest(inner).body]

    wrapper = WholeBody(application, at_once=1)
    slow = environment(b"", len(body), "application/x-www-form-urlencoded")
    slow["wsgi.input"] = Stalled(body)
    quick = environment(body, len(body), "application/x-www-form-urlencoded")
    with ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(wrapper, slow, lambda *_: None)
        assert pool.submit(wrapper, quick, lambda *_: None).result(5) == [body]
        assert not waiting.done()
        goes_on.set()
        assert waiting.result(5) == [body]


def test_no_more_than_agreed_are_worked_on_at_once() -> None:
    inside, most = [0], [0]

    def application(inner: dict[str, Any], _: Any) -> list[bytes]:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.02)
        inside[0] -= 1
        return []

    wrapper = WholeBody(application, at_once=2)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: wrapper(environment(b"", 0, ""), lambda *_: None), range(8)))
    assert most[0] == 2


def test_a_view_for_one_file_says_how_much_it_takes() -> None:
    @one_file_body
    def view() -> None:
        """Takes a file."""

    assert view.body_limit == MAX_ONE_FILE_BODY  # type: ignore[attr-defined]
    assert MAX_ONE_FILE_BODY > MAX_FILE
