"""The desk's pages about services, and the paper that a citizen brings."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Application
from tatadesa.catalogue.models import Service, ServiceAtOffice, ServiceChange, ServiceVersion
from tests.counter import begin
from tests.offers import SLUG, build_district
from tests.people import World, answers, publish_service
from tests.portal.pages import queries, text

SignedIn = Callable[[Account], Client]
LIST, PAGE = "/desk/layanan/", "/desk/layanan/surat-uji/"
OPEN = {"seen": "", "terbuka": "1", "kuota": "", "periode": "month", "ditangani": "village"}


@pytest.fixture
def operator(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.operator.account)


def test_the_list_shows_own_and_offered_services(operator: Client, world: World) -> None:
    build_district()
    page = text(operator.get(LIST))
    assert page.index("Layanan Desa Karangsari") < page.index("Ditawarkan kantor lain di sini")
    assert "Kecamatan Uji" in page
    assert "Terbuka" in page


def test_the_list_costs_the_same_however_long(operator: Client, world: World) -> None:
    before = queries(operator, LIST)
    for number in range(12):
        publish_service(world.karangsari, f"layanan-{number}")
    assert queries(operator, LIST) == before <= 6


@pytest.mark.parametrize(("role", "status"), [("kasi", 200), ("kades", 200), ("administrator", 200), ("rt", 403)])
def test_who_reads_it(world: World, signed_in: SignedIn, role: str, status: int) -> None:
    world.operator.roles = [role]
    world.operator.totp_secret = "x"
    world.operator.save()
    client = signed_in(world.operator.account)
    assert client.get(LIST).status_code == status
    assert client.get(PAGE).status_code == status


def test_who_only_reads_has_no_button(world: World, signed_in: SignedIn) -> None:
    world.operator.roles = ["kasi"]
    world.operator.save()
    client = signed_in(world.operator.account)
    assert '<button class="button">Simpan' not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}atur/", OPEN).status_code == 403


def test_closed_with_a_quota_and_traced(operator: Client, world: World) -> None:
    answer = operator.post(
        f"{PAGE}atur/", {**OPEN, "kuota": "20", "periode": "week", "buka": "2026-12-01"}, follow=True
    )
    page = text(answer)
    assert "Pengaturan layanan disimpan." in page
    assert "Kuota: 20 per minggu." in page
    assert "Sri Wahyuni, Operator Pelayanan" in page
    service = Service.objects.get(pk=world.version.service_id)
    assert (service.quota, service.quota_period) == (20, "week")


def test_what_was_typed_stays_when_it_is_refused(operator: Client) -> None:
    answer = operator.post(f"{PAGE}atur/", {**OPEN, "kuota": "banyak", "tutup": "kapan-kapan"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="banyak"' in page
    assert "Isi dengan angka" in page
    assert "Pilih tanggalnya" in page


def test_an_old_page_is_told_and_changes_nothing(operator: Client, world: World) -> None:
    operator.post(f"{PAGE}atur/", {**OPEN, "kuota": "5"})
    for seen in ("", str(uuid.uuid4()), "x"):
        assert operator.post(f"{PAGE}atur/", {**OPEN, "seen": seen, "kuota": "9"}).status_code == 409
    assert Service.objects.get(pk=world.version.service_id).quota == 5


def test_a_village_switches_an_offered_one_off(operator: Client, world: World) -> None:
    build_district()
    operator.post(f"/desk/layanan/{SLUG}/tampilan/", {"seen": "", "mati": "1", "nama": "", "catatan": "Tanya kasi."})
    choice = ServiceAtOffice.objects.get(office=world.karangsari)
    assert (choice.is_off, choice.texts) == (True, {"note": "Tanya kasi."})
    assert "Desa ini tidak membuka layanan ini." in text(operator.get(LIST))
    assert operator.post(f"/desk/layanan/{SLUG}/atur/", OPEN).status_code == 404


def test_the_office_above_offers_its_own(world: World, signed_in: SignedIn) -> None:
    district = build_district(offered_to="")
    client = signed_in(district.operator.account)
    client.post(f"/desk/layanan/{SLUG}/atur/", {**OPEN, "tawarkan": "1", "ditangani": "owner"})
    assert (district.service.offered_to, district.service.handled_by) == ("33.02.07", "owner")


def test_all_fourteen_parts_are_read_here(operator: Client, world: World) -> None:
    assert "belum ditulis di layanan ini" in text(operator.get(PAGE))
    inner = {"legal_basis": ["UU 25/2009"], "staffing": "Dua orang"}
    first = publish_service(world.karangsari, "lengkap")
    names = ("name", "summary", "form", "requirements", "workflow", "letter", "published_at")
    content = {name: getattr(first, name) for name in names}
    first.service.current = ServiceVersion.objects.create(
        office=first.office, service=first.service, number=2, standard={**first.standard, **inner}, **content
    )
    first.service.save()
    page = text(operator.get("/desk/layanan/lengkap/"))
    for words in ("Persyaratan", "Pengaduan", "Dasar hukum", "UU 25/2009", "Jumlah pelaksana", "Dua orang"):
        assert words in page


def test_words_of_people_are_shown_as_text(operator: Client, world: World) -> None:
    operator.post(f"{PAGE}tampilan/", {"seen": "", "nama": "<script>alert(1)</script>"})
    assert ServiceChange.objects.exists()
    assert "<script>alert" not in operator.get(PAGE).content.decode()
    assert "<script>alert" not in operator.get(LIST).content.decode()


def brought(world: World) -> Application:
    """Siti brings the family card to the office."""
    first = publish_service(world.karangsari, "boleh-dibawa")
    names = ("name", "summary", "form", "workflow", "letter", "standard", "published_at")
    paper = [{"label": "Kartu Keluarga", "field": "kk", "required": True, "paper": True}]
    version = ServiceVersion.objects.create(
        office=first.office,
        service=first.service,
        number=2,
        requirements=paper,
        **{name: getattr(first, name) for name in names},
    )
    key = uuid.uuid4()
    raw = {**answers(world.siti, version), "kk": []}
    save_draft(world.siti, version, key, Content(raw, complete=True, to_bring=["kk"]))
    return submit(world.siti, key)


def test_the_paper_is_waited_for_and_taken(operator: Client, world: World) -> None:
    application = brought(world)
    page = f"/desk/permohonan/{application.number}/"
    assert "Akan dibawa ke kantor" in text(operator.get(page))
    assert operator.post(f"{page}kertas/kk/", {"seen": "0"}).status_code == 409
    shown = text(operator.post(f"{page}kertas/kk/", {"seen": "1"}, follow=True))
    assert "Kertas diperlihatkan di kantor" in shown
    assert "Berkas asli diterima di kantor: Kartu Keluarga." in shown
    assert "Sudah diterima" not in shown


def test_the_owners_desk_works_on_people_of_the_villages(world: World, signed_in: SignedIn) -> None:
    from tatadesa.core.models import AccessLogEntry
    from tests.people import draft

    district = build_district(handled_by="owner")
    application = submit(world.siti, draft(world.siti, district.version))
    client = signed_in(district.operator.account)
    page = client.get(f"/desk/permohonan/{application.number}/")
    assert page.status_code == 200
    assert "3302076505909001" in page.content.decode()
    assert "/desk/penduduk/" + str(application.resident_id) not in page.content.decode()
    look = AccessLogEntry.objects.get(resident_id=application.resident_id, purpose="permohonan")
    assert look.office_id == district.office.pk
    village = signed_in(world.operator.account)
    assert village.get(f"/desk/permohonan/{application.number}/").status_code == 404


def test_the_counter_sends_to_the_owner_and_tells_the_number(operator: Client, world: World) -> None:
    district = build_district(handled_by="owner")
    siti = world.siti.resident
    key = begin(world, siti, version=district.version)
    counter = f"/desk/penduduk/{siti.pk}/permohonan/"
    assert "dikerjakan di sana" in text(operator.get(counter))
    answer = operator.post(f"{counter}{SLUG}/periksa/", {"kunci": str(key)}, follow=True)
    assert answer.redirect_chain[-1][0] == counter
    assert Application.objects.get().number in text(answer)
    again = operator.post(f"{counter}{SLUG}/periksa/", {"kunci": str(key)})
    assert (again.status_code, again.headers["Location"]) == (302, counter)


def test_the_counter_says_why_it_cannot_be_sent(operator: Client, world: World) -> None:
    siti = world.siti.resident
    key = begin(world, siti)
    Service.objects.filter(pk=world.version.service_id).update(is_open=False)
    form = f"/desk/penduduk/{siti.pk}/permohonan/surat-uji/"
    assert "belum bisa dikirim" in text(operator.get(f"{form}?kunci={key}"))
    answer = operator.post(f"{form}periksa/", {"kunci": str(key)})
    assert answer.status_code == 409
    assert "sedang ditutup" in text(answer)
    assert "Kirim permohonan" in text(answer)
