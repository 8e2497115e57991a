"""The receipt a citizen keeps."""

from tatadesa.applications import queries
from tatadesa.letters.receipt import receipt_pdf
from tests.counter import on_paper
from tests.family import elder
from tests.letters.pdfs import page_sizes, text_of
from tests.people import World, sent

URL = "https://desa.example/permohonan/26-ABCD-EFGH/"


def receipt(world: World, name: str = "SITI AMINAH") -> bytes:
    application = queries.of_citizen(world.siti, sent(world.siti, world.version).number)
    application.applicant_name = name
    return receipt_pdf(application, URL)


def test_it_says_what_was_sent_and_what_comes_next(world: World) -> None:
    application = queries.of_citizen(world.siti, sent(world.siti, world.version).number)
    content = receipt_pdf(application, URL)
    text = text_of(content)
    for words in (
        "DESA KARANGSARI",
        application.number,
        "Surat Keterangan Uji",
        "SITI AMINAH",
        "Kartu Keluarga",
        "kk.jpg",
        "Langkah berikutnya",
        URL,
    ):
        assert words in text
    assert page_sizes(content) == [(148, 210)]


def test_from_the_counter_it_says_who_made_it_what_was_shown_and_how_to_look(world: World) -> None:
    number = on_paper(world, elder(world)).number
    text = text_of(receipt_pdf(queries.of_office(world.operator, number), URL, is_public=True))
    for words in ("KARTO WIRYO", "Sri Wahyuni, Operator Pelayanan", "Kartu Keluarga (diperlihatkan)", "Tanpa akun"):
        assert words in text
    assert "ambil di kantor ini" in text


def test_it_carries_no_nik_and_no_answers(world: World) -> None:
    text = text_of(receipt(world))
    assert world.siti.login not in text
    assert "Mendaftar sekolah anak" not in text


def test_long_names_stay_on_one_page(world: World) -> None:
    assert len(page_sizes(receipt(world, "NAMA PANJANG " * 9))) == 1
