"""Rendering a letter: the first in a process, and warm."""

import statistics
import time

from bench.people import Cast
from bench.results import Results


def measure(results: Results, cast: Cast) -> None:
    """Milliseconds from the application to the bytes of the PDF, QR included."""
    from tatadesa.accounts.models import StaffMember
    from tatadesa.applications.models import Application
    from tatadesa.letters.preview import preview_pdf

    application = Application.objects.select_related("office", "version", "resident").get(pk=cast.sample_id)
    kades = StaffMember.objects.filter(office=application.office_id, roles__contains=["kades"])[0]
    times = []
    for _ in range(31):
        started = time.perf_counter()
        pdf = preview_pdf(kades, application)
        times.append((time.perf_counter() - started) * 1000)
    results.add("letter with QR, first in the process", times[0], "ms")
    results.add("letter with QR, warm", statistics.median(times[1:]), "ms", 60)
    results.add("letter size", len(pdf) / 1024, "KB", 80)
