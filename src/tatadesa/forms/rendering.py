"""Fields as HTML that works without JavaScript, with label, help and error tied to each input."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.template.loader import get_template
from markupsafe import Markup

from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, Schema
from tatadesa.forms.registry import is_required, kind_of


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field on a page. ``anchor`` is the id of its first input, for links from an error summary."""

    id: str
    kind: str
    label: str
    help: str
    error: str
    section: str
    required: bool
    takes_answer: bool
    prefilled: bool
    autocomplete: str
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The id of the first input."""
        return f"isian-{self.id}"

    @property
    def described_by(self) -> str:
        """Ids of the help and the error, for ``aria-describedby``."""
        parts = {"salah": self.error, "bantuan": self.help, "asal": self.prefilled}
        return " ".join(f"{self.anchor}-{name}" for name, there in parts.items() if there)

    def html(self) -> Markup:
        """The whole field; everything people wrote is escaped."""
        rendered = get_template(f"forms/kinds/{self.kind}.html").render({"field": self, **self.context})
        return Markup(rendered)  # noqa: S704 - Jinja escaped it


def fields(
    schema: Schema,
    raw: Mapping[str, Any],
    errors: Mapping[str, str],
    prefilled: Mapping[str, str],
    files: Mapping[str, FileInfo],
    opened: Collection[str] | None = None,
    *,
    today: date | None = None,
    on_paper: Collection[str] | None = None,
) -> list[FieldView]:
    """The fields in order; with ``opened`` only these.

    A field not yet in ``raw`` (typed, or kept values) starts with ``prefilled``. ``files`` are the person's
    own, by id: others are not shown. With ``today`` (the office's date) date inputs carry their bounds. With
    ``on_paper`` (at the counter) file fields also offer to tick that the paper was seen.
    """
    shown = [entry for entry in schema["fields"] if opened is None or entry["id"] in opened]
    views = [_view(entry, raw, errors, prefilled, files, today) for entry in shown]
    if on_paper is None:
        return views
    return [replace(view, context={**view.context, "paper": view.id in on_paper}) for view in views]


def _view(
    entry: Field,
    raw: Mapping[str, Any],
    errors: Mapping[str, str],
    prefilled: Mapping[str, str],
    files: Mapping[str, FileInfo],
    today: date | None,
) -> FieldView:
    name, kind = entry["id"], kind_of(entry)
    known = prefilled.get(name, "")
    value = raw.get(name, known)
    hints = (entry.get("help", ""), kind.hint(entry))
    return FieldView(
        id=name,
        kind=kind.name,
        label=entry["label"],
        help=" ".join(hint for hint in hints if hint),
        error=errors.get(name, ""),
        section=entry.get("section", ""),
        required=is_required(entry),
        takes_answer=kind.takes_answer,
        prefilled=bool(known) and value == known,
        autocomplete=entry.get("autocomplete", kind.autocomplete),
        context=kind.view(entry, value, files, today),
    )
