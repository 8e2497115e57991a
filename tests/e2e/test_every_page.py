"""All pages that links lead to, through axe, enlarged, spaced, searched for stumbling stones: see walking.js."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browsing import serious
from tests.e2e.conftest import LAPTOP, Demo, OpenContext, sign_in_citizen, sign_in_staff
from tests.e2e.walking import misnamed, pages, stumbles

PUBLIC = ("/", "/masuk/", "/daftar/", "/layanan/", "/verifikasi/", "/luring/", "/kenalan/", "/desk/masuk/")


def walk(page: Page, demo: Demo, *starts: str, least: int) -> None:
    """Go everywhere from ``starts``; at least so many kinds of pages must be found."""
    size: Any = LAPTOP
    found, count = {}, 0
    for path in pages(page, demo.portal, *starts):
        count += 1
        if stumbled := serious(page) + misnamed(page) + stumbles(page):
            found[path] = stumbled
        page.set_viewport_size(size)
    assert found == {}, "\n".join(f"{path}: {one}" for path, all_of in found.items() for one in all_of)
    assert count >= least


def test_pages_for_everybody(demo: Demo, open_context: OpenContext) -> None:
    walk(open_context(LAPTOP).new_page(), demo, *PUBLIC, least=15)


def test_pages_of_a_citizen(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(LAPTOP).new_page()
    sign_in_citizen(page, demo, demo.citizens[1])
    walk(page, demo, "/", least=25)


@pytest.mark.parametrize(("role", "least"), [("kades", 60), ("administrator", 40), ("agency_officer", 12)])
def test_pages_of_an_officer(demo: Demo, open_context: OpenContext, role: str, least: int) -> None:
    page = open_context(LAPTOP).new_page()
    home = demo.citizens[1]["office"]
    sign_in_staff(
        page,
        demo,
        next(one for one in demo.staff if one["role"] == role and (one["office"] == home or role == "agency_officer")),
    )
    walk(page, demo, "/desk/", least=least)
