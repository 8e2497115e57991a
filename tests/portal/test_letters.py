"""The letters of a citizen."""

import hashlib
import uuid

from django.test import Client

from tatadesa.letters.actions.withdraw import withdraw
from tests.people import World
from tests.portal.pages import MAX_QUERIES, issued, queries, text


def test_listed_and_downloaded_as_issued(siti: Client, world: World) -> None:
    letter = issued(world)
    assert letter.number in text(siti.get("/surat/"))
    response = siti.get(f"/surat/{letter.pk}.pdf")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert hashlib.sha256(content).hexdigest() == letter.sha256
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


def test_a_withdrawn_letter_says_so(siti: Client, world: World) -> None:
    letter = issued(world)
    withdraw(world.kades, letter.pk, reason="Nama salah.")
    page = siti.get("/surat/").content.decode()
    assert "Dicabut" in page
    assert f"/surat/{letter.pk}.pdf" not in page
    assert "Nama salah." in text(siti.get(f"/permohonan/{letter.application.number}/"))


def test_an_empty_list_says_what_will_be_here(siti: Client) -> None:
    assert "Surat yang sudah terbit akan tersimpan di sini." in text(siti.get("/surat/"))


def test_unknown_letters_are_not_found(siti: Client) -> None:
    assert siti.get(f"/surat/{uuid.uuid4()}.pdf").status_code == 404


def test_queries_do_not_grow_with_rows(siti: Client, world: World) -> None:
    issued(world)
    one = queries(siti, "/surat/")
    for _ in range(3):
        issued(world)
    assert queries(siti, "/surat/") == one <= MAX_QUERIES
