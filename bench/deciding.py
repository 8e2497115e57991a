"""A hundred officers who approve at the same moment, each an application of their own, over HTTP."""

from __future__ import annotations

import http.client
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from urllib.parse import urlencode

from bench.people import Cast
from bench.results import Results

OFFICERS = 100
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class _Officer:
    """One officer's browser with the page of a taken application open."""

    port: int
    cookie: str
    number: str
    seen: int
    token: str = ""

    def look(self) -> None:
        """Open the page, as one does before one decides."""
        answer, body = self._send("GET", f"/desk/permohonan/{self.number}/", "")
        self.cookie += "; " + str(answer.headers["Set-Cookie"]).partition(";")[0]
        found = _TOKEN.search(body)
        if found is None:
            raise RuntimeError(f"no form on the page of {self.number}: {answer.status}")
        self.token = found[1]

    def approve(self) -> int:
        """The status of the answer."""
        form = {"csrfmiddlewaretoken": self.token, "seen": self.seen, "note": "", "unticked": "1"}
        answer, _ = self._send("POST", f"/desk/permohonan/{self.number}/setujui/", urlencode(form))
        return answer.status

    def _send(self, method: str, path: str, body: str) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Host": f"localhost:{self.port}", "Cookie": self.cookie}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{self.port}"}
        connection.request(method, path, body.encode() or None, headers)
        answer = connection.getresponse()
        return answer, answer.read().decode()


def measure(results: Results, cast: Cast, port: int) -> None:
    """How many of the decisions failed, and how long all of them took together."""
    with ThreadPoolExecutor(1) as pool:
        officers = pool.submit(_prepare, cast, port).result()
    for officer in officers:
        officer.look()
    barrier = Barrier(OFFICERS)

    def decide(officer: _Officer) -> int:
        barrier.wait(timeout=60)
        return officer.approve()

    started = time.perf_counter()
    with ThreadPoolExecutor(OFFICERS) as pool:
        statuses = list(pool.map(decide, officers))
    taken = time.perf_counter() - started
    results.add("100 officers decide at once: failures", sum(status != 302 for status in statuses), "decisions", 0)
    results.add("100 officers decide at once: all done after", taken, "s", 30)


def _prepare(cast: Cast, port: int) -> list[_Officer]:
    from bench.events import make_application

    return [_officer(place, make_application(cast)[0], port) for place in range(OFFICERS)]


def _officer(place: int, number: str, port: int) -> _Officer:
    from django.db import connection
    from django.test import Client

    from tatadesa.accounts.models import Account, StaffMember
    from tatadesa.applications.actions.take import take
    from tatadesa.applications.models import Application

    try:
        application = Application.objects.get(number=number)
        account = Account.objects.create(kind=Account.Kind.STAFF, login=f"bangku{place}")
        staff = StaffMember.objects.create(
            account=account,
            office_id=application.office_id,
            name=f"Petugas {place}",
            position="Operator",
            roles=["operator"],
        )
        seen = take(staff, number).event_count
        client = Client()
        client.force_login(account, backend="tatadesa.accounts.backend.AccountBackend")
        return _Officer(port, f"sesi={client.cookies['sesi'].value}", number, seen)
    finally:
        connection.close()
