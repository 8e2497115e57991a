"""One field as HTML that works without JavaScript, with label, help and error tied to each input."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.template.loader import get_template
from jinja2 import Template
from markupsafe import Markup

# The animation of ``waiting`` hides it for the moment until the script does (base styles of both faces).
_CONDITIONAL = Markup(
    '<div class="asked-if{look}" data-asked="{id}"><p class="help when" id="{anchor}-kapan">{words}</p>{field}</div>'
)


@lru_cache(maxsize=64)
def _template(kind: str) -> Template:
    """The kind's template itself: Django would look it up and wrap it anew for every field."""
    template: Template = get_template(f"forms/kinds/{kind}.html").template  # type: ignore[attr-defined]
    return template


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
    condition_words: str = ""
    """When it is to be filled in; empty when always."""
    is_locked: bool = False
    """The register's word holds; a person cannot change it here."""
    is_conditional: bool = False
    """Whether it comes and goes with other answers."""
    hidden_now: bool = False
    """Whether the answers so far do not ask for it."""

    @property
    def anchor(self) -> str:
        """The id of the first input."""
        return f"isian-{self.id}"

    @property
    def wrong_anchor(self) -> str:
        """The id of the first input at fault, where a composite answer says which; else of the first one."""
        anchors = self.context.get("part_anchors", {})
        return next((anchors[part] for part in self.context.get("part_errors", {}) if part in anchors), self.anchor)

    @property
    def described_by(self) -> str:
        """Ids of the help and the error, for ``aria-describedby``."""
        parts = {"salah": self.error, "kapan": self.condition_words, "bantuan": self.help, "asal": self.prefilled}
        return " ".join(f"{self.anchor}-{name}" for name, there in parts.items() if there)

    def with_error(self, words: str) -> "FieldView":
        """The same field with this error."""
        return replace(self, error=words)

    def html(self) -> Markup:
        """The whole field; everything people wrote is escaped.

        A conditional one says when to fill it in, for browsers without our script; ``rules.js`` shows and hides it.
        """
        name = "_locked" if "locked_lines" in self.context else self.kind
        rendered = Markup(_template(name).render({"field": self, **self.context}))  # noqa: S704 - Jinja escaped it
        if not self.condition_words:
            return rendered
        return _CONDITIONAL.format(
            look=" waiting" if self.hidden_now else "",
            id=self.id if self.is_conditional else "",
            anchor=self.anchor,
            words=self.condition_words,
            field=rendered,
        )
