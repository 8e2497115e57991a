"""A long form against a page with hardly one, and what a phone fetches to check it."""

import gzip
from pathlib import Path
from typing import Any

from bench.load import interleaved
from bench.people import Cast
from bench.results import Results

_KINDS = (
    "short_text", "long_text", "number", "money", "date", "time", "choice", "phone", "nik", "file", "heading", "note"
)  # fmt: skip
_CHOICES = [{"key": "sekolah", "label": "Sekolah"}, {"key": "kerja", "label": "Kerja"}]
_IS_SCHOOL = {"of": "jawaban.isian_6", "op": "is", "to": "sekolah"}
MODULES = ("rules.js", "check.js", "clean.js", "composite.js", "logic.js")


def measure(results: Results, cast: Cast, port: int) -> None:
    """Sixty fields of every simple kind, a quarter of them conditional, against a form of one question."""
    long, bare = publish(cast, "bench-60", _sixty()), publish(cast, "bench-1", _sixty()[:1])
    cookie = cast.citizen_cookie
    times = interleaved(port, {"long": (long, cookie), "bare": (bare, cookie)})
    results.add("form of 60 fields", times["long"], "ms")
    results.add("form of 60 fields: against the bare page", times["long"] / times["bare"], "x", 4)
    results.add("form of 60 fields: queries", cast.queries(cast.citizen, long), "queries", 8)
    import tatadesa.forms

    static = Path(tatadesa.forms.__file__).parent / "static" / "forms"
    size = sum(len(gzip.compress((static / name).read_bytes())) for name in MODULES)
    results.add("rules of a form in the browser: compressed", size / 1024, "KB", 13)


def _sixty() -> list[dict[str, Any]]:
    fields = []
    for position in range(60):
        kind = _KINDS[position % len(_KINDS)]
        field: dict[str, Any] = {"id": f"isian_{position}", "kind": kind, "label": f"Pertanyaan ke-{position + 1}"}
        if kind == "choice":
            field["choices"] = _CHOICES
        if position > len(_KINDS) and position % 4 == 0:
            field["show_if"] = _IS_SCHOOL
        fields.append({**field, "help": "Tulis seperti di KTP atau KK."})
    return fields


def publish(cast: Cast, slug: str, fields: list[dict[str, Any]]) -> str:
    """The address of a form of these fields, at the citizen's village."""
    from tatadesa.applications.models import Application
    from tatadesa.catalogue.models import Service, ServiceVersion
    from tatadesa.core.clock import now
    from tatadesa.forms.schema import check_schema

    form = {"fields": fields}
    check_schema(form)
    sample = Application.objects.select_related("office", "version").get(pk=cast.sample_id)
    service = Service.objects.create(office=sample.office, slug=slug, category="Umum")
    like = sample.version
    service.current = ServiceVersion.objects.create(
        office=sample.office,
        service=service,
        number=1,
        name=f"Formulir {len(fields)} isian",
        form=form,
        requirements=[],
        workflow=like.workflow,
        letter=like.letter,
        standard=like.standard,
        published_at=now(),
    )
    service.save()
    return f"/layanan/{slug}/isi/"
