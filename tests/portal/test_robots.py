"""What search engines are told."""

from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client


@pytest.fixture
def rules(client: Client, db: None) -> RobotFileParser:
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


@pytest.mark.parametrize("path", ["/", "/layanan/", "/layanan/surat-uji/", "/bantuan/", "/transparansi/33.02.07.2901/"])
def test_public_pages_are_open(rules: RobotFileParser, path: str) -> None:
    assert rules.can_fetch("*", path)


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/masuk/", "/instansi/", "/verifikasi/abc/", "/akun/", "/surat/", "/berkas/1/"]
)
def test_the_desk_and_what_is_personal_is_not(rules: RobotFileParser, path: str) -> None:
    assert not rules.can_fetch("*", path)
