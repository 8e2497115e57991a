"""The desk's pages of the office, its staff, the offices below and the way of a new office."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.administration.making import make
from tatadesa.administration.models import Batch
from tatadesa.administration.sheet import COLUMNS
from tatadesa.catalogue.models import Service
from tatadesa.core.clock import office_today
from tatadesa.desk.views.begin import USUAL
from tatadesa.offices.models import Closure, Office
from tests.administration.people import administrator, kabupaten, villages
from tests.offers import build_district
from tests.people import PASSWORD, World
from tests.portal.pages import queries, text

SignedIn = Callable[[Account], Client]
OFFICE, STAFF, BELOW = "/desk/pengaturan/kantor/", "/desk/pengaturan/perangkat/", "/desk/pengaturan/wilayah/"
PAGES = (
    "/desk/mulai/",
    "/desk/mulai/poster/",
    OFFICE,
    f"{OFFICE}kop/",
    f"{OFFICE}jam/",
    f"{OFFICE}riwayat/",
)


@pytest.fixture
def admin(world: World) -> StaffMember:
    return administrator(world.karangsari)


@pytest.fixture
def client(admin: StaffMember, signed_in: SignedIn) -> Client:
    return signed_in(admin.account)


def seen(client: Client, path: str) -> str:
    """What the form of the page sends back."""
    return client.get(path).content.decode().split('name="seen" value="')[1].split('"')[0]


@pytest.mark.parametrize("path", PAGES)
def test_who_opens_the_settings(world: World, admin: StaffMember, signed_in: SignedIn, path: str) -> None:
    assert signed_in(admin.account).get(path).status_code == 200
    assert signed_in(world.sekdes.account).get(path).status_code == 200
    assert signed_in(world.operator.account).get(path).status_code == 403


@pytest.mark.parametrize("path", [*PAGES, "/desk/mulai/layanan/", STAFF])
def test_pages_cost_few_queries(client: Client, path: str) -> None:
    client.get(path)
    assert queries(client, path) <= 7


def test_the_staff_page_costs_the_same_for_many(client: Client, world: World) -> None:
    before = queries(client, STAFF)
    for number in range(5):
        administrator(world.karangsari, f"admin-{number}")
    assert queries(client, STAFF) == before


def test_what_was_typed_comes_back(client: Client) -> None:
    sent = {"alamat": "Jl. Baru 2", "kode_pos": "12", "telepon": "", "surel": "", "pengaduan": "Pak Carik", "seen": ""}
    answer = client.post(OFFICE, sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Jl. Baru 2"' in page
    assert 'value="Pak Carik"' in page
    assert 'aria-describedby="kode_pos-salah' in page
    again = client.post(OFFICE, {**sent, "kode_pos": "53183", "lanjut": "1"})
    assert again.headers["Location"] == "/desk/mulai/"
    assert "Alamat: Jl. Raya Karangsari No. 1 → Jl. Baru 2." in text(client.get(f"{OFFICE}riwayat/"))


@pytest.mark.parametrize("stale", ["", "bukan-kunci", "\0"])
def test_a_stale_page_is_a_conflict(client: Client, stale: str) -> None:
    sent = {"alamat": "Jl. Baru 2", "seen": ""}
    client.post(OFFICE, sent)
    answer = client.post(OFFICE, {"alamat": "Jl. Lain 3", "seen": stale})
    assert answer.status_code == 409
    assert "Jl. Lain 3" in answer.content.decode()


def test_a_letterhead_with_a_picture(client: Client, world: World) -> None:
    path = f"{OFFICE}kop/"
    picture = SimpleUploadedFile("l.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>')
    sent = {"kop": "DESA BARU", "kertas": "A4", "pola": "{nomor}/{kode}/{tahun}", "kode": "KRS", "seen": ""}
    assert client.post(path, {**sent, "logo": picture}).status_code == 302
    world.karangsari.refresh_from_db()
    assert "<svg" in world.karangsari.logo_svg
    shown = client.get(f"{OFFICE}kop.png")
    assert shown.content.startswith(b"\x89PNG")
    bad = SimpleUploadedFile("l.svg", b"<svg><script>x</script></svg>")
    answer = client.post(path, {**sent, "kop": "DESA LAIN", "logo": bad, "seen": seen(client, path)})
    assert answer.status_code == 422
    assert "DESA LAIN" in answer.content.decode()
    huge = SimpleUploadedFile("l.svg", b"<svg>" + b" " * 250_000)
    assert client.post(path, {**sent, "logo": huge, "seen": seen(client, path)}).status_code == 422


def test_hours_and_closures(client: Client, world: World) -> None:
    path = f"{OFFICE}jam/"
    sent = {f"{day}_1": "09:00" for day in ("senin", "selasa")} | {f"{day}_2": "12:00" for day in ("senin", "selasa")}
    assert client.post(path, {**sent, "zona": "Asia/Jakarta", "seen": ""}).status_code == 302
    assert "Senin-Selasa 09.00-12.00" in text(client.get(path))
    assert client.post(path, {"senin_1": "sembilan", "zona": "x", "seen": seen(client, path)}).status_code == 422
    day = office_today("Asia/Jakarta") + timedelta(days=9)
    assert client.post(f"{OFFICE}tutup/", {"dari": day.isoformat(), "alasan": ""}).status_code == 422
    client.post(f"{OFFICE}tutup/", {"dari": day.isoformat(), "alasan": "Musyawarah"})
    assert "Musyawarah" in text(client.get(path))
    client.post(f"{OFFICE}tutup/{Closure.objects.get().pk}/hapus/")
    assert not Closure.objects.exists()


def test_a_colleague_is_added_and_changed(client: Client, world: World) -> None:
    sent = {"nama": "Ratna", "jabatan": "Staf", "peran": ["operator"], "pengguna": "ratna", "rahasia": "salah"}
    answer = client.post(f"{STAFF}baru/", sent)
    assert answer.status_code == 422
    assert 'value="Ratna"' in answer.content.decode()
    page = client.post(f"{STAFF}baru/", {**sent, "rahasia": PASSWORD}).content.decode()
    person = StaffMember.objects.select_related("account").get(account__login="ratna")
    assert person.account.check_password(page.split('words-shown">')[1].split("<")[0])
    one = f"{STAFF}{person.pk}/"
    assert client.post(f"{one}ubah/", {"nama": "Ratna Dewi", "jabatan": "", "peran": ["operator"]}).status_code == 422
    client.post(f"{one}ubah/", {"nama": "Ratna Dewi", "jabatan": "Kaur", "peran": ["operator", "kasi"]})
    client.post(f"{one}hak/", {"hak": ["see"]})
    assert client.post(f"{one}masa/", {"peran_masa": "kades", "sebagai": "plt"}).status_code == 422
    term = {"mulai": "2026-01-01", "sampai": "2026-02-01", "sk": "141/7", "tanggal_sk": "2025-12-31"}
    client.post(f"{one}masa/", {"peran_masa": "kades", "sebagai": "plt", **term})
    shown = text(client.get(one))
    for words in (
        "Jabatan: Staf → Kaur.",
        "Tidak berlaku hari ini.",
        "sebagai Plt., SK 141/7 tanggal 31 Desember 2025",
    ):
        assert words in shown
    client.post(f"{one}matikan/")
    assert "Akun ini dimatikan" in text(client.get(one))
    client.post(f"{one}hidupkan/")
    person.refresh_from_db()
    assert person.rights_taken == ["decide"]


def test_the_last_administrator_reads_why_not(client: Client, admin: StaffMember) -> None:
    sent = {"nama": "Nur", "jabatan": "Administrator", "peran": ["operator"]}
    answer = client.post(f"{STAFF}{admin.pk}/ubah/", sent)
    assert answer.status_code == 409
    assert "paling sedikit satu administrator" in text(answer)


@pytest.mark.parametrize("garbage", ["\0", "9" * 400, "2026-13-45", "<script>"])
def test_garbage_is_told_and_never_breaks(client: Client, world: World, garbage: str) -> None:
    one = f"{STAFF}{world.operator.pk}/"
    for path, names in (
        (OFFICE, ("alamat", "kode_pos", "telepon", "surel", "pengaduan", "seen")),
        (f"{OFFICE}kop/", ("kop", "kertas", "pola", "kode")),
        (f"{OFFICE}jam/", ("senin_1", "senin_2", "zona")),
        (f"{OFFICE}tutup/", ("dari", "hingga", "alasan")),
        (f"{STAFF}baru/", ("nama", "jabatan", "nip", "rt", "rw", "peran", "pengguna", "rahasia")),
        (f"{one}ubah/", ("nama", "jabatan", "nip", "rt", "rw", "peran")),
        (f"{one}hak/", ("hak",)),
        (f"{one}masa/", ("peran_masa", "sebagai", "sk", "mulai", "sampai", "tanggal_sk")),
        ("/desk/mulai/layanan/", ("layanan",)),
    ):
        assert 400 <= client.post(path, dict.fromkeys(names, garbage)).status_code < 500, path


def test_the_first_services_come_from_the_library(client: Client) -> None:
    assert client.post("/desk/mulai/layanan/").status_code == 422
    assert client.post("/desk/mulai/layanan/", {"layanan": ["domisili"]}).headers["Location"] == "/desk/mulai/"
    assert "Surat Keterangan Domisili<" not in client.get("/desk/mulai/layanan/").content.decode()


@pytest.mark.usefixtures("world")
def test_what_an_office_above_offers_ticks_nothing_off(signed_in: SignedIn) -> None:
    Service.objects.filter(pk=build_district().service.pk).update(slug="sktm")
    new = Office.objects.create(code="33.02.07.2001", kind="desa", name="Baru", region_id="33.02.07", number_code="B")
    page = signed_in(administrator(new).account).get("/desk/mulai/layanan/").content.decode()
    ticked = re.findall(r'value="([a-z-]+)" checked', page)
    assert {*ticked} == {*USUAL} - {"sktm"}, "an own one would take the place of the one that is offered"
    assert 'value="sktm"' in page, "but the village may want its own"


def test_the_poster_leads_to_the_village(client: Client) -> None:
    assert "/layanan/?desa=33.02.07.2901" in text(client.get("/desk/mulai/poster/"))
    assert client.get("/desk/mulai/poster/qr.svg").headers["Content-Type"] == "image/svg+xml"


@pytest.fixture
def above(world: World, signed_in: SignedIn) -> Client:
    villages(3)
    return signed_in(kabupaten().account)


def test_an_office_is_made_below(above: Client) -> None:
    sent: dict[str, Any] = {"kode": "33.02.07.2001", "alamat": "Jl. 1", "admin": "Ani", "pengguna": "admin.satu"}
    refused = above.post(f"{BELOW}baru/", {**sent, "kode": "\0"})
    assert refused.status_code == 422
    page = above.post(f"{BELOW}baru/", {**sent, "rahasia": PASSWORD})
    assert "Desa Desa1 sudah dibuat" in text(page)
    assert "Desa Desa1" in text(above.get(BELOW))
    again = above.post(f"{BELOW}kantor/33.02.07.2001/sandi/", {"rahasia": PASSWORD})
    assert "Kata sandi pertama Desa Desa1" in text(again)
    assert above.get(f"{BELOW}kantor/33.03/sandi/").status_code == 404


def test_offices_are_made_from_a_sheet(above: Client) -> None:
    head = ";".join(column.key for column in COLUMNS)
    rows = [f"33.02.07.200{number};Jl. {number};;;;Ani;admin.{number}" for number in (1, 2)]
    upload = SimpleUploadedFile("kantor.csv", "\n".join([head, *rows]).encode())
    assert above.post(f"{BELOW}lembar/").status_code == 422
    one = above.post(f"{BELOW}lembar/", {"berkas": upload}).headers["Location"]
    assert "Buat 2 kantor?" in text(above.get(one))
    assert above.post(f"{one}buat/", {"rahasia": "salah"}).status_code == 422
    assert above.post(f"{one}buat/", {"rahasia": PASSWORD}).status_code == 302
    assert "Menyiapkan akun 0 dari 2" in text(above.get(f"{one}keadaan/"))
    make(Batch.objects.get().pk)
    assert above.get(f"{one}keadaan/").headers["HX-Refresh"] == "true"
    assert "admin.2" in text(above.post(f"{one}kata-sandi/", {"rahasia": PASSWORD}))
    assert above.post(f"{one}kata-sandi/", {"rahasia": PASSWORD}).status_code == 409
    assert Office.objects.filter(region__code__startswith="33.02.07.200").count() == 2


def test_the_list_below_costs_the_same(above: Client) -> None:
    before = queries(above, BELOW)
    for number in (1, 2, 3):
        Office.objects.create(
            code=f"33.02.07.200{number}",
            kind="desa",
            name="X",
            region_id=f"33.02.07.200{number}",
            address="x",
            number_code="X",
        )
    assert queries(above, BELOW) == before <= 8
