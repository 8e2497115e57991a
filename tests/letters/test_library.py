"""The shipped services and the sample command: each makes a whole, good letter."""

from pathlib import Path

import pytest

from tatadesa.catalogue import commands as catalogue
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.letters import template
from tatadesa.letters.commands import render_sample
from tatadesa.letters.models import Letter, NumberCounter
from tests.letters.pdfs import page_sizes, text_of
from tests.people import World

# Official forms that come along, each on a page of its own.
FORMS = {"kelahiran": 1}
SLUGS = ["sktm", "sku", "domisili", "pengantar-skck", "kelahiran", "izin-keramaian"]


@pytest.fixture
def village(world: World) -> World:
    catalogue.load("builtin", world.karangsari.code)
    return world


def test_all_shipped_templates_are_right(village: World) -> None:
    versions = ServiceVersion.objects.filter(office=village.karangsari, service__slug__in=SLUGS)
    assert versions.count() == len(SLUGS)
    for version in versions:
        template.check(version.letter or {}, {field["id"] for field in version.form["fields"]})


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_a_sample_of_each_is_one_marked_page(village: World, tmp_path: Path, slug: str, paper: str) -> None:
    type(village.karangsari).objects.filter(pk=village.karangsari.pk).update(paper=paper)
    out = tmp_path / "contoh.pdf"
    render_sample(slug, village.karangsari.code, village.siti.login, {}, out)
    content = out.read_bytes()
    text = text_of(content)
    assert len(page_sizes(content)) == 1 + FORMS.get(slug, 0)
    assert len(content) < 80_000
    assert "CONTOH" in text
    assert "SITI AMINAH" in text
    assert "Hadi Sutrisno" in text
    assert not Letter.objects.exists()
    assert not NumberCounter.objects.exists()


def test_answers_are_printed_as_given(village: World, tmp_path: Path) -> None:
    out = tmp_path / "contoh.pdf"
    answers = {"keperluan": "pengajuan KUR di BRI", "jumlah_tanggungan": "4"}
    render_sample("sktm", village.karangsari.code, village.siti.login, answers, out)
    text = text_of(out.read_bytes())
    assert "pengajuan KUR di BRI" in text
    assert "4 orang" in text


@pytest.mark.parametrize(
    ("answers", "field"), [({"bukan_isian": "x"}, "bukan_isian"), ({"jumlah_tanggungan": "99"}, "jumlah_tanggungan")]
)
def test_wrong_answers_are_named(village: World, tmp_path: Path, answers: dict[str, str], field: str) -> None:
    out = tmp_path / "contoh.pdf"
    with pytest.raises(InvalidInput) as refused:
        render_sample("sktm", village.karangsari.code, village.siti.login, answers, out)
    assert set(refused.value.errors) == {field}
    assert not out.exists()


def test_a_person_of_another_village_is_not_found(village: World, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        render_sample("sktm", village.karangsari.code, village.rina.login, {}, tmp_path / "contoh.pdf")
