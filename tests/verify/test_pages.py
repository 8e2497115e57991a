"""The public pages: anybody may ask, nobody learns more than the mask."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tatadesa.accounts.models import Throttle
from tatadesa.core import clock
from tatadesa.files import storage
from tatadesa.letters import queries, verification
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.models import Letter
from tests.letters.stages import issued
from tests.people import World

CHECK = "/verifikasi/"


def address(letter: Letter) -> str:
    return f"{CHECK}{verification.shown(letter.verification_code)}/"


def hand_in(client: Client, where: str, content: bytes) -> Any:
    return client.post(where, {"berkas": SimpleUploadedFile("surat.pdf", content, "application/pdf")})


def text(response: Any) -> str:
    return str(response.content.decode())


def test_addresses_stay() -> None:
    assert reverse("verify:check") == CHECK
    assert reverse("verify:letter", args=["ABCD"]) == f"{CHECK}ABCD/"


def test_a_valid_letter_shows_what_may_be_public(client: Client, world: World) -> None:
    letter = issued(world)
    response = client.get(address(letter))
    page = text(response)
    assert response.status_code == 200
    for words in (
        letter.number,
        letter.subject,
        "S*** A*****",
        "Hadi Sutrisno",
        "Desa Karangsari",
        "Asli dan berlaku",
    ):
        assert words in page
    for secret in ("AMINAH", world.siti.login, "Mendaftar sekolah", "Jl. Melati"):
        assert secret not in page
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_withdrawn_letter(client: Client, world: World) -> None:
    letter = issued(world)
    withdraw(world.kades, letter.pk, reason="Rahasia kantor.")
    page = text(client.get(address(letter)))
    assert "Dicabut, tidak berlaku lagi" in page
    assert "Asli dan berlaku" not in page
    assert "Rahasia kantor" not in page


def test_the_last_day_counts_and_the_next_does_not(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = issued(world)
    for days, words in ((30, "Asli dan berlaku"), (31, "kedaluwarsa")):
        today = letter.dated + timedelta(days=days)
        monkeypatch.setattr(queries, "office_today", lambda zone, today=today: today)
        assert words in text(client.get(address(letter)))


def test_the_very_file_is_recognised(client: Client, world: World) -> None:
    letter = issued(world)
    content = storage.read(letter.file)
    for where in (CHECK, address(letter)):
        response = hand_in(client, where, content)
        assert response.status_code == 200
        assert "Berkas sama persis" in text(response)
        assert letter.number in text(response)


def test_one_changed_byte_is_noticed(client: Client, world: World) -> None:
    letter = issued(world)
    changed = storage.read(letter.file) + b"\n"
    assert "Berkas berbeda atau sudah diubah" in text(hand_in(client, CHECK, changed))
    page = text(hand_in(client, address(letter), changed))
    assert "Berkas berbeda atau sudah diubah" in page
    assert "Berkas sama persis" not in page
    assert "Asli dan berlaku" not in page


def test_the_file_of_another_letter_is_not_this_letter(client: Client, world: World) -> None:
    first, second = issued(world), issued(world)
    assert "Berkas berbeda" in text(hand_in(client, address(first), storage.read(second.file)))


def test_a_withdrawn_file_is_recognised_as_withdrawn(client: Client, world: World) -> None:
    letter = issued(world)
    withdraw(world.kades, letter.pk, reason="Salah nama.")
    assert "Dicabut" in text(hand_in(client, CHECK, storage.read(letter.file)))


@pytest.mark.parametrize("content", [b"", b"x" * (8 * 1024 * 1024 + 1)], ids=["empty", "too large"])
def test_a_file_that_cannot_be_a_letter(client: Client, world: World, content: bytes) -> None:
    letter = issued(world)
    for where in (CHECK, address(letter)):
        response = hand_in(client, where, content)
        assert response.status_code == 422
        assert 'aria-invalid="true"' in text(response)
    # Said at the top as well: on a phone the field is far below.
    assert "Berkas belum diperiksa" in text(hand_in(client, CHECK, content))


def test_a_form_without_a_file(client: Client, world: World) -> None:
    assert client.post(CHECK, {"berkas": "kata"}).status_code == 422


def test_a_typed_code_leads_to_its_page(client: Client, world: World) -> None:
    letter = issued(world)
    response = client.get(CHECK, {"kode": letter.verification_code.lower()})
    assert (response.status_code, response.headers["Location"]) == (302, address(letter))


def test_a_code_of_the_wrong_shape_is_told_so(client: Client, world: World) -> None:
    response = client.get(CHECK, {"kode": "<script>"})
    assert response.status_code == 422
    assert "&lt;script&gt;" in text(response)
    assert "12 huruf dan angka" in text(response)


@pytest.mark.parametrize("code", ["KONSEP", "0000-0000-0000", "%3Ci%3E", "x" * 300])
def test_an_unknown_code(client: Client, world: World, code: str) -> None:
    response = client.get(f"{CHECK}{code}/")
    assert response.status_code == 404
    assert "Kode ini tidak dikenal" in text(response)
    assert "<i>" not in text(response)


def test_other_methods_are_refused(client: Client, world: World) -> None:
    assert client.delete(CHECK).status_code == 405
    assert client.put(f"{CHECK}0000-0000-0000/").status_code == 405
    assert client.head(CHECK).status_code == 200


def test_looking_changes_nothing_but_the_throttle(client: Client, world: World) -> None:
    letter = issued(world)
    before = Letter.objects.values().get()
    client.get(address(letter))
    assert Letter.objects.values().get() == before


def test_guessing_is_slowed_down(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = clock.now()
    monkeypatch.setattr("tatadesa.accounts.throttle.now", lambda: frozen)
    statuses = {client.get(f"{CHECK}0000-0000-0000/").status_code for _ in range(120)}
    assert statuses == {404}
    response = client.get(f"{CHECK}0000-0000-0000/")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert Throttle.objects.filter(key__startswith="verifikasi:").count() == 1


def test_the_form_needs_its_token(world: World) -> None:
    assert Client(enforce_csrf_checks=True).post(CHECK, {}).status_code == 403
