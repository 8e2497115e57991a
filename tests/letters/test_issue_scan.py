"""Signed by hand: printed with its number, and its scan is the letter."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.applications.models import Application
from tatadesa.applications.states import State
from tatadesa.applications.sweeping import sweep_unused_files
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from tatadesa.files import storage
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.actions.issue_scan import issue_scan
from tatadesa.letters.actions.sign_letters import sign_letters
from tatadesa.letters.models import Letter, PreparedLetter, SigningMethod
from tatadesa.letters.ports import SigningSecret
from tests.letters.pdfs import text_of
from tests.letters.signers import own, prepared, way
from tests.letters.stages import approved
from tests.people import World, photo


@pytest.fixture
def paper(world: World) -> PreparedLetter:
    """Siti's letter, printed for the head."""
    way(world, SigningMethod.WET)
    return prepared(world)


def scan_pdf(pages: int = 1) -> SimpleUploadedFile:
    output = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(output)
    return SimpleUploadedFile("pindai.pdf", output.getvalue(), "application/pdf")


def test_the_print_carries_its_number_and_room_for_the_pen(world: World, paper: PreparedLetter) -> None:
    text = text_of(bytes(paper.content or b""))
    assert paper.number in text
    assert "secara elektronik" not in text
    own(world)
    electronic = prepared(world)
    assert (paper.box, electronic.box is not None) == (None, True)


@pytest.mark.parametrize("who", ["operator", "kades"])
def test_photos_of_the_pages_become_the_letter(world: World, paper: PreparedLetter, who: str) -> None:
    letter = issue_scan(getattr(world, who), paper.pk, [photo("1.jpg"), photo("2.jpg")])
    assert (letter.number, letter.signed_by, letter.signer_id) == (paper.number, SigningMethod.WET, world.kades.pk)
    content = storage.read(letter.file)
    assert letter.sha256 == letter.file.sha256
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) == 2
    application = Application.objects.get(pk=letter.application_id)
    assert application.state == State.COMPLETED
    words = application.events.order_by("-position")[0].words
    assert ("Sri Wahyuni" in words) == (who == "operator")
    assert letter.file.owner_id is None


def test_a_pdf_is_taken_as_it_is_and_no_sweep_takes_it_away(world: World, paper: PreparedLetter) -> None:
    letter = issue_scan(world.operator, paper.pk, [scan_pdf(2)])
    assert letter.file.pages == 2
    type(letter.file).objects.filter(pk=letter.file_id).update(created_at="2020-01-01T00:00:00Z")
    for hour in range(24):
        sweep_unused_files(hour)
    assert storage.read(letter.file).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "uploads",
    [[], [SimpleUploadedFile("x.pdf", b"bukan apa-apa")], [photo()] * 11],
    ids=["none", "garbage", "too many"],
)
def test_what_cannot_be_a_scan(world: World, paper: PreparedLetter, uploads: list[SimpleUploadedFile]) -> None:
    with pytest.raises(InvalidInput) as refused:
        issue_scan(world.operator, paper.pk, uploads)
    assert "pindaian" in refused.value.errors
    assert not Letter.objects.exists()


def test_a_pdf_and_photos_together_are_one_too_many(world: World, paper: PreparedLetter) -> None:
    with pytest.raises(InvalidInput):
        issue_scan(world.operator, paper.pk, [scan_pdf(), photo()])


@pytest.mark.parametrize(("who", "error"), [("stranger_kades", NotFound), ("stranger_operator", NotFound)])
def test_another_office_finds_nothing(world: World, paper: PreparedLetter, who: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        issue_scan(getattr(world, who), paper.pk, [photo()])


def test_not_twice_and_not_for_electronic_letters(world: World, paper: PreparedLetter) -> None:
    issue_scan(world.operator, paper.pk, [photo()])
    with pytest.raises(NotFound):
        issue_scan(world.operator, paper.pk, [photo()])
    own(world)
    with pytest.raises(Conflict):
        issue_scan(world.operator, prepared(world).pk, [photo()])


def test_the_other_ways_are_closed(world: World, paper: PreparedLetter) -> None:
    application = approved(world)
    with pytest.raises(Conflict, match="Tanda tangan"):
        issue(world.kades, application.number, seen=application.event_count)
    with pytest.raises(Conflict):
        sign_letters(world.kades, {paper.pk: paper.sha256}, SigningSecret("x"))


def test_only_signers_prepare(world: World) -> None:
    way(world, SigningMethod.WET)
    with pytest.raises(NotAllowed):
        prepared(world, world.operator)
    assert not PreparedLetter.objects.exists()


def test_an_office_that_signs_nothing_prepares_nothing(world: World) -> None:
    with pytest.raises(Conflict, match="tanpa tanda tangan"):
        prepared(world)
