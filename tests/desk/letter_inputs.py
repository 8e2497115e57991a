"""The inputs of the letter's form as a browser without JavaScript would send them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    """Collects the inputs of the form ``surat`` in the order of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._is_inside = False
        self._name = ""
        self._area: list[str] | None = None
        self._chosen: str | None = None
        self._first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("id") == "surat"
        if not self._is_inside:
            return
        name = given.get("name", "")
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self._add(name, given.get("value", ""))
        elif tag == "textarea":
            self._name, self._area = name, []
        elif tag == "select":
            self._name, self._chosen, self._first = name, None, None
        elif tag == "option":
            self._first = given["value"] if self._first is None else self._first
            self._chosen = given["value"] if "selected" in given else self._chosen

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "textarea" and self._area is not None:
            self._add(self._name, "".join(self._area))
            self._area = None
        elif tag == "select" and self._is_inside and self._name:
            self._add(self._name, self._chosen if self._chosen is not None else self._first or "")

    def _add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


def inputs_of(response: Any) -> dict[str, list[str]]:
    """Every input of the letter on the page, by name; no button is among them."""
    parser = _Form()
    parser.feed(response.content.decode())
    return parser.values
