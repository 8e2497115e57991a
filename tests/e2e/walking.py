"""Walks through pages as those do who have no mouse, enlarge everything, or listen: see walking.js."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Locator, Page

SCRIPT = Path(__file__).with_name("walking.js").read_text()
# 1280 px at 200 % and at 400 % (WCAG 1.4.4 and 1.4.10), and a small phone with a reader's own spacing (1.4.12).
ENLARGED = (({"width": 640, "height": 400}, False), ({"width": 320, "height": 256}, False))
SPACED = (({"width": 360, "height": 740}, True),)
MANY = 120
# On the browser's own choice of a file.
BROWSERS_OWN = {"choose file", "choose files"}
CONTROLS = ("button", "link", "checkbox", "radio", "tab", "menuitem", "DisclosureTriangle")


def pages(page: Page, base: str, *starts: str, each: int = 1) -> Iterator[str]:
    """Open one page after the other that links lead to, ``each`` times per kind of page, and give its path."""
    waiting, seen, opened = list(starts), set(starts), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kind = _kind(path)
        if kind is None or opened[kind] >= each:
            continue
        opened[kind] += 1
        try:
            answer = page.goto(base + path)
        except Error:  # a file to download
            continue
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            continue
        page.evaluate(SCRIPT)
        yield path
        for link in page.eval_on_selector_all("a[href]:not([download])", "all => all.map(one => one.href)"):
            target = link.split("#")[0].removeprefix(base)
            if target.startswith("/") and target not in seen:
                seen.add(target)
                waiting.append(target)


def _kind(path: str) -> str | None:
    """Which page a path is for; None for a file, whose frame is the browser's own."""
    if re.search(r"\.[a-z]+$", path.split("?", maxsplit=1)[0]):
        return None
    try:
        return resolve(path.split("?", maxsplit=1)[0]).view_name
    except Resolver404:
        return None


def stumbles(page: Page) -> list[str]:
    """What is in the way on the page that is open: structure, targets, enlarged, with wider spacing."""
    found: list[str] = [*page.evaluate("walking.structure()")]
    for size, spaced in (*ENLARGED, *SPACED):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.evaluate("on => walking.space(on)", spaced)
        found += [f"{size['width']} px{' spaced' if spaced else ''}: {one}" for one in page.evaluate("walking.fits()")]
    page.evaluate("walking.space(false)")
    found += page.evaluate("walking.targets()")
    return found


def misnamed(page: Page) -> list[str]:
    """Controls that are called something else than what stands on them (WCAG 2.5.3), by the browser's own reckoning.

    Not Playwright's: it names a control that points to itself by its words, Chromium by its label.
    """
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    found = []
    for node in nodes:
        if node["ignored"] or node["role"].get("value") not in CONTROLS:
            continue
        name = _words(node["name"]["value"])
        sources = [one for one in node["name"]["sources"] if one["type"] == "contents" and "value" in one]
        written = {_words(one["value"]["value"]) for one in sources} - BROWSERS_OWN
        found += [f"{words!r} is called {name!r}" for words in written if words not in name]
    return found


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def tab_through(page: Page) -> list[str]:
    """Press Tab from the first to the last control; what cannot be reached, is not seen, or does not let go."""
    page.evaluate(SCRIPT)
    page.evaluate("document.activeElement?.blur()")
    wanted, reached, found, still = page.evaluate("walking.reachable()"), list[str](), list[str](), 0
    for _ in range(MANY):
        page.keyboard.press("Tab")
        here = page.evaluate("walking.focused()")
        if here is None or (here[0] in reached and here[0] != reached[-1]):
            break
        still = still + 1 if reached and reached[-1] == here[0] else 0
        if still > 8 and not here[1].startswith("<iframe"):  # a date has a place for each of its parts, and not more
            found.append(f"does not let go: {here[1]}")
            break
        if not still:
            reached.append(here[0])
            found += [f"{wrong}: {here[1]}" for wrong in here[2]]
    return found + [f"not reached: {called}" for mark, called in wanted if mark not in reached]


def reach(page: Page, target: Locator, key: str = "Tab") -> Locator:
    """Press ``key`` until ``target`` has the keyboard, and see that it shows."""
    for _ in range(MANY):
        if target.count() and target.first.evaluate("one => one === document.activeElement"):
            page.evaluate(SCRIPT)
            here = page.evaluate("walking.focused()")
            assert here[2] == [], here
            return target
        page.keyboard.press(key)
    page.evaluate(SCRIPT)
    raise AssertionError(f"{target} is not reached by {key}; the keyboard is at {page.evaluate('walking.focused()')}")


def press(page: Page, role: str, name: str | re.Pattern[str], key: str = "Enter") -> None:
    """Reach the control of that role and name and press ``key`` on it."""
    reach(page, page.get_by_role(role, name=name))  # type: ignore[arg-type]
    page.keyboard.press(key)


def typed(page: Page, field: str, words: str) -> None:
    """Reach the field that the selector names and type."""
    reach(page, page.locator(field))
    page.keyboard.type(words)


def chosen_file(page: Page, chooser: Locator, path: str) -> None:
    """Reach the button that opens the phone's own window and open it; what is chosen there is not ours.

    Playwright must be listening before: switched on with the key press, it may miss the window.
    """
    page.on("filechooser", lambda _: None)
    reach(page, chooser)
    with page.expect_file_chooser() as opened:
        page.keyboard.press("Enter")
    opened.value.set_files(path)
