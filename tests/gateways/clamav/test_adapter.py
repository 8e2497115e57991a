"""The adapter against a daemon that speaks the protocol over a real socket, and misbehaves."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts.models import Account
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.core.scanner_address import Address, BadScannerAddress, parse_scanner
from tatadesa.files import previews, serving, storage
from tatadesa.files.actions.receive import receive
from tatadesa.files.limits import FileRefused
from tatadesa.files.models import StoredFile
from tatadesa.files.ports import Verdict
from tatadesa.files.queries import owned
from tatadesa.files.scanning import look_again
from tatadesa.gateways.clamav import adapter
from tatadesa.gateways.clamav.adapter import ClamAvScanner
from tatadesa.gateways.clamav.emulator import EICAR, make_server
from tatadesa.offices.models import Office
from tests.files import builders
from tests.files.conftest import folder, names_on_disk, office, siti
from tests.gateways.emulators import Running

__all__ = ["folder", "office", "siti"]


@pytest.fixture
def scanner(settings: Any) -> Iterator[Running]:
    server = make_server(0, 0)
    with Running(server) as running:
        settings.CLAMAV = f"tcp://127.0.0.1:{server.scanner.port}"
        yield running


def sent(content: bytes, name: str = "kk.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_clean_and_infected(scanner: Running) -> None:
    assert ClamAvScanner().is_ready()
    assert ClamAvScanner().scan(b"x" * 200_000) is Verdict.CLEAN
    assert ClamAvScanner().scan(b"a" * 70_000 + EICAR) is Verdict.INFECTED
    assert scanner.http.get("/scans").json() == {"seen": 2}


@pytest.mark.parametrize("kind", ["error", "limit", "garbage", "empty", "cut"])
def test_no_verdict_is_no_verdict(scanner: Running, kind: str) -> None:
    scanner.misbehave(kind)
    assert ClamAvScanner().scan(EICAR) is Verdict.UNAVAILABLE
    assert ClamAvScanner().scan(EICAR) is Verdict.INFECTED


def test_an_answer_letter_by_letter_is_an_answer(scanner: Running) -> None:
    scanner.misbehave("drip")
    assert ClamAvScanner().scan(b"x") is Verdict.CLEAN


def test_a_slow_one_is_given_up(scanner: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "_TIMEOUT_SECONDS", 0.2)
    scanner.misbehave("slow", seconds=2)
    begun = time.monotonic()
    assert ClamAvScanner().scan(b"x") is Verdict.UNAVAILABLE
    assert time.monotonic() - begun < 1.5


def test_nobody_there(settings: Any, tmp_path: Path) -> None:
    settings.CLAMAV = f"unix://{tmp_path / 'clamd.ctl'}"
    assert ClamAvScanner().scan(b"x") is Verdict.UNAVAILABLE
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMAV = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        assert ClamAvScanner().scan(b"x") is Verdict.UNAVAILABLE


def test_off_without_an_address(settings: Any, office: Office, siti: Account) -> None:
    settings.CLAMAV = ""
    assert not ClamAvScanner().is_ready()
    file = receive(office=office, owner=siti, upload=sent(builders.pdf()), upload_key=None)
    assert file.scan == StoredFile.Scan.OFF
    assert look_again() == 0


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("unix:///run/clamav/clamd.ctl", Address(path="/run/clamav/clamd.ctl")),
        ("tcp://10.0.0.5:3311", Address(host="10.0.0.5", port=3311)),
        ("tcp://clamav", Address(host="clamav", port=3310)),
    ],
)
def test_addresses(url: str, address: Address) -> None:
    assert parse_scanner(url) == address


@pytest.mark.parametrize("url", ["clamd", "http://x:1", "tcp://", "tcp://x:99999", "unix://run/x", "unix:", "tcp://[x"])
def test_addresses_that_cannot_be_used(url: str) -> None:
    with pytest.raises(BadScannerAddress):
        parse_scanner(url)


def test_a_virus_is_refused_and_nothing_is_kept(scanner: Running, office: Office, siti: Account, folder: Path) -> None:
    with pytest.raises(FileRefused, match="virus"):
        receive(office=office, owner=siti, upload=sent(builders.jpeg() + EICAR, "kk.jpg"), upload_key=None)
    assert names_on_disk(folder) == []
    assert not StoredFile.objects.exists()


def test_a_scanner_that_is_down_blocks_nobody(scanner: Running, office: Office, siti: Account) -> None:
    scanner.misbehave("cut", times=2)
    photo = receive(office=office, owner=siti, upload=sent(builders.jpeg(), "kk.jpg"), upload_key=None)
    paper = receive(office=office, owner=siti, upload=sent(builders.pdf()), upload_key=None)
    assert (photo.scan, paper.scan) == ("waiting", "waiting")
    assert serving.response(photo, download=False).status_code == 200
    with pytest.raises(Conflict):
        serving.response(paper, download=True)
    assert look_again() == 2
    for file in (photo, paper):
        file.refresh_from_db()
        assert file.scan == StoredFile.Scan.CLEAN
    assert serving.response(paper, download=True).content == storage.read(paper)


def test_still_down_it_waits_on(scanner: Running, office: Office, siti: Account) -> None:
    scanner.misbehave("cut", times=2)
    file = receive(office=office, owner=siti, upload=sent(builders.pdf()), upload_key=None)
    assert look_again() == 0
    file.refresh_from_db()
    assert file.scan == StoredFile.Scan.WAITING


@pytest.mark.django_db(transaction=True)
def test_found_later_its_bytes_go_and_the_form_asks_again(
    scanner: Running, office: Office, siti: Account, folder: Path
) -> None:
    scanner.misbehave("cut")
    file = receive(office=office, owner=siti, upload=sent(builders.jpeg(), "kk.jpg"), upload_key=None)
    previews.on_file_stored({"file_id": str(file.pk)})
    scanner.misbehave("infected")
    assert look_again() == 1
    file.refresh_from_db()
    assert (file.scan, file.state) == ("infected", "refused")
    assert names_on_disk(folder) == []
    assert owned(siti, [str(file.pk)]) == {}
    assert previews.page_image(file, 1) is None
    with pytest.raises(NotFound):
        serving.response(file, download=False)
