"""What the tests of the pages share: reading a page as a person would, and officers' acts that bring a state about."""

import re
import uuid
from html import unescape
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.core.clock import now
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.models import Letter
from tests.people import World, sent

MAX_QUERIES = 8
FORM = "/layanan/surat-uji/isi/"


def text(response: HttpResponse) -> str:
    """The words on the page, without tags and repeated blanks."""
    page = re.sub(r"(?s)<(script|style|title).*?</\1>|<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(page))


def typed(**changes: Any) -> dict[str, Any]:
    """Right answers to the test form as a browser sends them, but for the file."""
    right = {
        "kunci": str(uuid.uuid4()),
        "nama": "SITI AMINAH",
        "keperluan": "Mendaftar sekolah anak",
        "jumlah": "2",
        "sejak": "2020-01-31",
        "peruntukan": "sekolah",
    }
    return {**right, **changes}


def queries(client: Client, path: str) -> int:
    """How many queries the page at ``path`` takes."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return len(captured)


def live_part(client: Client, path: str) -> tuple[str, str]:
    """What the live part of the page at ``path`` is known by, and the part itself."""
    page = client.get(path).content.decode()
    assert 'id="keterangan-langsung"' in page, "a place where the change is told"
    part = page.split(f'data-live="{path}"')[1].split("\n</div>\n")[0]
    return part.split('data-version="')[1].split('"')[0], part


def read_all(client: Client, path: str, row: str) -> list[str]:
    """What the pattern ``row`` finds on all pages of a list, following "Muat lebih banyak"."""
    seen: list[str] = []
    address = path
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(row, page)
        further = re.search(rf'href="({path}\?sesudah=[^"]+)"', page)
        address = further[1] if further else ""
    return seen


def multiply(application: Application, times: int) -> None:
    """Copies of an application with their steps: what a list reads does not depend on how they came about."""
    steps = list(application.steps.all())
    for position in range(times):
        copy = Application.objects.get(pk=application.pk)
        fresh = Application(number=f"26-COPY-{position:04d}")
        copy.pk, copy.number, copy.draft_key, copy.submitted_at = fresh.pk, fresh.number, fresh.pk, now()
        copy.save(force_insert=True)
        for step in steps:
            step.pk, step.application = uuid.uuid4(), copy
            step.save(force_insert=True)


def taken(world: World) -> Application:
    """An application of Siti that an officer is checking."""
    return take(world.operator, sent(world.siti, world.version).number)


def returned(world: World, fields: tuple[str, ...] = ("keperluan",)) -> Application:
    """An application of Siti that came back to her."""
    application = taken(world)
    return return_for_correction(
        world.operator,
        application.number,
        seen=application.event_count,
        fields=list(fields),
        message="Sebut nama sekolahnya.",
    )


def issued(world: World) -> Letter:
    """Siti's letter."""
    application = taken(world)
    application = approve(world.operator, application.number, seen=application.event_count)
    return issue(world.kades, application.number, seen=application.event_count)
