"""The installable app."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests.people import World


@pytest.fixture
def manifest(client: Client, db: None) -> dict[str, Any]:
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    content: dict[str, Any] = json.loads(response.content)
    return content


def test_the_manifest_makes_an_app(manifest: dict[str, Any]) -> None:
    assert (manifest["id"], manifest["display"], manifest["lang"]) == ("/", "standalone", "id")
    assert manifest["categories"] == ["government", "utilities"]
    purposes = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]}
    assert purposes == {(size, kind) for size in ("192x192", "512x512") for kind in ("any", "maskable")}


def test_pictures_of_the_manifest_exist_in_the_sizes_it_says(manifest: dict[str, Any]) -> None:
    for picture in (*manifest["icons"], *manifest["screenshots"]):
        path = Path(finders.find(picture["src"].removeprefix("/static/")))
        with Image.open(path) as opened:
            assert "x".join(map(str, opened.size)) == picture["sizes"]
            assert Image.MIME[opened.format or ""] == picture["type"]
        assert path.stat().st_size < 60 * 1024


def test_screenshots_are_there_for_phones_and_computers(manifest: dict[str, Any]) -> None:
    """As Chromium's install window asks: at most 2.3 times as long as wide, with a word to each, of one shape."""
    shapes: dict[str, set[float]] = {}
    for picture in manifest["screenshots"]:
        width, height = map(int, picture["sizes"].split("x"))
        assert min(width, height) >= 320
        assert max(width, height) <= 2.3 * min(width, height)
        assert picture["label"]
        shapes.setdefault(picture["form_factor"], set()).add(width / height)
    assert {name: len(found) for name, found in shapes.items()} == {"narrow": 1, "wide": 1}


def test_shortcuts_and_sharing_lead_to_pages(manifest: dict[str, Any], siti: Client) -> None:
    assert len(manifest["shortcuts"]) == 4
    for shortcut in manifest["shortcuts"]:
        assert siti.get(shortcut["url"]).status_code == 200
        assert shortcut["icons"]
    target = manifest["share_target"]
    assert (target["method"], target["enctype"]) == ("POST", "multipart/form-data")
    assert target["params"]["files"] == [{"name": "berkas", "accept": ["image/*", "application/pdf"]}]
    assert siti.post(target["action"]).status_code == 200


def test_the_service_worker_keeps_the_shell(client: Client, db: None) -> None:
    response = client.get("/sw.js")
    script = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert re.search(r'"cache": ?"tatadesa-[0-9a-f]{12}"', script)
    assert '"/luring/"' in script
    assert "portal/portal.css" in script
    assert "/permohonan/" not in script
    assert re.search(r'^import \{ TAG, sendAll \} from "/static/portal/outbox', script)
    assert 'import "/static/portal/worker.js";' in script
    # A browser without modules in workers gets a plain script.
    classic = client.get("/sw.js?jenis=klasik").content.decode()
    assert 'importScripts("/static/portal/worker.js");' in classic
    assert "import " not in classic


def test_pages_say_whose_they_are(client: Client, siti: Client, world: World) -> None:
    """The service worker keeps pages by account, and drops those of another one."""
    for path in ("/", "/layanan/", "/layanan/surat-uji/", "/layanan/surat-uji/isi/"):
        assert siti.get(path)["X-Tatadesa-Akun"] == str(world.siti.pk)
    assert client.get("/")["X-Tatadesa-Akun"] == ""


def test_the_page_without_network_is_the_same_for_everybody(client: Client, siti: Client) -> None:
    mine, nobodys = siti.get("/luring/").content.decode(), client.get("/luring/").content.decode()
    assert "Tidak ada jaringan" in mine
    assert "Karangsari" not in mine
    assert mine == nobodys


def test_nothing_is_inline(siti: Client, client: Client, world: World) -> None:
    for response in (client.get("/"), siti.get("/"), siti.get("/layanan/surat-uji/isi/"), siti.get("/akun/")):
        page = response.content.decode()
        data = 'type="application/json"'
        assert not re.search(rf"<style|<script(?![^>]*(?:\ssrc=|{data}))|\sstyle=|\son\w+=", page)
        assert "'unsafe" not in response["Content-Security-Policy"]
        assert response["Cache-Control"] == "private, no-store"


def test_android_apps_are_told_only_where_there_are_some(client: Client, db: None, settings: Any) -> None:
    assert client.get("/.well-known/assetlinks.json").status_code == 404
    settings.ANDROID_APPS = {"id.desa.layanan": ["AA:BB", "CC:DD"]}
    [told] = client.get("/.well-known/assetlinks.json").json()
    assert told["relation"] == ["delegate_permission/common.handle_all_urls"]
    assert told["target"] == {
        "namespace": "android_app",
        "package_name": "id.desa.layanan",
        "sha256_cert_fingerprints": ["AA:BB", "CC:DD"],
    }
