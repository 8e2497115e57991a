"""Every shipped letter looks as it was when somebody last looked at it, and can be read by everybody's reader."""

from pathlib import Path

import pytest
from PIL import Image

from tatadesa.forms.letter_names import answer_names
from tatadesa.letters.template import check
from tatadesa.letters.typeset import letter_pdf
from tests.letters.golden import pictures
from tests.letters.golden.made import MOMENT, SETS, SLUGS, answers, definition, document
from tests.letters.golden.people import SRI
from tests.letters.pdfs import page_sizes

# Attachments beside the letter's own page: forms are as long as their decree makes them.
LONGEST = 81_000
# Two people, four parents and two witnesses do not fit on A4; on F4 they do.
LONG = {"nikah-non-muslim"}


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
def test_it_is_one_page_for_most_people_and_small_for_all(slug: str) -> None:
    short = document(slug, "singkat")
    content = letter_pdf(short, MOMENT)
    forms = len(short.attachments)
    assert len(page_sizes(content)) == (2 if slug in LONG else 1) + forms
    assert len(content) < LONGEST
    assert len(letter_pdf(document(slug, "penuh"), MOMENT)) < LONGEST
