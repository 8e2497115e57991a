"""The PDF itself: standards, text, size, safety, threads, bounds."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest

from tatadesa.letters.document import MAX_CHARACTERS, LetterTooLongError, Part
from tatadesa.letters.glyphs import printable
from tatadesa.letters.signer import Signer
from tatadesa.letters.typeset import letter_pdf, letter_png, letter_to_sign
from tests.letters.pdfs import opened, page_sizes, text_of
from tests.letters.samples import MOMENT, document

HOSTILE = [
    "<script>alert(1)</script>",
    '#import "@preview/cetz:0.3.0": *',
    '#read("/etc/passwd")',
    "$x^2$ *tebal* _miring_ `kode` @acu <label> = judul // komentar \\",
    "{penduduk.nik} {jawaban.keperluan}",
    "-- --- ... 'satu' \"dua\"",
    "N" * 300,
    "Nama Panjang Sekali " * 15,
]


def test_it_is_an_archive_pdf_with_tags_title_and_language() -> None:
    with opened(letter_pdf(document(), MOMENT)) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "SURAT KETERANGAN UJI 400.9.14.1/007/KRS/XI/2026"
        assert str(pdf.Root.Lang) == "id-ID"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/JavaScript" not in str(pdf.Root.keys())


def test_all_that_matters_is_selectable_text() -> None:
    text = text_of(letter_pdf(document(), MOMENT))
    for words in (
        "PEMERINTAH KABUPATEN BANYUMAS",
        "SURAT KETERANGAN UJI",
        "Nomor : 400.9.14.1/007/KRS/XI/2026",
        "SITI AMINAH",
        "3302076505909001",
        "Karangsari, 24 November 2026",
        "HADI SUTRISNO, S.Sos.",
        "NIPD. 3302070012015",
        "Kode: K7QM-3XPD-9ABC",
        "desa.example/verifikasi/",
    ):
        assert words in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_data_is_printed_and_never_run(hostile: str) -> None:
    made = document(
        register={"penduduk.nama": hostile, "penduduk.alamat": hostile},
        answers={"keperluan": hostile},
        signer=Signer(hostile, hostile, "", ""),
    )
    text = text_of(letter_pdf(made, MOMENT))
    squeezed = text.replace(" ", "")
    assert squeezed.count(hostile.replace(" ", "")) >= 4


def test_a_file_next_to_the_sources_cannot_be_read_by_data() -> None:
    text = text_of(letter_pdf(document(answers={"keperluan": '#read("fonts/OFL.txt")'}), MOMENT))
    assert "SIL OPEN FONT LICENSE" not in text


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert letter_pdf(document(), MOMENT) == letter_pdf(document(), MOMENT)


def test_fonts_are_subsets_and_the_file_is_small() -> None:
    content = letter_pdf(document(), MOMENT)
    assert len(content) < 80_000
    with opened(content) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("+Surat" in font for font in fonts)


@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_paper(paper: str, size: tuple[int, int]) -> None:
    assert page_sizes(letter_pdf(document(paper=paper), MOMENT)) == [size]


def test_a_draft_says_so_on_every_page() -> None:
    parts = tuple(Part("paragraph", "kata " * 300) for _ in range(8))
    long = replace(document(watermark="KONSEP"), parts=parts)
    content = letter_pdf(long, MOMENT)
    pages = len(page_sizes(content))
    assert pages > 1
    assert text_of(content).count("KONSEP") == pages
    assert "KONSEP" not in text_of(letter_pdf(document(), MOMENT))


def test_a_letter_that_just_misses_one_page_is_set_closer() -> None:
    for rows in (10, 25, 40):
        body = (Part("rows", rows=tuple(("Nama", "Isi") for _ in range(rows))), Part("paragraph", "Demikian."))
        assert len(page_sizes(letter_pdf(replace(document(), parts=body), MOMENT))) == 1


@pytest.mark.parametrize("words", range(2500, 2900, 50))
def test_a_signature_never_stands_alone_on_a_page(words: int) -> None:
    parts = (*(Part("paragraph", "kata " * (words // 8)) for _ in range(8)), Part("paragraph", "Demikian."))
    content = letter_pdf(replace(document(), parts=parts), MOMENT)
    with pypdfium2.PdfDocument(content) as pdf:
        last = pdf[len(pdf) - 1].get_textpage().get_text_bounded()
        assert len(pdf) > 1
    assert last.index("Demikian.") < last.index("Karangsari, 24 November 2026") < last.index("HADI SUTRISNO")


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    with opened(letter_pdf(document(), MOMENT)) as pdf:
        figures = [item for item in pdf.objects if getattr(item, "get", None) and _name(item) == "/Figure"]
        words = {str(item.get("/Alt", item.get("/A", {}))) for item in figures}
    assert any("Lambang Pemerintah Desa Karangsari" in word for word in words)
    assert any("Kode QR" in word for word in words)


def _name(item: object) -> str:
    try:
        return str(item.get("/S"))  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return ""


def test_previews_are_one_picture_a_page() -> None:
    pages = letter_png(document(watermark="KONSEP"))
    assert len(pages) == 1
    assert pages[0].startswith(b"\x89PNG")


def test_threads_render_at_the_same_time() -> None:
    wanted = letter_pdf(document(), MOMENT)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: letter_pdf(document(), MOMENT), range(32)))
    assert set(made) == {wanted}


def test_too_much_text_is_refused_before_typesetting() -> None:
    parts = tuple(Part("paragraph", "x" * 1000) for _ in range(MAX_CHARACTERS // 1000 + 1))
    with pytest.raises(LetterTooLongError):
        letter_pdf(replace(document(), parts=parts), MOMENT)


SHORT_WORDS = "i " * 12_000


@pytest.mark.parametrize(
    "parts",
    [
        (Part("paragraph", SHORT_WORDS),),
        (Part("paragraph", printable("x" * 21_000)),),
        (Part("paragraph", printable("😀" * 21_000)),),
        tuple(Part("paragraph", SHORT_WORDS[:1980]) for _ in range(14)),
        (Part("list", items=(SHORT_WORDS,)),),
        (Part("list", items=(SHORT_WORDS[:1980],) * 14),),
        (Part("rows", rows=(("Keterangan", SHORT_WORDS),)),),
    ],
    ids=["short words", "one word", "pictures", "paragraphs", "an item", "items", "a row"],
)
def test_the_worst_accepted_letter_has_a_bound(parts: tuple[Part, ...]) -> None:
    begun = time.thread_time()
    letter_pdf(replace(document(), parts=parts), MOMENT)
    assert time.thread_time() - begun < 5


def test_the_place_of_the_signature_is_of_the_letter_just_set() -> None:
    """One compiler sets many letters: each has its own place, on its last page, in its own paper's measure."""
    short = document()
    long = replace(short, parts=(*short.parts, *(Part("paragraph", text="Isi surat. " * 60) for _ in range(12))))
    places = [letter_to_sign(one, MOMENT, by_pen=False)[1] for one in (short, long, short)]
    assert all(places)
    first, second, third = places
    assert first == third
    assert first is not None
    assert second is not None
    assert (first.page, second.page > 1) == (1, True)
    [(_, height), *_] = page_sizes(letter_pdf(short, MOMENT))
    assert first.page_height / 72 * 25.4 == pytest.approx(height, abs=1)
    assert 0 < first.left < first.left + first.width < 600
    assert 0 < first.top < first.top + first.height < first.page_height


def test_a_letter_for_the_pen_has_room_and_no_field() -> None:
    plain, box = letter_to_sign(document(), MOMENT, by_pen=False)
    wet, none = letter_to_sign(document(), MOMENT, by_pen=True)
    assert plain == letter_pdf(document(), MOMENT)
    assert wet != plain
    assert (box is not None, none) == (True, None)
