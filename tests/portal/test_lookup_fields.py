"""Forms that ask for an address, a person and a family: step by step without a script, to the officer's page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html as parser

from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application, Draft
from tatadesa.core.models import AccessLogEntry
from tests.family import child
from tests.people import World, publish_service

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Account], Client]
PAGE = "/layanan/warisan/isi/"
FORM = {
    "fields": [
        {"id": "rumah", "kind": "address", "label": "Letak rumah", "required": True},
        {"id": "saksi", "kind": "resident", "label": "Saksi", "required": True, "who": "saksi"},
        {"id": "anggota", "kind": "family", "label": "Yang ikut", "required": True},
    ]
}
RUMAH = {
    "rumah__provinsi": "33",
    "rumah__kota": "33.02",
    "rumah__kecamatan": "33.02.07",
    "rumah__desa": "33.02.07.2902",
    "rumah__jalan": "Jl. Anggrek 2",
}


@pytest.fixture(autouse=True)
def service(world: World) -> None:
    """A service with all three."""
    publish_service(world.karangsari, "warisan", FORM)


@pytest.fixture
def siti(world: World, signed_in: SignedIn) -> Client:
    """Her phone."""
    return signed_in(world.siti)


def _saksi(world: World, **changes: str) -> dict[str, str]:
    joko = world.joko.resident
    return {
        "saksi__siapa": "lain",
        "saksi__nik": joko.nik,
        "saksi__nama": "Joko Prasetijo",
        "saksi__lahir": "01-07-1980",
        **changes,
    }


def _key(client: Client) -> str:
    page = parser.fromstring(client.get(PAGE).content.decode())
    return str(page.xpath("//input[@name='kunci']/@value")[0])


def _page(client: Client, key: str) -> Any:
    return parser.fromstring(client.get(PAGE, {"kunci": key}).content.decode())


def _post(client: Client, key: str, aksi: str, **data: Any) -> Any:
    return client.post(PAGE, {"kunci": key, "aksi": aksi, **data})


def test_the_lists_follow_step_by_step(siti: Client) -> None:
    key = _key(siti)
    answer = _post(siti, key, "isian:rumah:lihat", rumah__provinsi="33", rumah__jalan="Jl. Anggrek 2")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?kunci={key}#isian-rumah")
    page = _page(siti, key)
    assert page.xpath("//select[@name='rumah__kota']/option/@value") == ["", "33.02"]
    assert page.xpath("//select[@name='rumah__kecamatan']/option/@value") == [""]
    assert page.xpath("//input[@name='rumah__jalan']/@value") == ["Jl. Anggrek 2"]


def test_all_the_way_to_the_officer(world: World, siti: Client, signed_in: SignedIn) -> None:
    key, members = _key(siti), [str(child(world).pk), str(world.siti.resident.pk)]
    whole = {**RUMAH, **_saksi(world), "anggota__anggota": members}
    answer = _post(siti, key, "periksa", **whole)
    assert answer.status_code == 302, answer.content.decode()
    review = siti.get(answer["Location"]).content.decode()
    assert "Jl. Anggrek 2, Desa Sidamulya, Kecamatan Uji, Kabupaten Banyumas, Jawa Tengah" in review
    assert "Cocok dengan data penduduk." in review
    assert "DIMAS PRATAMA" in review
    siti.post("/layanan/warisan/periksa/", {"kunci": key})
    application = Application.objects.get()
    assert application.answers["saksi"]["cocok"] is True
    assert [row["hubungan"] for row in application.answers["anggota"]["anggota"]] == ["", "anak"]
    desk = signed_in(world.operator.account).get(f"/desk/permohonan/{application.number}/").content.decode()
    assert re.search(r"same-mark[^<]*<[^>]*>.*?Cocok dengan data penduduk\.", desk, re.DOTALL)
    assert "No. KK 3302070101109001" in desk


def test_saving_on_the_way_asks_nothing_and_the_button_asks_once(world: World, siti: Client) -> None:
    key = _key(siti)
    siti.post(PAGE, {"kunci": key, "aksi": "simpan", **_saksi(world)}, headers={"Accept": "application/json"})
    assert Draft.objects.get().answers["saksi"]["cocok"] is None
    assert not AccessLogEntry.objects.exists()
    assert "Belum diperiksa" in _page(siti, key).text_content()
    for _ in range(2):
        _post(siti, key, "isian:saksi:periksa", **_saksi(world))
    assert Draft.objects.get().answers["saksi"]["cocok"] is True
    assert "Cocok dengan data penduduk" in _page(siti, key).text_content()
    assert AccessLogEntry.objects.filter(resident_id=world.joko.resident.pk).count() == 1


@pytest.mark.parametrize(
    "changes", [{"saksi__nik": "3302070107809999"}, {"saksi__nama": "BAMBANG"}, {"saksi__lahir": "02-07-1980"}]
)
def test_nobody_learns_which_of_the_three_is_wrong(world: World, siti: Client, changes: dict[str, str]) -> None:
    key = _key(siti)
    _post(siti, key, "isian:saksi:periksa", **_saksi(world, **changes))
    page = _page(siti, key)
    said = page.xpath("//*[@data-field='saksi']//p[contains(@class, 'verdict')]")[0].text_content()
    assert " ".join(said.split()) == (
        "Tidak cocok dengan data penduduk. Periksa lagi ketiganya dengan KTP atau KK. Bila sudah benar, lanjutkan "
        "saja: petugas akan memeriksa."
    )
    assert "JOKO PRASETYO" not in page.text_content()


def test_the_answer_stays_beside_a_form_with_other_faults(world: World, siti: Client) -> None:
    key = _key(siti)
    answer = _post(siti, key, "periksa", **_saksi(world))
    assert answer.status_code == 422
    page = parser.fromstring(answer.content.decode())
    assert "Cocok dengan data penduduk." in page.xpath("//*[@data-field='saksi']")[0].text_content()
    assert page.xpath("//*[@id='ringkasan-kesalahan']//a/@href")[0] == "#isian-rumah"


def test_after_too_many_questions_the_form_still_goes_on(world: World, siti: Client) -> None:
    key = _key(siti)
    for serial in range(11):
        _post(siti, key, "isian:saksi:periksa", **_saksi(world, saksi__nik=f"330207010780{1000 + serial}"))
    assert "Belum diperiksa" in _page(siti, key).text_content()
    members = [str(world.siti.resident.pk)]
    answer = _post(siti, key, "periksa", **RUMAH, **_saksi(world), anggota__anggota=members)
    assert answer.status_code == 302
    siti.post("/layanan/warisan/periksa/", {"kunci": key})
    assert Application.objects.get().answers["saksi"]["cocok"] is None


def test_a_stranger_cannot_be_ticked(world: World, siti: Client) -> None:
    answer = _post(siti, _key(siti), "periksa", anggota__anggota=[str(world.joko.resident.pk)], anggota__no_kk="")
    assert answer.status_code == 422
    assert "JOKO" not in answer.content.decode()


def test_at_the_counter_numbers_alone_find_people(world: World, signed_in: SignedIn) -> None:
    joko = world.joko.resident
    desk, address = signed_in(world.operator.account), f"/desk/penduduk/{world.siti.resident.pk}/permohonan/warisan/"
    key = str(
        parser.fromstring(desk.get(address, follow=True).content.decode()).xpath("//input[@name='kunci']/@value")[0]
    )
    numbers = {"saksi__siapa": "lain", "saksi__nik": joko.nik, "anggota__no_kk": joko.family.no_kk}
    desk.post(address, {"kunci": key, "aksi": "isian:anggota:lihat", **numbers})
    page = parser.fromstring(desk.get(address, {"kunci": key}).content.decode())
    assert page.xpath("//input[@name='anggota__anggota']/@value") == [str(joko.pk)]
    assert page.xpath("//input[@name='saksi__nama']/@value") == ["JOKO PRASETYO"]
    assert AccessLogEntry.objects.filter(resident_id=joko.pk, purpose="loket").exists()


@pytest.mark.parametrize("bad", ["\x00", "x" * 5000, "[]", "'; --"])
def test_nonsense_is_an_error_of_the_form(siti: Client, bad: str) -> None:
    names = [*RUMAH, "saksi__siapa", "saksi__nik", "saksi__nama", "saksi__lahir", "anggota__no_kk", "anggota__anggota"]
    answer = _post(siti, _key(siti), "periksa", **dict.fromkeys(names, bad))
    assert answer.status_code == 422
