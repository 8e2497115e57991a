"""Every shipped letter looks as it was when somebody last looked at it, and can be read by everybody's reader."""

from pathlib import Path

import pytest
from PIL import Image

from tatadesa.forms.letter_names import answer_names
from tatadesa.letters.template import check
from tatadesa.letters.typeset import letter_pdf
from tests.letters.golden import people, pictures
from tests.letters.golden.made import MOMENT, SETS, SLUGS, answers, definition, document
from tests.letters.golden.people import SRI
from tests.letters.pdfs import page_sizes, text_of

# The forms are most of the longest; a signature adds some 20 kB.
LONGEST = 60_000


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("slug", SLUGS)
def test_it_looks_as_it_did(slug: str, name: str, tmp_path: Path) -> None:
    """A difference that is meant: ``python -m tests.letters.golden SLUG``, look at the picture, commit it."""
    now = pictures.side_by_side(pictures.pages(slug, name))
    before = pictures.kept(pictures.path(slug, name))
    if not pictures.is_same(now, before):
        shown = tmp_path / f"{slug}-{name}.png"
        pictures.difference(now, before).save(shown)
        pytest.fail(f"{slug} ({name}) looks different: {pictures.apart(now, before):.2%} of it, see {shown}")


def test_every_picture_belongs_to_a_letter() -> None:
    assert {path.stem for path in pictures.KEPT.glob("*.png")} == {f"{slug}-{name}" for slug in SLUGS for name in SETS}


def test_a_word_that_is_gone_is_seen() -> None:
    before = pictures.kept(pictures.path("sktm", "penuh"))
    now = before.copy()
    now.paste(255, (100, 150, 330, 180))
    assert not pictures.is_same(now, before)
    assert pictures.is_same(before.point(lambda grey: max(0, grey - 12)), before)
    assert pictures.apart(before, Image.new("L", (9, 9))) == 1.0


@pytest.mark.parametrize("slug", SLUGS)
def test_its_template_fits_its_form(slug: str) -> None:
    service = definition(slug)
    kept = answers(service.form, slug, SRI, in_full=True)
    assert kept
    check(service.letter or {}, answer_names(service.form), service.form)


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_one_page_even_with_long_names_and_small(slug: str) -> None:
    for name in SETS:
        letter = document(slug, name)
        content = letter_pdf(letter, MOMENT)
        assert len(page_sizes(content)) == 1 + len(letter.attachments), name
        assert len(content) < LONGEST, name


@pytest.mark.parametrize(("members", "pages"), [(10, 4), (15, 4), (20, 5)])
def test_a_large_family_has_room_on_its_form(members: int, pages: int, monkeypatch: pytest.MonkeyPatch) -> None:
    family = [{**people.FAMILY[1], "nama": f"SITI KE{at}"} for at in range(members)]
    monkeypatch.setattr(people, "FAMILY", family)
    content = letter_pdf(document("biodata", "penuh"), MOMENT)
    assert len(page_sizes(content)) == pages
    assert len(content) <= 80_000
    assert all(f"SITI KE{at} " in text_of(content) for at in range(members))
