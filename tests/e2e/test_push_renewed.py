"""After the installation's push key has been renewed, a phone that had agreed moves over on its account page."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import PHONE, Demo, OpenContext, sign_in_citizen
from tests.e2e.test_installed_app import eventually

# The browser's own push service is out of reach here; the emulator of the demo gives its subscriptions in its place.
PUSH_SERVICE = """
const kept = () => JSON.parse(localStorage.getItem("langganan") ?? "null");
const alive = (made) => made && {
  endpoint: made.endpoint,
  options: { applicationServerKey: Uint8Array.from(made.key).buffer },
  toJSON: () => ({ endpoint: made.endpoint, keys: made.keys }),
  unsubscribe: async () => {
    localStorage.removeItem("langganan");
    return withdraw(made.endpoint);
  },
};
PushManager.prototype.getSubscription = async () => alive(kept());
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  const key = Array.from(new Uint8Array(applicationServerKey));
  const text = btoa(String.fromCharCode(...key)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  localStorage.setItem("langganan", JSON.stringify({ ...(await makeSubscription(text)), key }));
  return alive(kept());
};
"""


def with_push_service(context: BrowserContext, demo: Demo) -> httpx.Client:
    """``context`` with a push service it can reach."""
    service = httpx.Client(base_url=demo.emulator("push"))

    def make(key: str) -> Any:
        return service.post("/control/subscriptions", json={"applicationServerKey": key}).json()

    def withdraw(endpoint: str) -> bool:
        return service.delete(f"/control/subscriptions/{endpoint.rpartition('/')[2]}").status_code == 200

    context.expose_function("makeSubscription", make)
    context.expose_function("withdraw", withdraw)
    context.add_init_script(PUSH_SERVICE)
    return service


def endpoint(page: Page) -> str:
    found: str = page.evaluate("JSON.parse(localStorage.getItem('langganan') ?? '{}').endpoint ?? ''")
    return found


@pytest.mark.whole_browser
def test_a_phone_moves_over_to_the_new_key_and_its_old_address_is_forgotten(
    demo: Demo, open_context: OpenContext
) -> None:
    context = open_context(PHONE, permissions=["notifications"])
    with_push_service(context, demo)
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[1])
    page.goto(f"{demo.portal}/akun/kabar/")
    page.get_by_role("button", name="Nyalakan kabar").click()
    expect(page.get_by_text("Kabar menyala di ponsel ini.")).to_be_visible()
    first, key = endpoint(page), page.locator("[data-push]").get_attribute("data-push")
    page.reload()
    expect(page.get_by_role("button", name="Matikan kabar")).to_be_visible()
    assert endpoint(page) == first, "while the key stays, so does the subscription"
    devices = page.locator("#perangkat li")
    before = devices.count()
    demo.command("push", "rotate")
    page.reload()
    assert page.locator("[data-push]").get_attribute("data-push") != key
    expect(page.get_by_text("Kabar menyala di ponsel ini.")).to_be_visible()
    assert eventually(page, f"JSON.parse(localStorage.getItem('langganan')).endpoint !== '{first}'")
    page.reload()
    expect(page.get_by_role("button", name="Matikan kabar")).to_be_visible()
    expect(devices).to_have_count(before)
