"""The services that come along: right in form, answerable on every branch, and their letters read right."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from tatadesa.catalogue.commands import LIBRARY
from tatadesa.catalogue.definition import ServiceDefinition, read_definition
from tatadesa.forms.cleaning import clean
from tatadesa.forms.letter_names import answer_names, answer_texts
from tatadesa.forms.logic import state
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering
from tatadesa.letters.template import Block, check, fill, placeholders, placeholders_of
from tests.catalogue.coverage import OPENSID, USUAL
from tests.catalogue.library_answers import Filled, branches, only_required

SLUGS = sorted(path.parent.name for path in LIBRARY.glob("*/service.json"))
# Ids by service, "*" for required, as agreed for the demo district and the journeys.
FIELDS = {
    "sktm": "ktp* kk* peruntukan* keperluan* nama_sekolah kelas jumlah_tanggungan* "
    "penghasilan_bulanan* nomor_dtsen pengantar_rt_rw foto_rumah pernyataan*",
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
# What only others may issue or decide: the letter must say whose matter it is, never grant.
OTHERS_MATTERS = {
    "pengantar-skck": "Kepolisian",
    "izin-keramaian": "Kepolisian",
    "kehilangan": "Kepolisian",
    "kelahiran": "bukan pengganti akta",
}
# Papers of the register, the police and the courts: a village only sends there.
ONLY_INTRODUCED = ["pengantar-skck", "izin-keramaian", "kehilangan", "ktp", "kartu-keluarga", "akta-lahir"]
# Answers that only choose which others are asked, or that officers check and no form of the decree has a place for.
UNSAID = {"penghasilan": {"penghasilan_siapa", "untuk_sekolah"}, "sudah-menikah": {"isbat"}}
UNSAID_KINDS = ("file", "photo", "signature", "statement")


@cache
def read(slug: str) -> ServiceDefinition:
    """A definition of the library."""
    return read_definition(json.loads((LIBRARY / slug / "service.json").read_text(encoding="utf-8")))


@cache
def answered(slug: str) -> tuple[Filled, ...]:
    """Everybody who may fill in the form: on each branch, with people of the family or others, in full or hardly."""
    form = read(slug).form
    full = [one for of_family in (True, False) for one in branches(form, of_family=of_family)]
    return tuple(one for person in full for one in (person, only_required(form, person)))


def blocks(slug: str) -> tuple[Block, ...]:
    """The parts of the letter."""
    definition = read(slug)
    assert definition.letter is not None
    return check(definition.letter, answer_names(definition.form)).blocks


def texts(block: Block) -> list[str]:
    """Every sentence and row of a part, without the labels."""
    return [row[1] for row in block.rows] if block.rows else [block.text]


def letters(slug: str) -> Iterator[dict[str, str]]:
    """The words behind every name, for everybody who fills in the form."""
    form = read(slug).form
    for filled in answered(slug):
        values = clean(form, filled.raw, filled.context).values
        yield {f"jawaban.{name}": words for name, words in answer_texts(form, values).items()}


def answers_in(text: str) -> list[str]:
    """The answers a text names."""
    return [f"{source}.{name}" for source, name in placeholders_of(text) if source == "jawaban"]


def is_written(text: str, values: dict[str, str]) -> bool:
    """As the letter does: a text that has nothing to say is left out."""
    names = [f"{source}.{name}" for source, name in placeholders_of(text)]
    return not names or any(values.get(name, "ada") for name in names)


@pytest.mark.parametrize("slug", FIELDS)
def test_it_asks_what_was_agreed(slug: str) -> None:
    asked = {f"{field['id']}{'*' if field.get('required') else ''}" for field in answering(read(slug).form)}
    assert asked == set(FIELDS[slug].split())


@pytest.mark.parametrize("slug", SLUGS)
class TestEachService:
    """Each of them."""

    def test_a_person_can_answer_it_on_every_branch(self, slug: str) -> None:
        form, seen = read(slug).form, set()
        for filled in answered(slug):
            cleaned, asked = clean(form, filled.raw, filled.context), state(form, filled.raw, filled.context)
            assert cleaned.errors == {}, filled
            assert asked.required <= cleaned.values.keys() <= asked.shown
            assert clean(form, cleaned.values, filled.context).values == cleaned.values
            seen |= cleaned.values.keys()
        assert seen == {field["id"] for field in answering(form)}

    def test_every_condition_is_once_true_and_once_not(self, slug: str) -> None:
        form = read(slug).form
        states = [state(form, filled.raw, filled.context) for filled in answered(slug)]
        for field in form["fields"]:
            if "show_if" in field:
                assert {field["id"] in one.shown for one in states} == {True, False}, field["id"]
            if "require_if" in field:
                assert {field["id"] in one.required for one in states} == {True, False}, field["id"]

    def test_its_letter_reads_right(self, slug: str) -> None:
        parts = blocks(slug)
        for values in letters(slug):
            known = dict.fromkeys(
                (
                    f"{source}.{name}"
                    for part in parts
                    for text in texts(part)
                    for source, name in placeholders_of(text)
                ),
                "Desa Karangsari",
            )
            written = [
                [fill(text, known | values) for text in texts(part) if is_written(text, values)] for part in parts
            ]
            assert not any("{" in text or "  " in text or " ," in text for part in written for text in part)
            for before, after in pairwise(written):
                assert not before or not before[0].endswith(":") or after, before

    def test_a_text_is_never_written_around_a_gap(self, slug: str) -> None:
        """What has nothing to say is left out; so a text has all of its answers, or none and nothing else."""
        for values in letters(slug):
            for text in (text for part in blocks(slug) for text in texts(part)):
                if is_written(text, values):
                    assert all(values[name] for name in answers_in(text)), text

    def test_its_letter_tells_what_was_answered(self, slug: str) -> None:
        definition = read(slug)
        assert definition.letter is not None
        named = placeholders(check(definition.letter, answer_names(definition.form)))
        said = {name.partition(".")[0] for source, name in named if source == "jawaban"}
        asked = {field["id"] for field in answering(definition.form) if field["kind"] not in UNSAID_KINDS}
        assert asked - said == UNSAID.get(slug, set())

    def test_it_promises_only_what_a_village_may_give(self, slug: str) -> None:
        definition = read(slug)
        assert "ratis" in definition.standard["cost"]
        assert definition.name.startswith("Surat Pengantar" if slug in ONLY_INTRODUCED else "Surat ")
        assert OTHERS_MATTERS.get(slug, "") in " ".join(text for part in blocks(slug) for text in texts(part))

    def test_its_papers_are_told_before_they_are_asked(self, slug: str) -> None:
        definition = read(slug)
        asked = [field["id"] for field in definition.form["fields"] if kind_of(field).keeps_files]
        assert sorted(item["field"] for item in definition.requirements) == sorted(asked)
        told = definition.standard["requirements"]
        assert all(any(line.startswith(item["label"]) for line in told) for item in definition.requirements)


def test_no_two_services_have_one_name() -> None:
    names = [read(slug).name for slug in SLUGS]
    assert len(names) == len(set(names))


def test_every_letter_that_villages_know_is_there() -> None:
    assert (len(OPENSID), len(USUAL)) == (42, 33)
    named = {slug for slugs in (*OPENSID.values(), *USUAL.values()) for slug in slugs.split()}
    assert named - set(SLUGS) == set()
    assert set(SLUGS) - named == set(), "services that no table knows"
