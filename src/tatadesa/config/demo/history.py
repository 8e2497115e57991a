"""The weeks before the demo began: applications of the counter, filed and answered on days of their own.

So that figures have something to count. Everything is done by the actions, with the clock set to the moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.save_counter_draft import save_counter_draft
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.drafts import Content
from tatadesa.applications.models import Application
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.queries import service_of
from tatadesa.config.demo.journey import ENDINGS, Desk
from tatadesa.core.clock import office_today, pretend
from tatadesa.core.ids import uuid7
from tatadesa.forms.prefill import prefill
from tatadesa.forms.registry import kind_of
from tatadesa.letters.actions.issue import issue
from tatadesa.offices.models import Office
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import register_data

_SEED = 2026
_WEEKS = 7
# The last of them are answered before today, however slow.
_LAST_DAYS = 9
_REFUSED_EVERY = 11
# Hours until the papers were checked, and from there to the signature; the slow ones come after the promise.
_PACE = ((1, 2), (2, 3), (1, 20), (3, 22), (2, 2), (20, 5), (1, 1), (4, 24), (26, 70), (2, 4), (1, 3))
_ANSWERS: dict[str, dict[str, str]] = {
    "domisili": {"tinggal_sejak": "2015-03-01", "status_tempat": "milik_sendiri", "keperluan": "Membuka rekening bank"},
    "sktm": {
        "peruntukan": "layanan_kesehatan",
        "keperluan": "Berobat ke rumah sakit",
        "jumlah_tanggungan": "2",
        "penghasilan_bulanan": "800000",
        "pernyataan": "ya",
    },
    "pengantar-umum": {
        "judul": "Surat Pengantar Pembuatan SIM",
        "instansi_tujuan": "Kantor Satpas",
        "keperluan": "Membuat SIM C",
    },
}


@dataclass(frozen=True)
class _Village:
    """Whose past, how many applications in it, and how much slower than at the home village they were answered."""

    operator: str
    head: str
    count: int
    slower: int = 1


_VILLAGES = (
    _Village("operator", "kades", 24),
    _Village("operator2", "kades2", 7, slower=2),
    _Village("operator3", "kades3", 5),
)


def live_through_the_past(staff: Mapping[str, StaffMember]) -> None:
    """File and answer the applications of the last weeks in all villages; ``staff`` by user name."""
    for village in _VILLAGES:
        operator, head = staff[village.operator], staff[village.head]
        desk = Desk(operator, staff["kasi"] if village.operator == "operator" else operator, head, head, staff)
        _live(desk, village)


def _live(desk: Desk, village: _Village) -> None:
    random, office = Random(f"{_SEED} {village.operator}"), desk.operator.office
    versions = [service_of(office, slug).version for slug in _ANSWERS]
    days = sorted(random.choices(_working_days(office), k=village.count))
    for place, (day, resident) in enumerate(zip(days, _people(office, village.count), strict=True)):
        sent = datetime.combine(day, time(8, 5 + 7 * place % 50), ZoneInfo(office.timezone)) + timedelta(
            hours=random.randrange(5)
        )
        checking, signing = _PACE[place % len(_PACE)]
        checked = sent + timedelta(hours=checking * village.slower)
        with pretend(sent):
            application = _file(desk.operator, resident, versions[place % len(versions)])
        with pretend(checked):
            is_refused = place % _REFUSED_EVERY == _REFUSED_EVERY - 1
            ENDINGS["rejected" if is_refused else "approved"](desk, desk.operator.account, application)
        if not is_refused:
            with pretend(checked + timedelta(hours=signing * village.slower)):
                issue(desk.kades, application.number, seen=desk.see(application))


def _file(operator: StaffMember, resident: Resident, version: ServiceVersion) -> Application:
    known = prefill(version.form, register_data(resident), office_today(resident.office.timezone))
    shown = [entry["id"] for entry in version.form["fields"] if kind_of(entry).keeps_files and entry.get("required")]
    answers: dict[str, Any] = {**known, **_ANSWERS[version.service.slug]}
    key = uuid7()
    save_counter_draft(operator, resident.pk, version, key, Content(answers, complete=True, on_paper=shown))
    return submit_at_counter(operator, key)


def _working_days(office: Office) -> Sequence[date]:
    last = office_today(office.timezone) - timedelta(days=_LAST_DAYS)
    days = (last - timedelta(days=back) for back in range(7 * _WEEKS))
    return [day for day in days if day.weekday() < 5]


def _people(office: Office, count: int) -> Sequence[Resident]:
    """Adults without an account, who come to the office."""
    grown = office_today(office.timezone) - timedelta(days=365 * 25)
    found = Resident.objects.filter(office=office, account=None, base_status=codes.ALIVE, birth_date__lte=grown)
    return list(found.select_related("family", "office").order_by("birth_place", "nik")[:count])
