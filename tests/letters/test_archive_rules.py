"""Every shipped letter, unsigned and signed, keeps the rules of PDF/A-2a that ``archive_rules`` knows."""

import io
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest

from tatadesa.core.pdf_signing import Key, Rectangle, open_pkcs12, sign
from tatadesa.letters.typeset import letter_to_sign
from tests.letters.archive_rules import broken
from tests.letters.golden.made import MOMENT, SLUGS, document
from tests.letters.signers import PASSPHRASE, key_of


@cache
def key() -> Key:
    return open_pkcs12(key_of("Hadi Sutrisno"), PASSPHRASE)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_letter_is_an_archive_file_before_and_after_it_is_signed(slug: str) -> None:
    content, box = letter_to_sign(document(slug, "penuh"), MOMENT, by_pen=False)
    assert broken(content) == []
    assert box is not None
    top = box.page_height - box.top
    where = Rectangle(box.page, box.left, top - box.height, box.left + box.width, top)
    assert broken(sign(content, key(), where, reason="Surat", location="Karangsari")) == []


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.beep()"))


def without(pdf: pikepdf.Pdf, key: str) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and key in one:
            del one[key]


def colour(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents
    pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")


def note(pdf: pikepdf.Pdf) -> None:
    one = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="x")
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(one)]))


def claim(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["pdfaid:part"] = "3"


def heads(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH":
            del one["/A"]


def file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"x"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (script, "6.5.1"),
        (lambda pdf: without(pdf, "/FontFile2"), "6.2.11.4"),
        (lambda pdf: without(pdf, "/ToUnicode"), "6.2.11.7"),
        (colour, "6.2.4.3"),
        (note, "6.3.1"),
        (lambda pdf: without(pdf, "/MarkInfo"), "6.7.2"),
        (lambda pdf: without(pdf, "/Alt"), "6.7.6"),
        (heads, "UA 7.5"),
        (claim, "6.6.4"),
        (file, "6.8"),
    ],
)
def test_a_broken_rule_is_seen(change: Callable[[pikepdf.Pdf], None], rule: str) -> None:
    content, _ = letter_to_sign(document("ahli-waris", "singkat"), MOMENT, by_pen=False)
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(output)
    assert any(words.startswith(f"{rule}:") for words in broken(output.getvalue()))


def test_words_after_the_signature_are_seen() -> None:
    content, _ = letter_to_sign(document("sku", "singkat"), MOMENT, by_pen=False)
    signed = sign(content, key(), None, reason="Surat", location="Karangsari")
    assert broken(signed) == []
    assert broken(signed + b"% lagi\n") == ["6.4.3: signed in part"]
