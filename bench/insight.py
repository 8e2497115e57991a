"""Figures counted from 200,000 applications: the dashboard, 400 villages side by side, the public page."""

from __future__ import annotations

import http.client
import statistics
import time
from datetime import timedelta
from typing import Any

from bench.people import Cast
from bench.results import Results
from bench.seed import give_to

VILLAGES, EACH = 400, 50
_ROUNDS = 15


def last_days(days: int, page: str = "") -> str:
    """The address of the dashboard about the last ``days`` days, today included."""
    from tatadesa.core.clock import office_today

    today = office_today("Asia/Jakarta")
    return f"/desk/dasbor/{page}?dari={today - timedelta(days=days - 1)}&sampai={today}"


def measure(results: Results, cast: Cast, port: int) -> None:
    """Median milliseconds at the server, over HTTP, one request after the other."""
    year, public = last_days(365), f"/transparansi/{_home().code}/"
    anew = {path: _median(port, path, cast.staff_cookie) for path in (year, public)}
    _keep_months()
    results.add("dashboard, 30 days at 200,000: median", _median(port, last_days(30), cast.staff_cookie), "ms", 300)
    for words, path in (("dashboard, a year", year), ("public page, a year", public)):
        median = _median(port, path, cast.staff_cookie)
        results.add(f"{words} at 200,000: median", median, "ms", 300)
        results.add(f"{words} at 200,000: kept months against counting all", median / anew[path], "x")
    results.add("dashboard: queries", cast.queries(cast.staff, last_days(30)), "queries", 14)
    results.add("public page: size", len(cast.citizen.get(public).content) / 1024, "KB", 60)
    above = _above_many_villages()
    cookie = f"sesi={above.cookies['sesi'].value}"
    path = last_days(30, "desa/")
    results.add(f"{VILLAGES} villages side by side: median", _median(port, path, cookie), "ms", 300)
    results.add(f"{VILLAGES} villages side by side: queries", cast.queries(above, path), "queries", 8)


def _keep_months() -> None:
    """As the hourly job does."""
    from tatadesa.insight.months import keep_months

    keep_months()


def _median(port: int, path: str, cookie: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for _ in range(_ROUNDS + 2):
        started = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    connection.close()
    return statistics.median(times[2:])


def _home() -> Any:
    from tatadesa.offices.models import Office

    return Office.objects.filter(kind=Office.Kind.DESA).order_by("code")[0]


def _above_many_villages() -> Any:
    """The browser of the kecamatan, with as many villages below it as a large regency has."""
    from django.test import Client

    from tatadesa.accounts.models import StaffMember
    from tatadesa.offices.models import Office

    home = _home()
    codes = [f"33.02.98.{2000 + number}" for number in range(VILLAGES)]
    made = Office.objects.bulk_create(
        Office(code=code, kind=home.kind, name=f"Ukur {code[-4:]}", region_id=home.region_id, number_code="U")
        for code in codes
    )
    give_to([str(office.pk) for office in made], EACH)
    officer = StaffMember.objects.filter(office__kind=Office.Kind.KECAMATAN)[0]
    client = Client()
    client.force_login(officer.account, backend="tatadesa.accounts.backend.AccountBackend")
    return client
