"""What the service worker does with push messages, in a real browser.

The push service is out of reach: the DevTools protocol hands messages to the worker; taps and renewals are the events
the browser would send.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, Worker
from pytest_django.live_server_helper import LiveServer

from tatadesa.notices.models import PushSubscription
from tests.browsing import CONTROLLED, hand_push
from tests.people import World, sent
from tests.portal.phone import SITI, enter, phone, until

pytestmark = [pytest.mark.e2e, pytest.mark.whole_browser, pytest.mark.django_db(transaction=True)]
SHOWN = "navigator.serviceWorker.ready.then((worker) => worker.getNotifications())"
COUNT_BADGE = "() => { self.badges = []; self.navigator.setAppBadge = async (count) => { self.badges.push(count); }; }"
TAP = """async (action) => {
  const [notification] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification, action });
  const opened = [];
  const { openWindow, matchAll } = self.clients;
  self.clients.openWindow = async (address) => { opened.push(address); };
  const [window] = await self.clients.matchAll({ type: "window" });
  const navigate = async (address) => { opened.push(address); };
  self.clients.matchAll = async () => [{ url: window.url, focus: async () => {}, navigate }];
  const waiting = [];
  event.waitUntil = (promise) => waiting.push(promise);
  self.dispatchEvent(event);
  await Promise.all(waiting);
  Object.assign(self.clients, { openWindow, matchAll });
  return opened;
}"""
RENEW = """async (subscription) => {
  const event = new Event("pushsubscriptionchange");
  const waiting = [];
  event.waitUntil = (promise) => waiting.push(promise);
  event.oldSubscription = { endpoint: subscription.old };
  event.newSubscription = { endpoint: subscription.endpoint, toJSON: () => subscription };
  self.dispatchEvent(event);
  await Promise.all(waiting);
}"""
KEYS = {
    "p256dh": "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
    "auth": "tBHItJI5svbpez7KI4CCXg",
}


@pytest.fixture
def page(world: World, browser: Browser, live_server: LiveServer) -> Page:
    """A phone that may show messages; Siti is signed in and has a request."""
    sent(world.siti, world.version)
    page = phone(browser, live_server.url, permissions=["notifications"])
    page.goto("/")
    until(page, CONTROLLED)
    enter(page, SITI, "Siti")
    until(page, CONTROLLED)
    return page


def worker_of(page: Page) -> Worker:
    return page.context.service_workers[0]


def endpoints() -> list[str]:
    """From a thread of its own: Playwright's has a loop, in which Django reads nothing."""

    def read() -> list[str]:
        try:
            return list(PushSubscription.objects.values_list("endpoint", flat=True))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(read).result()


def deliver(page: Page, message: dict[str, Any]) -> None:
    """A message has come, and is shown."""
    hand_push(page, message)
    until(page, f"{SHOWN}.then((list) => list.length > 0)")


def test_a_message_is_shown_with_buttons_and_the_apps_number(page: Page) -> None:
    worker_of(page).evaluate(COUNT_BADGE)
    deliver(
        page, {"title": "TataDesa", "body": "Permohonan X: Selesai", "link": "/permohonan/X/", "tag": "x", "unread": 3}
    )
    parts = "{ title, body, tag, lang, actions }"
    [shown] = page.evaluate(f"{SHOWN}.then((list) => list.map(({parts}) => ({parts})))")
    assert (shown["title"], shown["body"], shown["tag"], shown["lang"]) == (
        "TataDesa",
        "Permohonan X: Selesai",
        "x",
        "id",
    )
    assert [one["title"] for one in shown["actions"]] == ["Lihat", "Nanti saja"]
    assert worker_of(page).evaluate("self.badges") == [3]


def test_an_unreadable_message_still_shows_something(page: Page) -> None:
    deliver(page, {})
    assert page.evaluate(f"{SHOWN}.then(([one]) => one.body)") == "Ada kabar tentang permohonan Anda."


def test_a_tap_opens_the_request(page: Page) -> None:
    link = page.get_by_role("link", name="Surat Keterangan Uji").first.get_attribute("href")
    assert link is not None
    deliver(page, {"body": "Diterima", "link": link})
    assert worker_of(page).evaluate(TAP, "lihat") == [page.evaluate("location.origin") + link]
    assert page.evaluate(f"{SHOWN}.then((list) => list.length)") == 0


def test_later_only_closes_it(page: Page) -> None:
    deliver(page, {"body": "Diterima", "link": "/permohonan/X/"})
    assert worker_of(page).evaluate(TAP, "nanti") == []
    assert page.evaluate(f"{SHOWN}.then((list) => list.length)") == 0


def test_a_link_to_another_site_is_not_followed(page: Page) -> None:
    deliver(page, {"body": "Diterima", "link": "https://lain.example/"})
    assert worker_of(page).evaluate(TAP, "lihat") == []


def test_a_renewed_address_takes_the_place_of_the_old(page: Page) -> None:
    old, fresh = "https://fcm.googleapis.com/fcm/send/lama", "https://fcm.googleapis.com/fcm/send/baru"
    worker_of(page).evaluate(RENEW, {"old": "", "endpoint": old, "keys": KEYS})
    assert endpoints() == [old]
    worker_of(page).evaluate(RENEW, {"old": old, "endpoint": fresh, "keys": KEYS})
    assert endpoints() == [fresh]
