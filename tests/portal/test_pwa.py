"""The installable app."""

import json
import re
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests.people import World


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
