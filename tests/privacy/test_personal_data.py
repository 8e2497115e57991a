"""The copy of one's data: complete, one's own, and readable as JSON and PDF."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.core.access_log import record_look
from tatadesa.deliveries.actions.choose_delivery import choose_delivery
from tatadesa.deliveries.actions.keep_wish import keep_wish
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.wishes import Wish
from tatadesa.privacy.actions.acknowledge import acknowledge
from tatadesa.privacy.actions.ask import ask
from tatadesa.privacy.looks import who_looked
from tatadesa.privacy.paper import paper
from tatadesa.privacy.personal_data import collect
from tatadesa.registrations.actions.approve import approve
from tatadesa.registrations.models import Registration
from tatadesa.residents.columns import COLUMNS
from tatadesa.residents.models import Resident
from tests.deliveries.stages import sent_off, set_up, wish
from tests.people import World, draft, sent
from tests.registrations.waiting import neighbour, waiting


def part(document: dict, title: str) -> list[dict[str, str]]:
    found = next(part for part in document["bagian"] if part["judul"] == title)
    return [dict(group) for group in found["isi"]]


def looked(world: World, times: int = 1) -> Resident:
    resident = Resident.objects.get(account=world.siti)
    for _ in range(times):
        record_look(
            office_id=world.karangsari.pk, actor_id=world.operator.pk, resident_id=resident.pk, purpose="permohonan"
        )
    return resident


def test_everything_that_is_kept_is_in_it(world: World) -> None:
    application = sent(world.siti, world.version, keperluan="Beasiswa <b>anak</b>")
    draft(world.siti, world.version, keperluan="Draf yang belum dikirim")
    acknowledge(world.siti, "2026-11")
    ask(world.siti, kind="other", text="Mohon penjelasan")
    looked(world)
    document = collect(world.siti)
    register = part(document, "Data kependudukan")[0]
    assert set(register) == {column.label for column in COLUMNS}
    assert register["NIK"] == world.siti.login
    mine = part(document, "Permohonan")[0]
    assert mine["Nomor"] == application.number
    assert "Beasiswa <b>anak</b>" in mine.values()
    assert "Draf yang belum dikirim" in part(document, "Isian yang belum dikirim")[0].values()
    assert [row["Nama"] for row in part(document, "Keluarga pada kartu keluarga yang sama")] == ["BUDI SANTOSO"]
    assert part(document, "Permintaan tentang data pribadi")[0]["Isi"] == "Mohon penjelasan"
    assert part(document, "Siapa yang membuka data ini")[0]["Siapa"] == "Sri Wahyuni, Operator Pelayanan"
    assert "Pernyataan privasi 2026-11 dibaca" in part(document, "Akun")[0]


def test_the_address_of_a_delivery_is_in_it(world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    choose_delivery(world.siti, application.number, wish(application))
    mine = part(collect(world.siti), "Permohonan")[0]
    assert mine["Cara menerima surat"] == "Dikirim POS ke rumah"
    assert "53183" in mine["Alamat kiriman"]


def test_another_address_and_every_parcel_are_in_it(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    other = wish(shipment.application).address | {"penerima": "Nenek Siti"}
    DeliveryChoice.objects.update(wanted=other | {"alamat_kirim": {"jalan": "Jl. Kenanga 7"}})
    mine = part(collect(world.siti), "Permohonan")[0]
    assert mine["Alamat lain yang diminta"].startswith("Nenek Siti")
    assert "Jl. Kenanga 7" in mine["Alamat lain yang diminta"]
    [parcel] = [words for label, words in mine.items() if label.startswith("Kiriman ")]
    assert f"resi {shipment.waybill}" in parcel
    assert shipment.receiver["name"] in parcel


def test_the_address_typed_beside_a_draft_is_in_it(world: World) -> None:
    key = draft(world.siti, world.version)
    code = world.karangsari.region_id
    address = {"provinsi": code[:2], "kota": code[:5], "desa": code, "rt": "001", "jalan": "Jl. Melati 2"}
    keep_wish(world.siti, key, Wish("post", {"penerima": "Siti", "alamat_kirim": address | {"kode_pos": "53183"}}))
    begun = part(collect(world.siti), "Isian yang belum dikirim")[0]
    assert begun["Cara menerima surat"] == "Dikirim POS ke rumah"
    assert begun["Alamat kiriman"].startswith("Siti, Jl. Melati 2, RT 001, ")
    assert code not in begun["Alamat kiriman"]
    keep_wish(world.siti, key, Wish("post", {"alamat_kirim": "bukan alamat"}))
    assert "Alamat kiriman" not in part(collect(world.siti), "Isian yang belum dikirim")[0]


def test_nothing_of_anybody_else_is_in_it(world: World) -> None:
    sent(world.joko, world.version, keperluan="Rahasia Joko")
    text = json.dumps(collect(world.siti))
    assert "Rahasia Joko" not in text
    assert world.joko.login not in text
    assert world.budi.login not in text


def test_the_paper_is_a_tagged_pdf_with_the_text_as_text(world: World) -> None:
    sent(world.siti, world.version, keperluan='#import "x" *tebal* $1$')
    content = paper(collect(world.siti), "Asia/Jakarta")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    pages = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "#import" in text
    assert "*tebal* $1$" in text
    assert world.siti.login in text


def test_an_account_without_resident_gets_its_copy_too(world: World) -> None:
    Resident.objects.filter(account=world.siti).update(account=None)
    assert part(collect(world.siti), "Data kependudukan") == []
    assert paper(collect(world.siti), "Asia/Jakarta").startswith(b"%PDF")


def test_who_looked_pages_by_key(world: World) -> None:
    resident = looked(world, 3)
    first = who_looked(resident.pk, limit=2)
    rest = who_looked(resident.pk, first.next, limit=2)
    assert (len(first.rows), len(rest.rows), rest.next) == (2, 1, "")


def test_looks_at_the_registration_before_it_was_matched_are_in_the_list(world: World) -> None:
    dewi = neighbour(world.karangsari)
    registration = waiting(world.karangsari, photo=False)
    stranger = waiting(world.karangsari, dewi, photo=False, state=Registration.State.REFUSED)
    for seen, purpose in ((registration, "foto KTP"), (registration, "pendaftaran"), (stranger, "dari orang lain")):
        record_look(
            office_id=world.karangsari.pk,
            actor_id=world.operator.pk,
            resident_id=None,
            purpose=purpose,
            about=str(seen.pk),
        )
    assert who_looked(dewi.pk).rows == [], "nobody knows yet whose they are"
    approve(world.operator, registration.pk, seen=registration.edition, resident_id=dewi.pk)
    page = who_looked(dewi.pk, limit=1)
    rows = [*page.rows, *who_looked(dewi.pk, page.next).rows]
    assert [(row.purpose, row.who) for row in rows] == [
        ("pendaftaran", "Sri Wahyuni, Operator Pelayanan"),
        ("foto KTP", "Sri Wahyuni, Operator Pelayanan"),
    ]
    assert who_looked(world.siti.resident.pk).rows == []


def test_downloads_are_never_kept_by_a_cache(world: World, signed_in: Callable[[Account], Client]) -> None:
    client = signed_in(world.siti)
    for ending, kind in (("json", "application/json"), ("pdf", "application/pdf")):
        answer = client.get(f"/akun/data-saya/unduh.{ending}")
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(kind)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"].startswith("attachment")


def test_copies_are_limited(world: World, signed_in: Callable[[Account], Client]) -> None:
    client = signed_in(world.siti)
    statuses = [client.get("/akun/data-saya/unduh.json").status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


@pytest.mark.parametrize("count", [1, 6])
def test_the_number_of_queries_does_not_grow(
    world: World, count: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(count):
        sent(world.siti, world.version)
    with django_assert_max_num_queries(22):
        collect(world.siti)
