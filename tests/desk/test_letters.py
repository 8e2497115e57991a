"""The letters of the office, the preview, withdrawal."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.letters.models import Letter
from tests.desk.stages import address, approved, issued, text
from tests.people import World

Browser = Callable[[Account], Client]
MAX_QUERIES = 12


def test_preview_as_pictures_and_pdf(world: World, signed_in: Browser) -> None:
    application = approved(world)
    client = signed_in(world.operator.account)
    picture = client.get(address(application, "pratinjau/1.png"))
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(address(application, "pratinjau/2.png")).status_code == 404
    assert client.get(address(application, "pratinjau/0.png")).status_code == 404
    pdf = client.get(address(application, "pratinjau.pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert "no-store" in pdf.headers["Cache-Control"]
    assert {look.purpose for look in AccessLogEntry.objects.all()} == {"pratinjau"}
    assert not Letter.objects.exists()


def test_list_and_download(world: World, signed_in: Browser) -> None:
    letter = issued(world)
    client = signed_in(world.operator.account)
    page = text(client.get("/desk/surat/"))
    assert letter.number in page
    response = client.get(f"/desk/surat/{letter.pk}.pdf")
    assert response.content.startswith(b"%PDF")
    assert AccessLogEntry.objects.get().purpose == "surat"
    assert letter.number not in text(signed_in(world.stranger_kades.account).get("/desk/surat/"))


def test_as_many_queries_for_several_letters_as_for_one(world: World, signed_in: Browser) -> None:
    client = signed_in(world.kades.account)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/desk/surat/").status_code == 200
        return len(captured)

    issued(world)
    one = asked()
    for _ in range(4):
        issued(world)
    assert one == asked() <= MAX_QUERIES


def test_withdraw_with_a_reason(world: World, signed_in: Browser) -> None:
    letter = issued(world)
    client = signed_in(world.sekdes.account)
    application = letter.application
    application.refresh_from_db()
    path, seen = f"/desk/surat/{letter.pk}/cabut/", application.event_count
    missing = client.post(path, {"seen": seen, "reason": ""})
    assert missing.status_code == 422
    assert "Tulis alasan pencabutan" in text(missing)
    done = client.post(path, {"seen": seen, "reason": "Salah nama."})
    assert done.headers["Location"] == address(application)
    letter.refresh_from_db()
    assert (letter.state, letter.withdrawal_reason) == ("withdrawn", "Salah nama.")
    assert "Alasan: Salah nama." in text(client.get(address(application)))
    again = client.post(path, {"seen": seen, "reason": "Salah nama."})
    assert again.status_code == 409


def test_an_operator_may_not_withdraw(world: World, signed_in: Browser) -> None:
    letter = issued(world)
    response = signed_in(world.operator.account).post(
        f"/desk/surat/{letter.pk}/cabut/", {"seen": "1", "reason": "Salah nama."}
    )
    assert response.status_code == 403
    letter.refresh_from_db()
    assert letter.state == "issued"


def test_a_broken_key_is_an_answer(world: World, signed_in: Browser) -> None:
    assert signed_in(world.kades.account).get("/desk/surat/?setelah=rusak").status_code == 422
