"""What the officer sees before issuing."""

import pytest

from tatadesa.applications import queries
from tatadesa.core.errors import NotFound
from tatadesa.letters.models import Letter, NumberCounter
from tatadesa.letters.preview import preview_pdf, preview_png
from tests.letters.pdfs import text_of
from tests.letters.stages import approved
from tests.people import World


def test_a_draft_has_no_number_and_says_so(world: World) -> None:
    application = queries.of_office(world.operator, approved(world).number)
    text = text_of(preview_pdf(world.operator, application))
    assert "Nomor : …/…" in text
    assert "KONSEP" in text
    assert "SITI AMINAH" in text
    assert not Letter.objects.exists()
    assert not NumberCounter.objects.exists()


def test_it_names_who_will_sign_not_who_looks(world: World) -> None:
    application = queries.of_office(world.operator, approved(world).number)
    assert "Hadi Sutrisno" in text_of(preview_pdf(world.operator, application))
    assert "a.n. Kepala Desa" in text_of(preview_pdf(world.sekdes, application))


def test_pages_as_pictures(world: World) -> None:
    application = queries.of_office(world.operator, approved(world).number)
    assert [page[:4] for page in preview_png(world.operator, application)] == [b"\x89PNG"]


def test_another_office_sees_nothing(world: World) -> None:
    application = queries.of_office(world.operator, approved(world).number)
    for render in (preview_pdf, preview_png):
        with pytest.raises(NotFound):
            render(world.stranger_kades, application)
