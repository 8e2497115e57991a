"""Drafts of people whose service got a new version while they were filling in.

Opened again, a draft moves over with what still fits; it is written down with the next save. A page that was made from
the version before is still taken as it is, so nobody loses what stands on the screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tatadesa.applications import answers
from tatadesa.applications.answers import Form
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import now
from tatadesa.forms.lookups import NOBODY
from tatadesa.forms.moving_over import move_over

_STILL_TAKEN = timedelta(days=14)
"""How long after its successor a version is taken from pages still open, or waiting on a phone for the network."""
_MOST_NAMED = 6


@dataclass(frozen=True)
class MovedDraft:
    """The form of the newer version, the answers that still fit, and what to tell the person."""

    form: Form
    answers: dict[str, Any]
    words: str


def move_draft(form: Form, raw: Mapping[str, Any]) -> MovedDraft | None:
    """``raw`` answers of a begun ``form`` in the version that is published now; None when it is that one already."""
    version = form.version
    current = version.service.current if version.service.current_id != version.pk else None
    if current is None or form.application is not None:
        return None
    current.service = version.service
    newer = replace(form, version=current)
    # Nobody is looked up for this: whoever is named is checked when the form is sent.
    context = replace(answers.context_of(newer, raw), people=NOBODY)
    moved = move_over(version.form, current.form, raw, context)
    return MovedDraft(newer, moved.answers, _words(moved.lost, moved.new))


def version_sent(version: ServiceVersion, number: str) -> ServiceVersion:
    """The version that a posted page was made from, by its ``number``; ``version`` when that one is too old or none."""
    if not number.isdecimal() or len(number) > 6 or int(number) == version.number:
        return version
    published = ServiceVersion.objects.filter(service=version.service_id, published_at__isnull=False)
    found = published.filter(number=int(number)).first()
    if found is None:
        return version
    after = published.filter(number__gt=found.number).order_by("number").values_list("published_at", flat=True).first()
    if after is not None and after < now() - _STILL_TAKEN:
        return version
    found.service, found.office = version.service, version.office
    return found


def _words(lost: list[str], new: list[str]) -> str:
    said = ["Formulir layanan ini sudah diperbarui. Jawaban Anda yang masih cocok tetap terisi."]
    if lost:
        said.append(f"Isi lagi bila masih ditanyakan: {_named(lost)}.")
    if new:
        said.append(f"Pertanyaan baru: {_named(new)}.")
    return " ".join(said)


def _named(labels: list[str]) -> str:
    shown = ", ".join(f"“{label.strip().rstrip('.:')}”" for label in labels[:_MOST_NAMED])
    rest = len(labels) - _MOST_NAMED
    return f"{shown}, dan {rest} lagi" if rest > 0 else shown
