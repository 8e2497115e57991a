"""The statement, the citizen's pages and the desk's pages of personal data."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.privacy.actions.ask import ask
from tatadesa.privacy.models import Acknowledgement, DataRequest
from tatadesa.privacy.statement import VERSION
from tests.people import World

SignedIn = Callable[[Account], Client]


def test_anybody_reads_the_statement_and_a_citizen_says_so_once(world: World, signed_in: SignedIn) -> None:
    assert VERSION in Client().get("/privasi/").content.decode()
    assert Client().post("/privasi/").status_code == 403
    client = signed_in(world.siti)
    for _ in range(2):
        assert client.post("/privasi/").status_code == 302
    assert Acknowledgement.objects.get().version == VERSION
    assert "Sudah Anda baca" in client.get("/privasi/").content.decode()


def test_a_request_with_a_fault_comes_back_filled(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(world.siti).post(
        "/akun/data-saya/permintaan/", {"kind": "correction", "field": "", "text": "Tempat lahir saya Cilacap"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tempat lahir saya Cilacap" in page
    assert 'value="correction" checked' in page
    assert "Pilih data mana yang keliru." in page


def test_from_request_to_answer(world: World, signed_in: SignedIn) -> None:
    citizen, desk = signed_in(world.siti), signed_in(world.operator.account)
    sent = {"kind": "correction", "field": "birth_place", "text": "Cilacap menurut akta"}
    assert citizen.post("/akun/data-saya/permintaan/", sent).status_code == 302
    made = DataRequest.objects.get()
    assert "SITI AMINAH" in desk.get("/desk/permintaan-data/").content.decode()
    address = f"/desk/permintaan-data/{made.pk}/"
    assert "Cilacap menurut akta" in desk.get(address).content.decode()
    assert AccessLogEntry.objects.filter(resident_id=made.resident_id, purpose="permintaan data").exists()
    refused = desk.post(address, {"words": "Sudah diperbaiki."})
    assert refused.status_code == 422
    assert "Sudah diperbaiki." in refused.content.decode()
    assert desk.post(address, {"hasil": "penuhi", "words": "Sudah diperbaiki."}).status_code == 302
    page = citizen.get("/akun/data-saya/permintaan/").content.decode()
    assert "Sudah diperbaiki." in page
    assert "Sri Wahyuni" in page
    late = desk.post(address, {"hasil": "tolak", "words": "Ternyata tidak."})
    assert late.status_code == 409
    assert "Ternyata tidak." not in citizen.get("/akun/data-saya/permintaan/").content.decode()


@pytest.mark.parametrize("path", ["/akun/data-saya/", "/akun/data-saya/permintaan/", "/privasi/"])
def test_pages_ask_the_database_little(
    world: World, signed_in: SignedIn, path: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = signed_in(world.siti)
    client.get(path)
    with django_assert_max_num_queries(8):
        assert client.get(path).status_code == 200


def test_an_operator_is_told_who_closes_accounts(world: World, signed_in: SignedIn) -> None:
    made = ask(world.siti, kind="deletion")
    page = signed_in(world.operator.account).get(f"/desk/permintaan-data/{made.pk}/").content.decode()
    assert "sekretaris desa atau kepala desa" in page
    assert "Kirim jawaban" not in page
