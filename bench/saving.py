"""What a phone sends while a form is filled in: the autosave, and a piece of a file."""

from __future__ import annotations

import http.client
import json
import re
import statistics
import time
import uuid

from bench.people import Cast
from bench.results import Results

_ROUNDS = 60
_PIECE = 256 * 1024
_BOUNDARY = "batas-bagian"


def measure(results: Results, cast: Cast, port: int) -> None:
    """Median milliseconds at the server, over HTTP, as the browser sends it."""
    phone = _Phone(cast, port)
    results.add("autosave", phone.saves(f"/layanan/{cast.service}/isi/"), "ms", 15)
    results.add("a piece of a file, 256 KB", phone.pieces(), "ms")


class _Phone:
    """One connection with the citizen's session and a token."""

    def __init__(self, cast: Cast, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookie = cast.citizen_cookie
        answer = self._send("GET", "/luring/akun/", b"", {})
        self.cookie += "; " + str(answer.headers["Set-Cookie"]).partition(";")[0]
        self.token = json.loads(self.body)["token"]

    def saves(self, form: str) -> float:
        """The same form again and again with one word more, as somebody types."""
        self._send("GET", form, b"", {})
        inside = self.body.decode().split("data-fill", 1)[1].split("</form>", 1)[0]
        names = set(re.findall(r'name="([a-z][a-z0-9_]*)"', inside)) - {"untuk", "semula", "aksi"}
        entries = {name: "" for name in names if not name.endswith("__berkas")}
        entries |= {"csrfmiddlewaretoken": self.token, "kunci": str(uuid.uuid4()), "aksi": "simpan"}
        written = re.findall(r'<textarea [^>]*name="(\w+)"', inside)[0]
        sheet = uuid.uuid4()
        headers = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}", "Accept": "application/json"}
        times = []
        for round_ in range(_ROUNDS + 5):
            words = "Untuk keperluan " * (1 + round_ % 15)
            body = _multipart({**entries, "simpan_ke": f"{sheet} {round_ + 1}", written: words})
            started = time.perf_counter()
            answer = self._send("POST", form, body, headers)
            times.append(time.perf_counter() - started)
            if answer.status != 200:
                raise RuntimeError(f"autosave answered {answer.status}: {self.body[:200]!r}")
        return statistics.median(times[5:]) * 1000

    def pieces(self) -> float:
        """Pieces of uploads that are given up before the last one, so that no file is checked."""
        tus = {"Tus-Resumable": "1.0.0", "X-CSRFToken": self.token}
        times = []
        for _ in range(3):
            begun = self._send("POST", "/unggah/tus/", b"", {**tus, "Upload-Length": str(8 * 1024 * 1024)})
            place = str(begun.headers["Location"])
            for number in range(20):
                headers = {
                    **tus,
                    "Upload-Offset": str(number * _PIECE),
                    "Content-Type": "application/offset+octet-stream",
                }
                started = time.perf_counter()
                answer = self._send("PATCH", place, b"x" * _PIECE, headers)
                times.append(time.perf_counter() - started)
                if answer.status != 204:
                    raise RuntimeError(f"a piece answered {answer.status}")
            self._send("DELETE", place, b"", tus)
        return statistics.median(times) * 1000

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> http.client.HTTPResponse:
        self.connection.request(method, path, body, {"Cookie": self.cookie, **headers})
        answer = self.connection.getresponse()
        self.body = answer.read()
        return answer


def _multipart(entries: dict[str, str]) -> bytes:
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in entries.items()
    ]
    return ("".join(parts) + f"--{_BOUNDARY}--\r\n").encode()
