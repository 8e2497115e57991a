"""The report of satisfaction as a PDF to publish or to hand in."""

from __future__ import annotations

from dataclasses import asdict

from tatadesa.core.clock import local, now
from tatadesa.core.text import moment_words
from tatadesa.feedback.ikm import decimal_words
from tatadesa.feedback.report import FEWEST, ElementRow, Report, ServiceRow
from tatadesa.letters import typeset
from tatadesa.letters.compose import letterhead
from tatadesa.letters.glyphs import printable
from tatadesa.offices.models import Office

_HIDDEN = f"kurang dari {FEWEST}"


def paper(report: Report, office: Office) -> bytes:
    """``report`` of ``office`` on its own paper, tagged. Remarks stay in the office: they are not for publishing."""
    moment = now()
    data = {
        "title": "Laporan Survei Kepuasan Masyarakat",
        "author": printable(office.full_name),
        "paper": office.paper,
        "letterhead": asdict(letterhead(office)),
        "period": report.period.label,
        "service": printable(report.service.name) if report.service is not None else "Semua layanan",
        "facts": _facts(report),
        "elements": [_element(row) for row in report.elements],
        "weakest": [printable(f"{row.element.code} {row.element.name}") for row in report.weakest[:3]],
        "profile": [[title, [(label, str(n)) for label, n in rows]] for title, rows in report.profile],
        "services": [_service(row) for row in report.services] if report.service is None else [],
        "footer": printable(f"{office.full_name} · dibuat {moment_words(moment, office.timezone)}"),
    }
    return typeset.satisfaction_pdf(data, local(moment, office.timezone))


def _facts(report: Report) -> list[tuple[str, str]]:
    facts = [("Periode", f"{report.period.label} ({report.period.words})"), ("Responden", str(report.n))]
    if report.people:
        facts.append(("Permohonan selesai", f"{report.people} (contoh yang cukup: {report.wanted} responden)"))
    if report.result is None:
        return [*facts, ("IKM", f"Belum ada data: responden {_HIDDEN}")]
    return [
        *facts,
        ("IKM", decimal_words(report.result.index)),
        ("Mutu pelayanan", f"{report.result.grade} ({report.result.words})"),
    ]


def _element(row: ElementRow) -> list[str]:
    result = row.result
    return [
        row.element.code,
        row.element.name,
        decimal_words(result.nrr),
        decimal_words(result.index),
        f"{result.grade} ({result.words})",
    ]


def _service(row: ServiceRow) -> list[str]:
    if row.result is None:
        return [printable(row.name), str(row.n), "-", "-"]
    grade = f"{row.result.grade} ({row.result.words})"
    return [printable(row.name), str(row.n), decimal_words(row.result.index), grade]
