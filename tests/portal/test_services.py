"""The list of services and the page of one."""

from django.test import Client

from tatadesa.catalogue.models import Service
from tatadesa.offices.models import Office
from tests.people import STANDARD, World, publish_service
from tests.portal.pages import MAX_QUERIES, queries, text


def test_grouped_under_headings(siti: Client, world: World) -> None:
    publish_service(world.karangsari, "surat-usaha")
    Service.objects.filter(slug="surat-usaha").update(category="Usaha")
    page = text(siti.get("/layanan/"))
    assert page.index("Umum") < page.index("Usaha")


def test_searched_by_a_plain_form(siti: Client, world: World) -> None:
    assert "Surat Keterangan Uji" in text(siti.get("/layanan/", {"cari": "pengujian"}))
    nothing = siti.get("/layanan/", {"cari": "paspor"})
    assert nothing.status_code == 200
    assert "Tidak ada layanan yang cocok" in text(nothing)


def test_visitors_name_their_village(client: Client, world: World) -> None:
    assert client.get("/layanan/").status_code == 302
    page = client.get("/layanan/", {"desa": world.karangsari.code}).content.decode()
    assert f"/layanan/surat-uji/?desa={world.karangsari.code}" in page
    assert client.get("/layanan/", {"desa": "99.99"}).status_code == 404


def test_a_citizen_always_sees_the_own_village(siti: Client, world: World) -> None:
    assert "Desa Karangsari" in text(siti.get("/layanan/", {"desa": world.sidamulya.code}))


def test_one_service_shows_the_six_public_parts(client: Client, world: World) -> None:
    page = text(client.get("/layanan/surat-uji/", {"desa": world.karangsari.code}))
    for part in ("Syarat", "Langkah", "Waktu", "Biaya", "Hasil", "Pengaduan"):
        assert part in page
    for words in (STANDARD["time"], STANDARD["cost"], STANDARD["product"], STANDARD["complaints"]):
        assert words in page


def test_complaints_go_to_the_office_in_a_paragraph_of_their_own(client: Client, world: World) -> None:
    Office.objects.filter(pk=world.karangsari.pk).update(complaints_contact="Sekretaris Desa")
    page = client.get("/layanan/surat-uji/", {"desa": world.karangsari.code}).content.decode()
    assert f"<p>{STANDARD['complaints']}</p><p>Sekretaris Desa</p>" in page


def test_a_closed_service_says_so(siti: Client, world: World) -> None:
    Service.objects.filter(pk=world.version.service_id).update(is_open=False)
    page = siti.get("/layanan/surat-uji/").content.decode()
    assert "sedang ditutup" in page
    assert "Ajukan sekarang" not in page


def test_queries_do_not_grow_with_services(siti: Client, world: World) -> None:
    one = queries(siti, "/layanan/")
    for number in range(29):
        publish_service(world.karangsari, f"layanan-{number}")
    assert queries(siti, "/layanan/") == one <= MAX_QUERIES
    assert queries(siti, "/layanan/surat-uji/") <= MAX_QUERIES
