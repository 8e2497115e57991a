"""The office's own fields: filled in, checked, and named by the letter."""

from typing import Any

import pytest

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.fill_officer_form import fill_officer_form
from tatadesa.applications.actions.take import take
from tatadesa.applications.checklist import officer_gaps
from tatadesa.applications.models import Application
from tatadesa.catalogue.definition import definition_of, read_definition
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.letters.compose import Particulars
from tatadesa.letters.draft import document_of
from tatadesa.letters.preview import unissued
from tatadesa.letters.signer import signer_of
from tests.people import FORM, LETTER, STANDARD, WORKFLOW, World, sent

SURVEY: dict[str, Any] = {
    "fields": [
        {"id": "hasil_survei", "kind": "short_text", "label": "Hasil survei", "required": True},
        {"id": "luas", "kind": "number", "label": "Luas (m2)", "min": 1},
    ]
}


def surveyed(world: World) -> ServiceVersion:
    """A service whose letter names what officers fill in."""
    service = Service.objects.create(office=world.karangsari, slug="survei", category="Umum")
    survey = {"kind": "paragraph", "text": "Hasil survei: {petugas.hasil_survei}."}
    letter = {**LETTER, "blocks": [*LETTER["blocks"], survey]}
    service.current = ServiceVersion.objects.create(
        office=world.karangsari,
        service=service,
        number=1,
        name="Keterangan Survei",
        summary="Uji.",
        form=FORM,
        officer_form=SURVEY,
        requirements=[{"label": "Kartu Keluarga", "field": "kk", "required": True}],
        workflow=WORKFLOW,
        letter=letter,
        standard=STANDARD,
        published_at=now(),
    )
    service.save()
    return service.current


@pytest.fixture
def application(world: World) -> Application:
    return take(world.operator, sent(world.siti, surveyed(world)).number)


def test_kept_checked_and_noted(world: World, application: Application) -> None:
    seen = application.event_count
    with pytest.raises(InvalidInput) as refused:
        fill_officer_form(world.operator, application.number, seen=seen, raw={"luas": "0"})
    assert set(refused.value.errors) == {"hasil_survei", "luas"}
    filled = fill_officer_form(
        world.operator, application.number, seen=seen, raw={"hasil_survei": "Sesuai", "luas": "12"}
    )
    assert filled.officer_answers == {"hasil_survei": "Sesuai", "luas": 12}
    assert "Hasil survei: Sesuai" in filled.notes.get().text


def test_only_by_who_checks(world: World, application: Application) -> None:
    seen = application.event_count
    with pytest.raises(Conflict):
        fill_officer_form(world.other_operator, application.number, seen=seen, raw={"hasil_survei": "Sesuai"})


def test_what_is_not_asked_holds_nothing_up_and_what_must_be_answered_now_does(
    world: World, application: Application
) -> None:
    asked = {"of": "jawaban.luas", "op": "more_than", "to": 100}
    application.version.officer_form = {
        "fields": [
            {"id": "luas", "kind": "number", "label": "Luas (m2)"},
            {"id": "alasan", "kind": "short_text", "label": "Alasan", "required": True, "show_if": asked},
            {"id": "saksi", "kind": "short_text", "label": "Saksi", "require_if": asked},
        ]
    }
    application.officer_answers = {"luas": 12}
    assert officer_gaps(application) == []
    application.officer_answers = {"luas": 120}
    assert officer_gaps(application) == ["Alasan", "Saksi"]


def test_approving_waits_for_it(world: World, application: Application) -> None:
    with pytest.raises(Conflict, match="Hasil survei"):
        approve(world.operator, application.number, seen=application.event_count)


def test_the_letter_names_it(world: World, application: Application) -> None:
    seen = application.event_count
    filled = fill_officer_form(world.operator, application.number, seen=seen, raw={"hasil_survei": "Tanah kering"})
    particulars = Particulars("1", now().date(), unissued("KONSEP"))
    document = document_of(filled, signer_of(world.kades, world.karangsari), particulars)
    assert "Hasil survei: Tanah kering." in [part.text for part in document.parts]


def test_it_travels_with_the_definition(world: World) -> None:
    data = {**definition_of(surveyed(world)).content(), "slug": "survei", "category": "Umum", "keywords": ""}
    assert read_definition(data).officer_form == SURVEY
    with pytest.raises(DefinitionError, match="petugas"):
        read_definition({**data, "officer_form": {"fields": []}})


def test_no_files_among_them(world: World) -> None:
    data = {**definition_of(surveyed(world)).content(), "slug": "survei", "category": "Umum", "keywords": ""}
    photo = {"id": "foto", "kind": "file", "label": "Foto"}
    with pytest.raises(DefinitionError, match="tidak bisa dipakai"):
        read_definition({**data, "officer_form": {"fields": [*SURVEY["fields"], photo]}})
