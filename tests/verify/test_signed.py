"""What the public pages say of a signed letter's PDF, and of every way to change it."""

import io
import time
from datetime import UTC, datetime

import pikepdf
import pytest
from django.test import Client

from tatadesa.core.example_authority import ExampleAuthority
from tatadesa.core.pdf_signing import open_pkcs12
from tatadesa.core.pdf_signing import sign as sign_pdf
from tatadesa.files import storage
from tatadesa.letters import verification
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.models import Letter
from tests.letters.signers import own, prepared, sign
from tests.people import World
from tests.verify.test_pages import CHECK, address, hand_in, text


@pytest.fixture
def letter(world: World) -> Letter:
    """Siti's, signed by the head."""
    own(world)
    [result] = sign(world.kades, prepared(world))
    assert result.letter is not None
    return result.letter


def bytes_of(letter: Letter) -> bytes:
    return storage.read(letter.file)


def test_the_very_file_is_genuine_and_says_who_signed(client: Client, letter: Letter) -> None:
    for where in (CHECK, address(letter)):
        page = text(hand_in(client, where, bytes_of(letter)))
        assert "Berkas sama persis" in page
        assert "Tanda tangan elektronik di dalamnya utuh" in page
        assert "Hadi Sutrisno (CONTOH / DEMO)" in page
        assert "Asli dan berlaku" in page
        assert "AMINAH" not in page


@pytest.mark.parametrize("more", [b"\n", b"%% ditambah\n" * 20])
def test_something_added_after_the_signature(client: Client, letter: Letter, more: bytes) -> None:
    page = text(hand_in(client, CHECK, bytes_of(letter) + more))
    assert "Berkas berbeda atau sudah diubah" in page
    assert f"ditandatangani sebagai surat nomor {letter.number}" in page
    assert "utuh, tetapi berkasnya ditambah setelah itu" in page
    assert "Asli dan berlaku" not in page


def test_an_incremental_change_of_a_page(client: Client, letter: Letter) -> None:
    """As somebody would forge it: the signed part stays, an update after it draws another page."""
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(bytes_of(letter)))
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 500 500 re f")))
    output = io.BytesIO()
    writer.write(output)
    page = text(hand_in(client, CHECK, output.getvalue()))
    assert "menambahkan sesuatu ke berkasnya" in page
    assert "Asli dan berlaku" not in page


def test_a_changed_byte_inside(client: Client, letter: Letter) -> None:
    content = bytearray(bytes_of(letter))
    place = content.index(b"/ByteRange") - 200
    content[place] ^= 1
    for where in (CHECK, address(letter)):
        page = text(hand_in(client, where, bytes(content)))
        assert "sudah diubah" in page
        assert "Asli dan berlaku" not in page


def test_our_letter_saved_anew(client: Client, letter: Letter) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes_of(letter))) as document:
        document.save(output)
    page = text(hand_in(client, CHECK, output.getvalue()))
    assert f"memuat kode surat nomor {letter.number}" in page
    assert "disimpan ulang" in page
    assert "Asli dan berlaku" not in page


def blank_pdf() -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(output)
    return output.getvalue()


def test_somebody_elses_signed_file(client: Client, letter: Letter) -> None:
    moment = datetime.now(UTC)
    key = open_pkcs12(ExampleAuthority.make(moment).pkcs12("Orang Lain", "x", moment), "x")
    signed = sign_pdf(blank_pdf(), key, None, reason="", location="")
    page = text(hand_in(client, CHECK, signed))
    assert "Berkas tidak dikenal" in page
    assert "Orang Lain (CONTOH / DEMO)" in page
    assert "bukan surat dari TataDesa" in page


def test_a_pdf_without_signature_and_no_pdf_at_all(client: Client, letter: Letter) -> None:
    assert "tidak ada tanda tangan elektronik" in text(hand_in(client, CHECK, blank_pdf()))
    for where in (CHECK, address(letter)):
        refused = hand_in(client, where, b"GIF89a bukan")
        assert refused.status_code == 422
        assert "bukan PDF" in text(refused)


def test_a_withdrawn_letter_is_said_to_be(client: Client, world: World, letter: Letter) -> None:
    withdraw(world.kades, letter.pk, reason="Salah nama.")
    page = text(hand_in(client, CHECK, bytes_of(letter)))
    assert "Dicabut, tidak berlaku lagi" in page
    assert "Asli dan berlaku" not in page
    # What counts comes first, and nothing beside it looks like a yes.
    assert page.index("Dicabut, tidak berlaku lagi") < page.index("Berkas sama persis")
    assert "note good" not in page


def test_an_unsigned_letter_is_not_out_yet(client: Client, world: World) -> None:
    own(world)
    waits = prepared(world)
    response = client.get(f"{CHECK}{verification.shown(waits.verification_code)}/")
    assert response.status_code == 404
    assert "belum terbit" in text(response)
    assert "tidak dikenal" in text(hand_in(client, CHECK, b"%PDF-1.7 " + bytes(waits.content or b"")[:50]))


def test_number_and_code_belong_together(client: Client, letter: Letter) -> None:
    right = client.get(CHECK, {"kode": letter.verification_code, "nomor": letter.number.lower()}, follow=True)
    assert "Asli dan berlaku" in text(right)
    wrong = text(client.get(CHECK, {"kode": letter.verification_code, "nomor": "1/2/<i>"}, follow=True))
    assert "Nomor tidak cocok" in wrong
    assert "Asli dan berlaku" not in wrong
    assert "<i>" not in wrong


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n" + b"[" * 200_000,
        b"%PDF-1.7\n1 0 obj<</Length 99999999>>stream\n" + b"x" * 100_000,
        b"%PDF-1.7\ntrailer<</Root 1 0 R/Prev 9>>startxref\n9\n%%EOF" * 500,
    ],
    ids=["deep", "long", "loop"],
)
def test_a_hostile_file_is_answered_soon(client: Client, letter: Letter, content: bytes) -> None:
    started = time.monotonic()
    response = hand_in(client, CHECK, content)
    assert response.status_code == 200
    assert "tidak dikenal" in text(response)
    assert time.monotonic() - started < 25
