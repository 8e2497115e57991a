"""Permohonan di loket, as an officer's browser does it without JavaScript."""

import re
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.states import State
from tatadesa.core.models import AccessLogEntry
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tests.counter import at_counter, begin, on_paper
from tests.desk.stages import address, text
from tests.family import elder, rt_head
from tests.letters.stages import issue_for
from tests.people import World, photo, sent

SignedIn = Callable[[Account], Client]


@pytest.fixture
def karto(world: World) -> Resident:
    """An old man without a phone."""
    return elder(world)


@pytest.fixture
def operator(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.operator.account)


def counter(resident: Resident, rest: str = "") -> str:
    return f"/desk/penduduk/{resident.pk}/permohonan/{rest}"


def typed(**changes: Any) -> dict[str, Any]:
    right = {
        "kunci": str(uuid.uuid4()),
        "nama": "KARTO WIRYO",
        "keperluan": "Berobat",
        "jumlah": "0",
        "sejak": "2020-01-31",
        "peruntukan": "bank",
    }
    return {**right, **changes}


def words(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_from_the_resident_to_the_printed_receipt(operator: Client, world: World, karto: Resident) -> None:
    page = text(operator.get(counter(karto)))
    assert counter(karto, "surat-uji/") in page
    form = text(operator.get(counter(karto, "surat-uji/")))
    assert 'value="KARTO WIRYO"' in form
    assert "Berkas kertas diperlihatkan di kantor" in form
    sent = typed(kk__berkas=photo())
    review = operator.post(counter(karto, "surat-uji/"), sent, follow=True)
    assert "kk.jpg" in words(review)
    done = operator.post(counter(karto, "surat-uji/periksa/"), {"kunci": sent["kunci"]}, follow=True)
    application = Application.objects.get()
    assert done.redirect_chain == [(address(application), 302)]
    assert "dibuat di kantor oleh Operator Pelayanan Sri Wahyuni" in words(done)
    receipt = operator.get(address(application, "tanda-terima.pdf"))
    assert receipt.content.startswith(b"%PDF-")
    again = operator.post(counter(karto, "surat-uji/periksa/"), {"kunci": sent["kunci"]})
    assert again.headers["Location"] == address(application)
    assert Application.objects.count() == 1


def test_paper_is_ticked_instead_and_the_checker_sees_it(operator: Client, world: World, karto: Resident) -> None:
    sent = typed(kk__kertas="1")
    assert operator.post(counter(karto, "surat-uji/"), sent).status_code == 302
    review = operator.get(counter(karto, f"surat-uji/periksa/?kunci={sent['kunci']}"))
    assert "Berkas kertas diperlihatkan di kantor" in words(review)
    operator.post(counter(karto, "surat-uji/periksa/"), {"kunci": sent["kunci"]})
    page = text(operator.get(address(Application.objects.get())))
    assert "Kertas diperlihatkan di kantor" in page
    assert "Belum ada" not in page


def test_mistakes_come_back_with_everything_kept(operator: Client, world: World, karto: Resident) -> None:
    response = operator.post(counter(karto, "surat-uji/"), typed(keperluan="", jumlah="99"))
    page = text(response)
    assert response.status_code == 422
    for name in ("keperluan", "jumlah", "kk"):
        assert f'href="#isian-{name}"' in page
    assert 'value="99"' in page
    half = typed(keperluan="", kk__kertas="1")
    page = text(operator.post(counter(karto, "surat-uji/"), half))
    assert 'name="kk__kertas" value="1" checked' in page


def test_a_field_the_form_does_not_have_is_refused(operator: Client, karto: Resident) -> None:
    assert operator.post(counter(karto, "surat-uji/"), typed(nama__kertas="1")).status_code == 422
    assert operator.post(counter(karto, "surat-uji/"), typed(kunci="x")).status_code == 404
    assert not Draft.objects.exists()


def test_paper_is_nothing_a_phone_can_claim(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.siti)
    assert client.post("/layanan/surat-uji/isi/", typed(kk__kertas="1")).status_code == 422
    assert not Draft.objects.exists()


def test_what_was_begun_is_continued_or_thrown_away(operator: Client, world: World, karto: Resident) -> None:
    half = typed(keperluan="", aksi="simpan")
    page = text(operator.post(counter(karto, "surat-uji/"), half, follow=True))
    assert f"?kunci={half['kunci']}" in page
    assert "Belum dikirim" in page
    assert half["kunci"] not in text(operator.get(counter(world.siti.resident)))
    operator.post(counter(karto, f"draf/{half['kunci']}/hapus/"))
    assert not Draft.objects.exists()


def test_a_draft_about_somebody_else_is_not_found(operator: Client, world: World, karto: Resident) -> None:
    key = begin(world, karto)
    for rest in (f"surat-uji/?kunci={key}", f"surat-uji/periksa/?kunci={key}"):
        assert operator.get(counter(world.siti.resident, rest)).status_code == 404
        assert operator.get(counter(karto, rest)).status_code == 200


def test_who_may_not(world: World, karto: Resident, signed_in: SignedIn) -> None:
    for staff in (world.stranger_operator, rt_head(world, "001")):
        assert signed_in(staff.account).get(counter(karto)).status_code == 404
    assert signed_in(world.kades.account).get(counter(karto)).status_code == 403
    karto.base_status = codes.DEAD
    karto.save()
    assert signed_in(world.operator.account).get(counter(karto)).status_code == 404


def test_an_rt_head_serves_the_own_people_and_sees_only_them(
    world: World, karto: Resident, signed_in: SignedIn
) -> None:
    client = signed_in(rt_head(world).account)
    sent_by_siti = sent(world.siti, world.version)
    data = typed(kk__kertas="1")
    client.post(counter(karto, "surat-uji/"), data)
    done = client.post(counter(karto, "surat-uji/periksa/"), {"kunci": data["kunci"]}, follow=True)
    assert done.status_code == 200
    inbox = text(client.get("/desk/?tab=semua"))
    assert Application.objects.get(resident=karto).number in inbox
    assert sent_by_siti.number not in inbox
    assert client.get(counter(world.siti.resident)).status_code == 404


def test_every_look_is_logged(operator: Client, world: World, karto: Resident) -> None:
    for rest in ("", "surat-uji/"):
        operator.get(counter(karto, rest))
    looks = AccessLogEntry.objects.filter(resident_id=karto.pk, actor_id=world.operator.pk)
    assert [look.purpose for look in looks] == ["loket", "loket"]


def test_sent_back_it_is_mended_at_the_counter(operator: Client, world: World, karto: Resident) -> None:
    application = take(world.other_operator, on_paper(world, karto).number)
    return_for_correction(
        world.other_operator, application.number, seen=2, fields=["kk"], message="Kartu Keluarga sudah lama."
    )
    page = text(operator.get(address(application)))
    assert "Menunggu pemohon datang lagi ke kantor" in page
    assert "Perbaiki isian bersama pemohon" in page
    form = text(operator.get(address(application, "ubah/")))
    assert "Kartu Keluarga sudah lama." in form
    assert 'name="keperluan"' not in form
    key = str(uuid.uuid4())
    assert operator.post(address(application, "ubah/"), {"kunci": key}).status_code == 422
    review = operator.post(address(application, "ubah/"), {"kunci": key, "kk__berkas": photo()}, follow=True)
    assert "kk.jpg" in words(review)
    for _ in range(2):
        sent = operator.post(address(application, "ubah/periksa/"), {"kunci": key})
        assert sent.headers["Location"] == address(application)
    application.refresh_from_db()
    assert (application.state, application.on_paper) == (State.IN_REVIEW, [])


def test_a_phones_application_offers_none_of_this(operator: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    page = text(operator.get(address(application)))
    for offered in ("bersama pemohon", "atas permintaan pemohon", "Cetak tanda terima"):
        assert offered not in page
    for act in ("ubah/", "ubah/periksa/"):
        assert operator.get(address(application, act)).status_code == 403
    refused = operator.post(address(application, "batalkan/"), {"seen": "1"})
    assert refused.status_code == 403
    assert "Isian ini milik warga" in text(refused)


def test_taken_back_on_request(operator: Client, world: World, karto: Resident) -> None:
    application = at_counter(world, karto)
    page = text(operator.post(address(application, "batalkan/"), {"seen": "1"}, follow=True))
    assert "Permohonan dibatalkan atas permintaan pemohon." in page
    stale = operator.post(address(application, "batalkan/"), {"seen": "1"})
    assert stale.status_code == 409


def test_the_letter_of_somebody_without_account_is_the_offices_to_hand_out(
    operator: Client, world: World, karto: Resident, signed_in: SignedIn
) -> None:
    letter = issue_for(world, at_counter(world, karto))
    assert operator.get(f"/desk/surat/{letter.pk}.pdf").status_code == 200
    for citizen in (world.siti, world.joko):
        assert signed_in(citizen).get(f"/surat/{letter.pk}.pdf").status_code == 404


def test_the_inbox_says_who_made_it(operator: Client, world: World, karto: Resident) -> None:
    at_counter(world, karto)
    assert "di loket: <bdi>Sri Wahyuni, Operator Pelayanan" in text(operator.get("/desk/?tab=semua"))


def test_a_stale_page_cannot_take_or_release(operator: Client, world: World, karto: Resident) -> None:
    application = at_counter(world, karto)
    take(world.other_operator, application.number)
    assert operator.post(address(application, "ambil/"), {"seen": "1"}).status_code == 409
    sekdes = Client()
    sekdes.force_login(world.sekdes.account, backend="tatadesa.accounts.backend.AccountBackend")
    assert sekdes.post(address(application, "lepas/"), {"seen": "1"}).status_code == 409
    assert sekdes.post(address(application, "lepas/"), {"seen": "2"}).status_code == 302


def test_the_number_of_queries_has_a_bound(operator: Client, world: World, karto: Resident) -> None:
    key = begin(world, karto)
    counts = {}
    for rest in ("", "surat-uji/", f"surat-uji/?kunci={key}", f"surat-uji/periksa/?kunci={key}"):
        with CaptureQueriesContext(connection) as captured:
            assert operator.get(counter(karto, rest)).status_code == 200
        counts[rest] = len(captured)
    assert max(counts.values()) <= 10, counts


def test_who_stands_there_is_found_by_name_or_nik_and_no_address_says_it(
    operator: Client, world: World, karto: Resident
) -> None:
    assert "Permohonan di loket" in text(operator.get("/desk/"))
    for typed_in in ("karto", karto.nik):
        page = text(operator.post("/desk/loket/", {"cari": typed_in}))
        assert counter(karto) in page
        assert "JOKO" not in page
    assert "Tidak ada penduduk yang cocok" in text(operator.post("/desk/loket/", {"cari": "atlantis"}))
    assert operator.post("/desk/loket/", {"cari": "k"}).status_code == 422
    assert "KARTO" not in text(operator.get("/desk/loket/?cari=karto"))


def test_the_dead_other_villages_and_other_rts_are_not_found(
    world: World, karto: Resident, signed_in: SignedIn
) -> None:
    def found(client: Client, name: str) -> bool:
        return "Pilih pemohon" in text(client.post("/desk/loket/", {"cari": name}))

    operator, head = signed_in(world.operator.account), signed_in(rt_head(world).account)
    assert found(operator, "siti")
    assert not found(operator, "rina")
    assert found(head, "karto")
    assert not found(head, "siti")
    assert not found(signed_in(rt_head(world, "", "").account), "karto")
    assert signed_in(world.kades.account).post("/desk/loket/", {"cari": "karto"}).status_code == 403
    karto.base_status = codes.DEAD
    karto.save()
    assert not found(operator, "karto")
