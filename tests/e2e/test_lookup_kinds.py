"""Address, person and family in one form: with a script, without one, and at the counter."""

from __future__ import annotations

import json

import pytest
from lokal import parse_nik
from playwright.sync_api import Page, expect

from tatadesa.catalogue.commands import LIBRARY
from tests.e2e.conftest import (
    LAPTOP,
    PHONE,
    Demo,
    OpenContext,
    assert_accessible,
    sign_in_citizen,
    sign_in_staff,
)

FIELDS = [
    {"id": "rumah", "kind": "address", "label": "Letak tanah", "required": True},
    {"id": "lahir", "kind": "address", "label": "Kabupaten tempat lahir", "level": 2},
    {"id": "saksi", "kind": "resident", "label": "Saksi", "required": True, "who": "saksi"},
    {"id": "ikut", "kind": "family", "label": "Anggota keluarga yang ikut", "required": True},
    {"id": "tinggal", "kind": "address", "label": "Alamat sekarang", "prefill": "penduduk.tempat_tinggal"},
    {"id": "nama", "kind": "short_text", "label": "Nama pemohon", "prefill": "penduduk.nama", "locked": True},
]


@pytest.fixture(scope="module")
def slug(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A service that asks for all three, loaded as a village would."""
    folder = tmp_path_factory.mktemp("services")
    definition = json.loads((LIBRARY / "sktm" / "service.json").read_text())
    definition |= {"slug": "uji-warisan", "name": "Surat Uji Warisan", "form": {"fields": FIELDS}}
    definition |= {"requirements": [], "letter": None}
    (folder / "uji-warisan").mkdir()
    (folder / "uji-warisan" / "service.json").write_text(json.dumps(definition))
    demo.command("services", "load", str(folder), "--office", demo.citizens[0]["office"])
    return "uji-warisan"


def birth_date(citizen: dict[str, str]) -> str:
    """The birth date as a NIK tells it."""
    return str(parse_nik(citizen["nik"]).birth_date)


def other_than_first(demo: Demo) -> dict[str, str]:
    """Somebody of the village who is not of the first citizen's family."""
    first = demo.citizens[0]
    return [one for one in demo.citizens if one["office"] == first["office"]][-1]


def _to_the_officer(demo: Demo, open_context: OpenContext, warga: Page) -> None:
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(warga.get_by_role("heading", name="Sudah benar?")).to_be_visible()
    expect(warga.get_by_text("Cocok dengan data penduduk.")).to_be_visible()
    warga.get_by_role("button", name="Kirim permohonan").click()
    number = warga.locator("b.number").first.inner_text()
    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    answers = petugas.locator("table.answers")
    expect(answers.get_by_text("Cocok dengan data penduduk.")).to_be_visible()
    expect(answers.get_by_text("Kecamatan Sumpiuh").first).to_be_visible()
    assert_accessible(petugas)


def test_lists_follow_and_a_search_fills_all_levels(demo: Demo, open_context: OpenContext, slug: str) -> None:
    other = other_than_first(demo)
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, demo.citizens[0])
    warga.goto(f"{demo.portal}/layanan/{slug}/isi/")
    land = warga.locator("[data-field=rumah]")
    # At home already, but for the village.
    expect(land.get_by_label("Kecamatan", exact=True).locator("option:checked")).not_to_have_text("Pilih kecamatan")
    land.get_by_label("Cari cepat").fill("kec sumpiuh")
    land.get_by_role("button", name="Kec. Sumpiuh, Kab. Banyumas, Jawa Tengah", exact=True).click()
    village = land.get_by_label("Desa atau kelurahan")
    expect(village).to_be_focused()
    expect(land.get_by_label("Kecamatan", exact=True).locator("option:checked")).to_have_text("Sumpiuh")
    village.select_option(label="Nusadadi")
    postcode = land.get_by_label("Kode pos")
    expect(postcode).not_to_have_value("")
    land.get_by_label("Jalan, dusun").fill("Dusun Krajan 7")
    assert_accessible(warga)

    # Another province empties what lies below and brings its own list.
    land.get_by_label("Provinsi").select_option(label="Bali")
    expect(
        land.get_by_label("Kabupaten atau kota", exact=True).locator("option", has_text="Kota Denpasar")
    ).to_be_attached()
    expect(village.locator("option")).to_have_count(1)
    land.get_by_label("Provinsi").select_option(label="Jawa Tengah")
    land.get_by_label("Kabupaten atau kota", exact=True).select_option(label="Kabupaten Banyumas")
    land.get_by_label("Kecamatan", exact=True).select_option(label="Sumpiuh")
    village.select_option(label="Nusadadi")

    born = warga.locator("[data-field=lahir]")
    born.get_by_label("Kabupaten atau kota", exact=True).select_option(label="Kabupaten Cilacap")
    witness = warga.locator("[data-field=saksi]")
    expect(witness.get_by_label("Nama lengkap")).to_be_hidden()
    witness.get_by_label("Orang lain").check()
    witness.get_by_label("NIK saksi").fill(other["nik"])
    witness.get_by_label("Nama lengkap").fill("Bukan Orangnya")
    witness.get_by_label("Tanggal lahir", exact=True).fill(birth_date(other))
    witness.get_by_role("button", name="Periksa data ini").click()
    expect(witness.locator(".verdict")).to_contain_text("Tidak cocok")
    assert_accessible(warga)
    witness.get_by_label("Nama lengkap").fill(other["name"])
    expect(witness.locator(".verdict")).to_have_count(0)
    witness.get_by_role("button", name="Periksa data ini").click()
    expect(witness.locator(".verdict")).to_contain_text("Cocok dengan data penduduk")
    warga.locator("[data-field=ikut] input[type=checkbox]").first.check()
    expect(warga.locator("[data-field=tinggal]").get_by_label("Jalan, dusun")).not_to_have_value("")
    expect(warga.locator("[data-field=nama] input")).to_have_attribute("readonly", "")
    assert_accessible(warga)
    _to_the_officer(demo, open_context, warga)


