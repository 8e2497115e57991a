"""Bigger letters, stronger contrast, a voice: choices that a phone keeps, with or without an account."""

import re

import pytest
from django.test import Client


def root_classes(client: Client, path: str = "/") -> str:
    found = re.search(r'<html lang="id" class="([^"]*)"', client.get(path).content.decode())
    assert found is not None
    return found[1]


def test_choices_hold_on_every_page(client: Client, db: None) -> None:
    assert root_classes(client) == ""
    answer = client.post("/tampilan/", {"ukuran": "besar", "kontras": "1"})
    assert answer["Location"] == "/tampilan/"
    assert client.cookies["tampilan"]["httponly"]
    assert root_classes(client) == root_classes(client, "/masuk/") == "besar kontras"
    page = client.get("/tampilan/").content.decode()
    assert re.search(r'value="besar" checked', page)
    client.post("/tampilan/", {"ukuran": ""})
    assert root_classes(client) == ""


@pytest.mark.parametrize("kept", ['"><script>alert(1)</script>', "besar.lain.kontras.." + "x" * 3000, ""])
def test_a_cookie_that_somebody_wrote_says_nothing_of_its_own(client: Client, db: None, kept: str) -> None:
    client.cookies["tampilan"] = kept
    assert root_classes(client) in ("", "besar kontras")
    assert "alert(1)" not in client.get("/tampilan/").content.decode()


def test_what_is_no_size_is_the_usual_one(client: Client, db: None) -> None:
    client.post("/tampilan/", {"ukuran": "sebesar gajah", "lain": "1"})
    assert root_classes(client) == ""
