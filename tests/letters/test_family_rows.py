"""The family card in a letter: kept with the application only where the letter lists it."""

from tatadesa.catalogue.placeholders import FAMILY, names_family
from tatadesa.letters.blocks import MEMBERS
from tatadesa.letters.draft import table_rows
from tatadesa.residents.family_rows import NAMES, family_rows
from tatadesa.residents.models import Resident
from tests.people import World

TABLE = {"kind": "table", "source": FAMILY, "columns": [{"label": "Nama", "text": "{baris.nama}"}]}


def test_only_a_letter_with_such_a_table_names_the_family() -> None:
    assert names_family({"blocks": [TABLE]})
    assert names_family({"blocks": [], "attachments": [{"blocks": [TABLE]}]})
    assert not names_family({"blocks": [{"kind": "closing"}]})
    assert not names_family(None)


def test_everybody_on_the_card_has_a_row(world: World) -> None:
    siti = Resident.objects.select_related("office", "family").get(nik=world.siti.login)
    rows = family_rows(siti)
    assert "SITI AMINAH" in {row["nama"] for row in rows}
    assert all(tuple(row) == NAMES for row in rows)


def test_an_application_without_the_card_has_no_rows() -> None:
    assert table_rows({"fields": []}, {}, {}) == {MEMBERS: []}
    assert table_rows({"fields": []}, {}, {FAMILY: '[{"nama": "BUDI"}]'}) == {MEMBERS: [{"nama": "BUDI"}]}
