"""What the empty form leaves open, for every kind of field."""

import io

import pikepdf
import pypdfium2
import pytest

from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.catalogue.offers import Offered
from tatadesa.forms.registry import KINDS
from tatadesa.letters.blank_form import blank_form
from tatadesa.offices.models import Office
from tests.forms.samples import field as sample
from tests.people import STANDARD

OFFICE = Office(name="Karangsari", kind="desa", region_id="33.02.07.2901", address="Jl. Raya 1", paper="F4")
AFTER = {"id": "akhir", "kind": "short_text", "label": "Yang terakhir"}
URL = "https://desa.example/layanan/uji/?desa=33.02.07.2901"


def offered(*fields: dict[str, object], name: str = "Surat Uji", office: Office = OFFICE) -> Offered:
    version = ServiceVersion(
        name=name,
        form={"fields": list(fields)},
        requirements=[{"label": "Kartu Keluarga", "field": "kk", "required": False}],
        standard=STANDARD,
        rules={"who": {"if": {}, "words": "Warga dewasa."}},
    )
    version.service = Service(slug="uji", office=office)
    return Offered(version, office, {})


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def test_it_has_letterhead_applicant_questions_and_documents() -> None:
    choice = {"key": "a", "label": "Sekolah"}
    pdf = blank_form(
        offered(
            {"id": "untuk", "kind": "choice", "label": "Untuk apa", "required": True, "choices": [choice]},
            {
                "id": "lain",
                "kind": "short_text",
                "label": "Nama sekolah",
                "show_if": {"of": "jawaban.untuk", "op": "is", "to": "a"},
            },
        ),
        URL,
    ).pdf()
    found = words(pdf)
    for part in ("DESA KARANGSARI", "FORMULIR: Surat Uji", "NIK", "Untuk apa", "Sekolah", "Warga dewasa."):
        assert part in found
    assert URL in found.replace("\u200b", "")
    assert "Isi bila Untuk apa adalah" in found
    assert "Kartu Keluarga (bila ada)" in found
    assert "Pemohon" in found


def test_it_can_be_read_aloud() -> None:
    pdf = blank_form(offered({"id": "a", "kind": "date", "label": "Sejak"}), URL).pdf()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("id")


def test_the_same_form_gives_the_same_bytes() -> None:
    field = {"id": "a", "kind": "nik", "label": "NIK saksi"}
    one, two = blank_form(offered(field), URL), blank_form(offered(field), URL)
    assert (one.tag, one.pdf()) == (two.tag, two.pdf())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_printed(kind: str) -> None:
    found = words(blank_form(offered(sample(kind, label="Pertanyaan ini"), AFTER), URL).pdf())
    assert "Pertanyaan ini" in found


def test_a_document_stands_in_the_list_alone_and_no_heading_over_nothing() -> None:
    heading = {"id": "bagian", "kind": "heading", "label": "Lampirannya"}
    found = words(blank_form(offered(AFTER, heading, sample("file", id="kk", label="Foto KK")), URL).pdf())
    assert "Yang terakhir" in found
    assert "Lampirannya" not in found
    assert "Foto KK" not in found
    assert "Kartu Keluarga (bila ada)" in found


def test_what_people_wrote_is_printed_as_text() -> None:
    marks = '#read("/etc/passwd") $x$ *tebal* <label> 😀'
    found = words(blank_form(offered({"id": "a", "kind": "short_text", "label": marks}, name=marks), URL).pdf())
    assert '#read("/etc/passwd") $x$ *tebal*' in found


def test_a_hundred_and_twenty_fields_stay_on_some_pages() -> None:
    fields = [{"id": f"a{n}", "kind": "long_text", "label": "x" * 400, "help": "y" * 400} for n in range(120)]
    assert len(pypdfium2.PdfDocument(blank_form(offered(*fields), URL).pdf())) < 90
