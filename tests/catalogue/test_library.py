"""The six services that come along: right in form, answerable, and their letters read right."""

import json
from typing import Any

import pytest

from tatadesa.catalogue.commands import LIBRARY
from tatadesa.catalogue.definition import ServiceDefinition, read_definition
from tatadesa.forms.cleaning import clean
from tatadesa.forms.schema import answering
from tatadesa.forms.summary import summarise
from tatadesa.letters.template import check, fill, placeholders_of
from tests.forms.samples import CONTEXT, FILES, PHOTO

# Ids by service, "*" for required, as agreed for the demo district and the journeys.
FIELDS = {
    "sktm": "ktp* kk* peruntukan* keperluan* nama_sekolah jumlah_tanggungan* penghasilan_bulanan* nomor_dtsen "
    "pengantar_rt_rw foto_rumah pernyataan*",
    "sku": "ktp* kk* nama_usaha* jenis_usaha* alamat_usaha* mulai_usaha* jumlah_karyawan keperluan* foto_usaha*",
    "domisili": "ktp* kk* alamat_tinggal* tinggal_sejak* status_tempat* keperluan* pengantar_rt_rw",
    "pengantar-skck": "ktp* kk* keperluan* keterangan kantor_tujuan* akta_lahir* pas_foto*",
    "kelahiran": "ktp* kk* nama_anak* jenis_kelamin_anak* tanggal_lahir_anak* jam_lahir_anak* tempat_lahir_anak* "
    "tempat_dilahirkan* jenis_kelahiran* anak_ke* penolong* berat_gram panjang_cm nama_ayah* nik_ayah nama_ibu* "
    "nik_ibu hubungan_pelapor* saksi1_nama* saksi1_nik saksi2_nama* saksi2_nik surat_lahir* buku_nikah",
    "izin-keramaian": "ktp* kk* jenis_acara* nama_acara* hiburan tanggal_mulai* jam_mulai* tanggal_selesai* "
    "jam_selesai* tempat* jumlah_undangan* penanggung_jawab* telepon* pengeras_suara* pengantar_rt_rw* "
    "persetujuan_tetangga",
}
# What only others may issue: the service must introduce, never grant.
OTHERS_MATTERS = {"pengantar-skck": "Kepolisian", "izin-keramaian": "Kepolisian", "kelahiran": "bukan pengganti akta"}
RAW_BY_KIND = {
    "short_text": "Siti Aminah",
    "long_text": "Dusun Krajan",
    "number": "1",
    "money": "1.500.000",
    "date": "24-11-2026",
    "time": "08.30",
    "phone": "0812-3456-7890",
    "nik": "3302076505909001",
    "statement": "ya",
    "file": [PHOTO],
}
ABOVE_BOUND = {"berat_gram": "3200", "panjang_cm": "49"}


def read(slug: str) -> ServiceDefinition:
    """A definition of the library."""
    return read_definition(json.loads((LIBRARY / slug / "service.json").read_text(encoding="utf-8")))


def raw_answers(definition: ServiceDefinition) -> dict[str, Any]:
    """An answer to every question, as typed."""
    return {
        field["id"]: field["choices"][0]["key"]
        if field["kind"] == "choice"
        else ABOVE_BOUND.get(field["id"], RAW_BY_KIND[field["kind"]])
        for field in answering(definition.form)
    }


def texts(definition: ServiceDefinition) -> list[str]:
    """Every paragraph and row of the letter."""
    assert definition.letter is not None
    blocks = definition.letter["blocks"]
    return [block.get("text", "") for block in blocks] + [
        row[1] for block in blocks if block["kind"] == "rows" for row in block["rows"]
    ]


def test_the_library_is_these_six() -> None:
    assert {path.parent.name for path in LIBRARY.glob("*/service.json")} == FIELDS.keys()


@pytest.mark.parametrize("slug", FIELDS)
class TestEachService:
    """Each of the six."""

    def test_it_asks_what_was_agreed(self, slug: str) -> None:
        asked = {f"{field['id']}{'*' if field.get('required') else ''}" for field in answering(read(slug).form)}
        assert asked == set(FIELDS[slug].split())

    def test_a_person_can_answer_it(self, slug: str) -> None:
        definition = read(slug)
        cleaned = clean(definition.form, raw_answers(definition), CONTEXT)
        assert cleaned.errors == {}
        assert cleaned.values.keys() == {field["id"] for field in answering(definition.form)}

    def test_its_letter_reads_right(self, slug: str) -> None:
        definition = read(slug)
        assert definition.letter is not None
        check(definition.letter, {field["id"] for field in answering(definition.form)})
        cleaned = clean(definition.form, raw_answers(definition), CONTEXT)
        values = {f"jawaban.{row.field_id}": row.text for row in summarise(definition.form, cleaned.values, FILES)}
        names = {f"{source}.{name}" for text in texts(definition) for source, name in placeholders_of(text)}
        values |= {name: "Desa Karangsari" for name in names if not name.startswith("jawaban.")}
        written = [fill(text, values) for text in texts(definition)]
        assert not any("{" in text or "  " in text for text in written)
        unused = {"pernyataan", *(field["id"] for field in definition.form["fields"] if field["kind"] == "file")}
        assert {field["id"] for field in answering(definition.form)} - unused == {
            name.removeprefix("jawaban.") for name in names if name.startswith("jawaban.")
        }

    def test_optional_answers_stand_alone_in_the_letter(self, slug: str) -> None:
        """A row without its answer is left out; a sentence around a gap would read wrong."""
        definition = read(slug)
        optional = {field["id"] for field in answering(definition.form) if not field.get("required")}
        for text in texts(definition):
            if any(name in optional for source, name in placeholders_of(text) if source == "jawaban"):
                assert text.startswith("{")
                assert text.endswith("}")
                assert len(placeholders_of(text)) == 1

    def test_it_promises_only_what_a_village_may_give(self, slug: str) -> None:
        definition = read(slug)
        assert "ratis" in definition.standard["cost"]
        assert OTHERS_MATTERS.get(slug, "") in " ".join(texts(definition))
        assert definition.name.startswith(
            "Surat Pengantar" if slug in ("pengantar-skck", "izin-keramaian") else "Surat Keterangan"
        )
