"""``tatadesa emulator``: each alone and all together, reached as any program would."""

import smtplib
from pathlib import Path

import httpx
import pytest

from tatadesa.config.processes import emulators
from tests.config.processes_support import free_port, running, until


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    except httpx.HTTPError:
        return False


@pytest.mark.parametrize("name", ["push", "whatsapp", "dukcapil", "bsre", "opendk"])
def test_one_alone(name: str) -> None:
    port = free_port()
    with running("emulator", name, "--port", str(port)):
        assert until(lambda: _answers(port))
        assert "Emulator" in httpx.get(f"http://127.0.0.1:{port}/").text


def test_mail_has_a_port_for_mails_and_one_for_people() -> None:
    port, page = free_port(), free_port()
    with running("emulator", "mail", "--port", str(port), "--page-port", str(page)):
        assert until(lambda: _answers(page))
        with smtplib.SMTP("127.0.0.1", port, local_hostname="uji.example") as sender:
            sender.sendmail("a@b.id", ["c@d.id"], "Subject: Halo\r\n\r\nIsi\r\n")
        [mail] = httpx.get(f"http://127.0.0.1:{page}/surat").json()
        assert (mail["subject"], mail["recipients"]) == ("Halo", ["c@d.id"])


def test_all_together(tmp_path: Path) -> None:
    ports = {name: free_port() for name in (*emulators.NAMES, "smtp")}
    options = [word for name, port in ports.items() for word in (f"--{name}", str(port))]
    with running("emulator", "all", *options, TATADESA_DATA=str(tmp_path)) as process:
        assert until(lambda: all(_answers(port) for name, port in ports.items() if name != "smtp"))
        with smtplib.SMTP("127.0.0.1", ports["smtp"], local_hostname="uji.example") as sender:
            assert sender.noop()[0] == 250
    assert process.poll() is not None
