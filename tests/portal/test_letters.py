"""The letters of a citizen."""

import hashlib
import uuid
from datetime import timedelta

from django.test import Client

from tatadesa.applications.models import Application
from tatadesa.core.clock import now, pretend
from tatadesa.files.models import StoredFile
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.models import Letter
from tests.people import World
from tests.portal.pages import MAX_QUERIES, issued, multiply, queries, read_all, text


def copies(letter: Letter, times: int) -> None:
    """More letters like this one: what a list reads does not depend on how they came about."""
    multiply(letter.application, times)
    for position, application in enumerate(Application.objects.exclude(pk=letter.application_id)):
        file = StoredFile.objects.get(pk=letter.file_id)
        file.pk, file.storage_name = uuid.uuid4(), f"00/{position:032x}"
        file.save(force_insert=True)
        copy = Letter.objects.get(pk=letter.pk)
        copy.pk, copy.running, copy.issued_at = uuid.uuid4(), letter.running + position + 1, now()
        copy.verification_code, copy.file, copy.application = f"{position:012d}", file, application
        copy.save(force_insert=True)


def test_listed_and_downloaded_as_issued(siti: Client, world: World) -> None:
    letter = issued(world)
    assert letter.number in text(siti.get("/surat/"))
    response = siti.get(f"/surat/{letter.pk}.pdf")
    content = response.content
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
    letter = issued(world)
    one = queries(siti, "/surat/")
    copies(letter, 29)
    assert queries(siti, "/surat/") == one <= MAX_QUERIES


def test_pages_follow_one_another_without_gap_or_double(siti: Client, world: World) -> None:
    copies(issued(world), 44)
    seen = read_all(siti, "/surat/", r'href="(/surat/[0-9a-f-]+\.pdf)"')
    assert len(seen) == len(set(seen)) == 45


def test_a_place_that_is_none_is_refused(siti: Client) -> None:
    assert siti.get("/surat/", {"sesudah": "%%%"}).status_code == 422


def test_a_letter_whose_time_is_over_says_so_and_still_opens(siti: Client, world: World) -> None:
    letter = issued(world)
    assert "Berlaku sampai" in text(siti.get("/surat/"))
    with pretend(now() + timedelta(days=60)):
        assert "Masa berlakunya habis" in text(siti.get("/surat/"))
        assert siti.get(f"/surat/{letter.pk}.pdf").status_code == 200


def test_a_withdrawn_letter_tells_why(siti: Client, world: World) -> None:
    withdraw(world.kades, issued(world).pk, reason="Nama salah.")
    assert "Alasan: Nama salah." in text(siti.get("/surat/"))
