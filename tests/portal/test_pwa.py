"""The installable app and what a first visit costs."""

import gzip
import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

import tatadesa.portal
from tests.people import World

STATIC = Path(tatadesa.portal.__file__).parent / "static" / "portal"
FIRST_VISIT_BYTES = 60 * 1024
CSS_BYTES = 12 * 1024
JS_BYTES = 10 * 1024
REGISTERING = ("camera.js", "registration.js")


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def test_the_manifest_names_icons_that_exist_in_the_sizes_it_says(client: Client, db: None) -> None:
    response = client.get("/manifest.webmanifest")
    manifest = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert manifest["id"] == "/"
    assert manifest["display"] == "standalone"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    for icon in manifest["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]


def test_the_service_worker_keeps_the_shell_and_no_page_of_a_person(client: Client, db: None) -> None:
    response = client.get("/sw.js")
    script = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert re.search(r'const CACHE = "tatadesa-[0-9a-f]{12}"', script)
    assert '"/luring/"' in script
    assert "portal/portal.css" in script
    assert "/permohonan/" not in script


def test_the_page_without_network_is_the_same_for_everybody(client: Client, siti: Client) -> None:
    mine, nobodys = siti.get("/luring/").content.decode(), client.get("/luring/").content.decode()
    assert "Tidak ada jaringan" in mine
    assert "Karangsari" not in mine
    assert mine == nobodys


def test_style_and_scripts_stay_small() -> None:
    assert packed(STATIC / "portal.css") < CSS_BYTES
    assert sum(packed(path) for path in STATIC.glob("*.js") if path.name not in REGISTERING) < JS_BYTES
    # Pages of registration load these instead of the forms' and the live page's.
    assert sum(packed(STATIC / name) for name in (*REGISTERING, "registration.css")) < JS_BYTES / 2


def test_a_first_visit_stays_small(client: Client, siti: Client, world: World) -> None:
    for browser in (client, siti):
        page = browser.get("/").content.decode()
        addresses = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))
        total = len(gzip.compress(page.encode())) + sum(packed(Path(finders.find(name))) for name in addresses)
        assert total <= FIRST_VISIT_BYTES
        # The page itself, the manifest and the service worker come on top.
        assert len(addresses) + 3 <= 8


def test_nothing_is_inline(siti: Client, client: Client, world: World) -> None:
    for response in (client.get("/"), siti.get("/"), siti.get("/layanan/surat-uji/isi/"), siti.get("/akun/")):
        page = response.content.decode()
        assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", page)
        assert "'unsafe" not in response["Content-Security-Policy"]
        assert response["Cache-Control"] == "private, no-store"
