"""Definitions as files."""

import json
from pathlib import Path

import pytest

from tatadesa.catalogue.commands import LIBRARY, export, load
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.errors import NotFound
from tests.catalogue.samples import definition
from tests.people import World

COUNT = len(list(LIBRARY.glob("*/service.json")))


def write(folder: Path, slug: str, text: str) -> None:
    """A definition file."""
    (folder / slug).mkdir(parents=True, exist_ok=True)
    (folder / slug / "service.json").write_text(text, encoding="utf-8")


def test_loading_twice_changes_nothing(world: World) -> None:
    assert load("builtin", world.karangsari.code) == {"added": COUNT, "changed": 0, "unchanged": 0}
    before = list(ServiceVersion.objects.order_by("pk").values_list("pk", flat=True))
    assert load("builtin", world.karangsari.code) == {"added": 0, "changed": 0, "unchanged": COUNT}
    assert list(ServiceVersion.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_what_is_exported_can_be_loaded_again(world: World, tmp_path: Path) -> None:
    load("builtin", world.karangsari.code)
    for path in LIBRARY.glob("*/service.json"):
        slug = path.parent.name
        exported = export(slug, world.karangsari.code)
        assert json.loads(exported) == json.loads(path.read_text(encoding="utf-8"))
        write(tmp_path, slug, exported)
    assert load(str(tmp_path), world.karangsari.code)["unchanged"] == COUNT
    assert load(str(tmp_path), world.sidamulya.code)["added"] == COUNT


def test_a_changed_file_is_a_new_version(world: World, tmp_path: Path) -> None:
    write(tmp_path, "surat-contoh", json.dumps(definition()))
    load(str(tmp_path), world.karangsari.code)
    write(tmp_path, "surat-contoh", json.dumps(definition(summary="Lain.")))
    assert load(str(tmp_path), world.karangsari.code) == {"added": 0, "changed": 1, "unchanged": 0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "bukan JSON"),
        ("[" * 100_000, "bukan JSON"),
        (json.dumps(definition(slug="lain")), "nama foldernya"),
        (json.dumps(definition(name="")), "“name”"),
        (json.dumps(definition(name="Surat\x00")), "NUL"),
        (" " * (1024 * 1024 + 1), "terlalu besar"),
    ],
)
def test_one_wrong_file_loads_nothing(world: World, tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, "a-benar", json.dumps(definition(slug="a-benar")))
    write(tmp_path, "surat-contoh", text)
    with pytest.raises(DefinitionError) as caught:
        load(str(tmp_path), world.karangsari.code)
    assert words in caught.value.message
    assert "surat-contoh/service.json" in caught.value.message
    assert not Service.objects.filter(slug="a-benar").exists()


def test_an_empty_folder_and_an_unknown_office_are_errors(world: World, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="Tidak ada berkas"):
        load(str(tmp_path), world.karangsari.code)
    with pytest.raises(NotFound):
        load("builtin", "99.99.99.9999")
    with pytest.raises(NotFound):
        export("tidak-ada", world.karangsari.code)
