"""The portal as an app: manifest, service worker, no network, push."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import hand_push, under_worker
from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, sign_in_citizen


def eventually(page: Page, expression: str) -> Any:
    """The value of ``expression`` once it is true or not empty; promises are awaited. Twenty seconds at most."""
    deadline = time.monotonic() + 20
    while not (value := page.evaluate(expression)) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    return value


def test_installable(demo: Demo, open_context: OpenContext) -> None:
    context = open_context(PHONE)
    page = context.new_page()
    page.goto(demo.portal)
    manifest = page.request.get(f"{demo.portal}/manifest.webmanifest").json()
    assert manifest["start_url"] == "/"
    sizes = {icon["sizes"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= sizes
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    for icon in manifest["icons"]:
        assert page.request.get(demo.portal + icon["src"]).ok
    session = context.new_cdp_session(page)
    errors: dict[str, Any] = session.send("Page.getInstallabilityErrors")
    assert [one["errorId"] for one in errors["installabilityErrors"] if one["errorId"] != "in-incognito"] == []


def test_without_network_the_shell_opens_and_says_so(demo: Demo, open_context: OpenContext) -> None:
    context = open_context(PHONE)
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[1])
    under_worker(page)
    page.goto(f"{demo.portal}/permohonan/")
    context.set_offline(True)
    page.goto(f"{demo.portal}/layanan/")
    expect(page.get_by_role("heading", name="Tidak ada jaringan")).to_be_visible()
    assert demo.citizens[1]["name"] not in page.content()
    assert_accessible(page)
    context.set_offline(False)
    page.goto(f"{demo.portal}/layanan/")
    expect(page.get_by_role("heading", name="Layanan").first).to_be_visible()


def test_signing_out_leaves_nothing_on_the_phone(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(PHONE).new_page()
    sign_in_citizen(page, demo, demo.citizens[1])
    page.evaluate("localStorage.setItem('uji', '1')")
    page.goto(f"{demo.portal}/akun/")
    page.get_by_role("button", name="Keluar dari akun").click()
    page.wait_for_url(f"{demo.portal}/")
    assert page.evaluate("localStorage.length") == 0
    page.goto(f"{demo.portal}/permohonan/")
    assert "/masuk/" in page.url


@pytest.mark.whole_browser
def test_a_push_message_is_shown_and_leads_to_the_application(demo: Demo, open_context: OpenContext) -> None:
    """The push service cannot reach this browser, so the message is handed to its worker by the DevTools protocol."""
    context = open_context(PHONE, permissions=["notifications"])
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[1])
    message = {"title": "TataDesa", "body": "Permohonan 26-AAAA-BBBB: Selesai", "link": "/permohonan/26-AAAA-BBBB/"}
    hand_push(page, message)
    bodies = "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(list => list.map(n => n.body))"
    assert eventually(page, bodies) == ["Permohonan 26-AAAA-BBBB: Selesai"]


def test_the_front_page_on_a_laptop(demo: Demo, open_context: OpenContext) -> None:
    paths = ("/", "/masuk/", "/daftar/", "/layanan/", "/verifikasi/", "/luring/", "/desk/masuk/", "/tidak-ada/")
    for size in (PHONE, LAPTOP):
        page = open_context(size).new_page()
        for path in paths:
            page.goto(f"{demo.portal}{path}")
            assert_accessible(page)
