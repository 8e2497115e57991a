"""Whatever people type prints as plain text, in every shipped letter."""

import random
from functools import cache
from typing import Any

import pytest

from tatadesa.forms.letter_names import answer_names
from tatadesa.letters import template
from tatadesa.letters.compose import Particulars, compose
from tatadesa.letters.document import Document
from tatadesa.letters.draft import table_rows
from tatadesa.letters.typeset import letter_pdf
from tatadesa.letters.writing import Extra
from tatadesa.offices.models import Office
from tests.letters.golden import people
from tests.letters.golden.made import HEAD, MOMENT, OFFICE, SLUGS, TODAY, answers, definition
from tests.letters.pdfs import text_of
from tests.letters.samples import PLACE

# What people typed, and how it is printed.
HOSTILE = (
    ("\u202eSLAMET\u202c\u200f KANAN", "SLAMET KANAN"),
    ("N" * 300, "N" * 300),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ('#import "a.typ": * #read("/etc/passwd")', '#import "a.typ": * #read("/etc/passwd")'),
    ("$x^2$ `kode` @label *tebal* // sisa", "$x^2$ `kode` @label *tebal* // sisa"),
    ("SITI\x00AMINAH\x1b[31m", "SITIAMINAH[31m"),
    ("A\u0301\u0302\u0303\u0304\u0305\u0306e\u0301", "Á"),
    ("BUDI \U0001f600\U0001f468\u200d\U0001f469", "BUDI □"),
    ("{penduduk.nik} **tebal** __garis__ \\ \u0001b\u0002", "{penduduk.nik} **tebal** __garis__ \\"),
)


@cache
def letter_of(slug: str) -> template.LetterTemplate:
    service = definition(slug)
    return template.check(service.letter or {}, answer_names(service.form), service.form)


def made(slug: str, dice: random.Random) -> tuple[Document, set[str]]:
    """The letter of ``slug`` with something hostile for every answer and every register name, and what it says."""
    service, said = definition(slug), set[str]()

    def typed() -> str:
        words, printed = dice.choice(HOSTILE)
        said.add(printed)
        return words

    register = {
        key: value if key.startswith(("wilayah.", "keluarga.")) else typed() for key, value in people.SRI.items()
    }
    kept: dict[str, Any] = answers(service.form, slug, people.SRI, in_full=True)
    rows = {
        source: [{name: typed() for name in row} for row in given]
        for source, given in table_rows(service.form, kept, {}).items()
    }
    document = compose(
        letter_of(slug),
        Office(**OFFICE),
        register,
        {name: typed() for name in sorted(answer_names(service.form))},
        HEAD,
        Particulars("400/007/KRS/XI/2026", TODAY, PLACE),
        {name: typed() for name in sorted(answer_names(service.officer_form))} if service.officer_form else {},
        Extra(kept=kept, register=people.SRI, rows=rows, handling=service.handling),
    )
    return document, said


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("slug", SLUGS)
def test_hostile_words_are_words_in_every_letter(slug: str) -> None:
    """Each letter once, each with its own throw of the dice: 43 throws meet every kind in every sort of part."""
    document, said = made(slug, random.Random(slug))
    text = bare(text_of(letter_pdf(document, MOMENT)))
    seen = {printed for printed in said if bare(printed) in text}
    assert seen, said
    assert not {"\x00", "\u202e", "\u200f"} & set(text)
    assert "root:" not in text


@pytest.mark.parametrize(("typed", "printed"), HOSTILE)
def test_each_prints_as_it_was_typed(typed: str, printed: str) -> None:
    """In the plainest letter, where nothing cuts or folds it."""
    service = definition("sktm")
    document = compose(
        letter_of("sktm"),
        Office(**OFFICE),
        {**people.SRI, "penduduk.nama": typed},
        dict.fromkeys(answer_names(service.form), typed),
        HEAD,
        Particulars("400/007/KRS/XI/2026", TODAY, PLACE),
        None,
        Extra(),
    )
    assert bare(printed) in bare(text_of(letter_pdf(document, MOMENT)))