def test_by_steps_without_a_script(demo: Demo, open_context: OpenContext, slug: str) -> None:
    other = other_than_first(demo)
    warga = open_context(PHONE, java_script_enabled=False).new_page()
    sign_in_citizen(warga, demo, demo.citizens[0])
    warga.goto(f"{demo.portal}/layanan/{slug}/isi/")
    land = warga.locator("[data-field=rumah]")
    land.get_by_label("Provinsi").select_option(label="Jawa Tengah")
    land.get_by_role("button", name="Tampilkan daftar kabupaten atau kota").click()
    land.get_by_label("Kabupaten atau kota", exact=True).select_option(label="Kabupaten Banyumas")
    land.get_by_role("button", name="Tampilkan daftar kecamatan").click()
    land.get_by_label("Kecamatan", exact=True).select_option(label="Sumpiuh")
    land.get_by_role("button", name="Tampilkan daftar desa").click()
    land.get_by_label("Desa atau kelurahan").select_option(label="Nusadadi")
    land.get_by_label("Jalan, dusun").fill("Dusun Krajan 7")
    witness = warga.locator("[data-field=saksi]")
    witness.get_by_label("Orang lain").check()
    witness.get_by_label("NIK saksi").fill(other["nik"])
    witness.get_by_label("Nama lengkap").fill(other["name"])
    warga.get_by_role("button", name="Lanjut: periksa isian").last.click()
    expect(witness.locator(".error")).to_have_text("Isi tanggal lahir.")
    expect(land.get_by_label("Desa atau kelurahan").locator("option:checked")).to_have_text("Nusadadi")
    witness.get_by_label("Tanggal lahir", exact=True).fill(birth_date(other))
    warga.locator("[data-field=ikut] input[type=checkbox]").first.check()
    _to_the_officer(demo, open_context, warga)


def test_at_the_counter_a_number_is_enough(demo: Demo, open_context: OpenContext, slug: str) -> None:
    other = other_than_first(demo)
    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    petugas.get_by_role("link", name="Permohonan di loket").click()
    petugas.fill("[name=cari]", demo.citizens[0]["nik"])
    petugas.get_by_role("button", name="Cari").click()
    petugas.locator("a.document-link").first.click()
    petugas.get_by_role("link", name="Surat Uji Warisan").click()
    witness = petugas.locator("[data-field=saksi]")
    witness.get_by_label("Orang lain").check()
    witness.get_by_label("NIK saksi").fill(other["nik"])
    witness.get_by_role("button", name="Cari NIK ini").click()
    expect(witness.get_by_label("Nama lengkap")).to_have_value(other["name"])
    expect(witness.locator(".verdict")).to_contain_text("Cocok dengan data penduduk")
    card = petugas.locator("[data-field=ikut]")
    own = card.get_by_label("No. KK").input_value()
    card.get_by_label("No. KK").fill("3302070101019999")
    card.get_by_role("button", name="Tampilkan anggota KK ini").click()
    expect(card.locator(".error")).to_contain_text("tidak ada di data penduduk desa ini")
    assert_accessible(petugas)
    card.get_by_label("No. KK").fill(own)
    card.get_by_label("No. KK").press("Enter")
    expect(card.locator("input[type=checkbox]").first).to_be_visible()
