"""The adapter against a mail server over real SMTP."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.provider import Account
from tatadesa.gateways.mail import adapter
from tatadesa.gateways.mail.adapter import MailSender, compose
from tatadesa.gateways.mail.emulator import EmulatorServer, make_server
from tatadesa.gateways.mail.smtp_service import SmtpServer
from tatadesa.notices.ports import Outcome, Outgoing, provider
from tests.gateways.certificates import self_signed, server_side
from tests.gateways.emulators import Running

ADDRESS = "siti.aminah@example.id"


def letter(title: str, text: str, to: str = ADDRESS) -> Outgoing:
    """As notices hand it in."""
    return Outgoing(to=to, key="k", title=title, text=text, link="", purpose="kode")


MAIL = letter("Kode TataDesa", "Kode Anda: 482913.\n.titik di depan\nTerima kasih")


@pytest.fixture
def post_office(settings: Any) -> Iterator[Running]:
    server = make_server(0, 0)
    with Running(server) as running:
        settings.SMTP_URL = f"smtp://127.0.0.1:{server.smtp.port}?tls=no"
        settings.MAIL_FROM = "Desa Karangsari <layanan@karangsari.desa.id>"
        yield running


def _arrived(post_office: Running) -> list[dict[str, Any]]:
    return post_office.http.get(f"/surat/{ADDRESS}").json()


def test_a_mail_arrives_as_it_was_written(post_office: Running) -> None:
    sent = MailSender().send(MAIL)
    [mail] = _arrived(post_office)
    assert mail["subject"] == "Kode TataDesa"
    assert mail["text"].splitlines() == ["Kode Anda: 482913.", ".titik di depan", "Terima kasih"]
    assert mail["sender"] == "layanan@karangsari.desa.id"
    assert mail["headers"]["From"] == "Desa Karangsari <layanan@karangsari.desa.id>"
    assert mail["headers"]["Auto-Submitted"] == "auto-generated"
    assert sent.outcome is Outcome.SENT
    assert sent.provider_id == mail["headers"]["Message-ID"]
    assert sent.provider_id.endswith("@karangsari.desa.id>")


def test_letters_of_any_language(post_office: Running) -> None:
    message = letter("Akun “aktif” ✓", "Sugeng rawuh — ꦱꦸꦒꦼꦁ " + "panjang " * 60)
    assert MailSender().send(message).outcome is Outcome.SENT
    [mail] = _arrived(post_office)
    assert mail["subject"] == message.title
    assert mail["text"].strip() == message.text.strip()


@pytest.mark.parametrize("kind", ["subject", "text"])
def test_nothing_written_becomes_a_header(post_office: Running, kind: str) -> None:
    evil = "Halo\r\nBcc: lain@example.id\r\n\r\nisi palsu"
    message = letter(evil if kind == "subject" else "Halo", evil)
    assert MailSender().send(message).outcome is Outcome.SENT
    [mail] = _arrived(post_office)
    assert "Bcc" not in mail["headers"]
    assert mail["recipients"] == [ADDRESS]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "siti",
        "siti@desa",
        "a@b.id\r\nRCPT TO:<c@d.id>",
        "a@b.id, c@d.id",
        "Siti <a@b.id>",
        "a..b@c.id",
        "ä@b.id",
        "a" * 250 + "@b.id",
    ],
)
def test_an_odd_address_is_refused_without_asking(post_office: Running, address: str) -> None:
    assert MailSender().send(letter("s", "t", address)).outcome is Outcome.REFUSED
    assert post_office.http.get("/surat").json() == []


@pytest.mark.parametrize(
    ("stage", "code", "outcome"),
    [
        ("rcpt", "550", Outcome.REFUSED),
        ("rcpt", "452", Outcome.RETRY),
        ("rcpt", "421", Outcome.RETRY),
        ("data", "554", Outcome.REFUSED),
        ("data", "451", Outcome.RETRY),
        ("mail", "550", Outcome.RETRY),
        ("mail", "451", Outcome.RETRY),
        ("connect", "421", Outcome.RETRY),
        ("connect", "554", Outcome.RETRY),
    ],
)
def test_permanent_and_passing_errors(post_office: Running, stage: str, code: str, outcome: Outcome) -> None:
    post_office.misbehave(stage, code=code)
    sent = MailSender().send(MAIL)
    assert sent.outcome is outcome
    assert code in sent.reason
    assert _arrived(post_office) == []
    assert MailSender().send(MAIL).outcome is Outcome.SENT


@pytest.mark.parametrize("kind", ["cut", "cut-data", "garbage"])
def test_a_broken_conversation_is_worth_another_try(post_office: Running, kind: str) -> None:
    post_office.misbehave(kind)
    assert MailSender().send(MAIL).outcome is Outcome.RETRY
    assert _arrived(post_office) == []


@pytest.mark.parametrize("kind", ["slow", "drip"])
def test_patience_ends(post_office: Running, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "_TIMEOUT_SECONDS", 0.4)
    monkeypatch.setattr(adapter, "_DEADLINE_SECONDS", 0.8)
    post_office.misbehave(kind, seconds=4)
    started = time.monotonic()
    assert MailSender().send(MAIL).outcome is Outcome.RETRY
    assert time.monotonic() - started < 2


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return self_signed(tmp_path)


@pytest.fixture
def guarded(certificate: Path, settings: Any, request: pytest.FixtureRequest) -> Iterator[SmtpServer]:
    """A server that wants TLS (``starttls`` or ``tls``) and a password."""
    smtp = SmtpServer(
        "127.0.0.1",
        0,
        credentials=("pos", "ra:ha@sia"),
        tls=server_side(certificate),
        is_implicit=request.param == "smtps",
    )
    settings.SMTP_URL = f"{request.param}://pos:ra%3Aha%40sia@localhost:{smtp.port}"
    settings.MAIL_FROM = "layanan@karangsari.desa.id"
    with Running(EmulatorServer("127.0.0.1", 0, smtp)):
        yield smtp


@pytest.mark.parametrize("guarded", ["smtp", "smtps"], indirect=True)
def test_encrypted_and_signed_in(guarded: SmtpServer, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert MailSender().send(MAIL).outcome is Outcome.SENT
    assert len(guarded.mailbox.mails()) == 1


@pytest.mark.parametrize("guarded", ["smtp", "smtps"], indirect=True)
def test_an_unknown_certificate_is_not_trusted(guarded: SmtpServer) -> None:
    sent = MailSender().send(MAIL)
    assert sent.outcome is Outcome.RETRY
    assert "TLS" in sent.reason
    assert guarded.mailbox.mails() == []


@pytest.mark.parametrize("guarded", ["smtp"], indirect=True)
def test_a_wrong_password_is_ours_to_put_right(
    guarded: SmtpServer, certificate: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    guarded.credentials = ("pos", "diganti")
    sent = MailSender().send(MAIL)
    assert sent.outcome is Outcome.RETRY
    assert "535" in sent.reason
    assert "535" in caplog.text
    assert "sia" not in caplog.text


def test_without_starttls_nothing_is_sent(post_office: Running, settings: Any) -> None:
    settings.SMTP_URL = settings.SMTP_URL.replace("?tls=no", "")
    sent = MailSender().send(MAIL)
    assert sent.outcome is Outcome.RETRY
    assert "STARTTLS" in sent.reason
    assert _arrived(post_office) == []


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://x:99999", "smtps://x?tls=no", "smtp://[::1"])
def test_a_wrong_setting_says_so(settings: Any, url: str) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = url, "a@b.id"
    sent = MailSender().send(MAIL)
    assert sent.outcome is Outcome.RETRY
    assert "TATADESA_SMTP_URL" in sent.reason
    settings.MAIL_FROM = "bukan alamat"
    assert "TATADESA_MAIL_FROM" in MailSender().send(MAIL).reason


def test_without_settings_it_is_not_offered(settings: Any) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = "smtp://localhost", ""
    nothing = Account({})
    assert not provider("mail").is_ready(nothing)
    assert provider("mail").send(nothing, MAIL).outcome is Outcome.REFUSED


def test_neither_address_nor_code_in_a_log(post_office: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = ""
    for stage, code in (("rcpt", "550"), ("mail", "550"), ("data", "554"), ("connect", "421")):
        post_office.misbehave(stage, code=code)
        said += MailSender().send(MAIL).reason
    said += caplog.text
    assert "550" in said
    assert ADDRESS not in said
    assert "482913" not in said


@given(subject=st.text(max_size=80), text=st.text(max_size=200))
def test_any_words_make_a_mail(subject: str, text: str) -> None:
    message = letter(subject, text)
    raw = compose(message, "Desa <a@b.id>").as_bytes()
    head = raw.split(b"\r\n\r\n", 1)[0]
    assert sorted(line.split(b":")[0] for line in head.split(b"\r\n") if not line.startswith(b" ")) == sorted(
        [b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"MIME-Version", b"Content-Type",
         b"Content-Transfer-Encoding"]
    )  # fmt: skip


def test_the_page_shows_mails_and_escapes_them(post_office: Running) -> None:
    MailSender().send(letter("<b>Kode</b>", "<script>"))
    page = post_office.http.get("/").text
    assert "&lt;b&gt;Kode" in page
    assert "<script>" not in page
    post_office.misbehave("cut", times=5)
    assert post_office.http.post("/control/behave").status_code == 200
    assert MailSender().send(MAIL).outcome is Outcome.SENT
