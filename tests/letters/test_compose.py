"""From template and data to the words of a letter."""

from typing import Any

import pytest

from tatadesa.letters.document import Document
from tatadesa.letters.pictures import LogoRefusedError
from tatadesa.letters.signer import Signer
from tatadesa.letters.template import TemplateError
from tests.letters.samples import TEMPLATE, document


def paragraphs(made: Document) -> list[str]:
    return [part.text for part in made.parts if part.kind == "paragraph"]


def row_values(made: Document) -> dict[str, str]:
    return {label: value for part in made.parts for label, value in part.rows}


def test_answers_keep_their_own_letter_case() -> None:
    assert "Surat ini diberikan untuk pengajuan KUR." in paragraphs(document())


def test_the_letter_says_how_long_it_counts() -> None:
    assert "Surat ini berlaku sampai dengan 24 Desember 2026." in paragraphs(document())
    unlimited = document(template={**TEMPLATE, "validity_days": None})
    assert not any("berlaku sampai" in text for text in paragraphs(unlimited))


def test_the_template_may_word_the_validity_itself() -> None:
    blocks = [{"kind": "paragraph", "text": "Berlaku s.d. {surat.berlaku_sampai}."}, {"kind": "closing"}]
    made = document(template={**TEMPLATE, "blocks": blocks})
    assert [text for text in paragraphs(made) if "berlaku" in text.lower()] == ["Berlaku s.d. 24 Desember 2026."]


def test_an_optional_answer_that_was_not_given_leaves_no_hole() -> None:
    made = document(answers={"sekolah": "", "keperluan": " "})
    assert "Nama sekolah" not in row_values(made)
    assert not any("diberikan untuk" in text for text in paragraphs(made))


def test_an_empty_identity_row_shows_a_dash() -> None:
    assert row_values(document(register={"penduduk.alamat": ""}))["Alamat"] == "-"


def test_register_dates_come_in_words() -> None:
    blocks = [{"kind": "identity", "rows": ["tanggal_lahir"]}]
    assert row_values(document(template={**TEMPLATE, "blocks": blocks}))["Tanggal lahir"] == "25 Mei 1990"


def test_the_paper_is_the_templates_or_the_offices() -> None:
    assert document().paper == "F4"
    assert document(paper="A4").paper == "A4"
    assert document(template={**TEMPLATE, "paper": "A4"}).paper == "A4"


def test_a_secretary_signs_in_the_name_of_the_head() -> None:
    made = document(signer=Signer("Dwi", "Sekretaris Desa", "198001012005012003", "Kepala Desa"))
    assert made.signature.positions == ("a.n. Kepala Desa", "Sekretaris Desa")
    assert made.signature.employee_line == "NIP. 198001012005012003"
    assert row_values(made)["Jabatan"] == "Sekretaris Desa a.n. Kepala Desa"


def test_a_name_the_data_does_not_have_is_an_error() -> None:
    blocks = [{"kind": "paragraph", "text": "{penduduk.shio}"}]
    with pytest.raises(TemplateError):
        document(template={**TEMPLATE, "blocks": blocks})


@pytest.mark.parametrize(
    "logo",
    [
        "bukan gambar",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        '<svg><image href="../../etc/passwd"/></svg>',
        '<svg><x:image xlink:href="https://example.org/a.png"/></svg>',
        "<svg><script>1</script></svg>",
        '<svg><use href="a.svg#x"/></svg>',
        '<svg><rect fill="url(http://example.org)"/></svg>',
        "<svg>" + "x" * 200_001,
    ],
)
def test_a_logo_that_reaches_outside_is_refused(logo: str) -> None:
    with pytest.raises(LogoRefusedError):
        document(logo_svg=logo)


@pytest.mark.parametrize("logo", ["", '<svg><g fill="url(#a)"><use href="#b"/></g></svg>'])
def test_a_plain_logo_or_none_is_fine(logo: str) -> None:
    assert document(logo_svg=logo).letterhead.logo == logo


def test_the_head_falls_back_to_the_office_name() -> None:
    made: Any = document(letterhead=[]).letterhead
    assert made.lines == ("DESA KARANGSARI",)
