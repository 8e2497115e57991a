"""How long somebody who types slowly would need for a journey: what a browser saw, times what each thing takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Frame, Page

CHARACTERS_PER_SECOND = 1.5
SECONDS_PER_CLICK = 4
SECONDS_PER_PAGE = 20

# Clicks on a label come again from its field; only what can be pressed counts. Passwords never leave the page, only
# their length does.
_WATCH = """
(() => {
  const press = 'a, button, summary, select, input[type=checkbox], input[type=radio]';
  document.addEventListener('click', event => {
    if (event.target.closest && event.target.closest(press)) window.slowTypist('click', 1);
  }, true);
  document.addEventListener('change', event => {
    const field = event.target;
    if (field.matches('input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea'))
      window.slowTypist('typed', field.value.length);
  }, true);
})();
"""


@dataclass
class SlowTypist:
    """Counts of one page from ``watch`` on."""

    pages: int = 0
    clicks: int = 0
    fields: int = 0
    characters: int = 0

    def watch(self, page: Page) -> None:
        """Count what happens on ``page`` from now on."""
        page.expose_function("slowTypist", self._note)
        page.add_init_script(_WATCH)
        page.on("framenavigated", lambda frame: self._see(page, frame))

    @property
    def seconds(self) -> float:
        """All of it."""
        typing = self.characters / CHARACTERS_PER_SECOND
        return typing + self.clicks * SECONDS_PER_CLICK + self.pages * SECONDS_PER_PAGE

    def words(self) -> str:
        """For the log of a test."""
        return (
            f"{self.pages} pages, {self.clicks} clicks, {self.fields} fields, {self.characters} characters: "
            f"{self.seconds / 60:.1f} minutes of a slow typist"
        )

    def _see(self, page: Page, frame: Frame) -> None:
        if frame == page.main_frame:
            self.pages += 1

    def _note(self, what: str, many: Any) -> None:
        if what == "click":
            self.clicks += 1
        else:
            self.fields += 1
            self.characters += int(many)
