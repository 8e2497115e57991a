"""The office's own fields: filled in, checked, and named by the letter."""

import json
from typing import Any

import pytest

from tatadesa.applications import officer_form
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.fill_officer_form import fill_officer_form
from tatadesa.applications.actions.take import take
from tatadesa.applications.checklist import officer_gaps
from tatadesa.applications.models import Application
from tatadesa.catalogue.definition import definition_of, read_definition
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.catalogue.officer_form import alone, check_officer_form
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.schema import check_schema
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


def surveyed(world: World, survey_form: dict[str, Any] = SURVEY) -> ServiceVersion:
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
        officer_form=survey_form,
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


LARGE = {"of": "jawaban.warga.jumlah", "op": "more_than", "to": 5}


def looking(world: World, condition: dict[str, Any], key: str = "show_if", **answers: Any) -> Application:
    """A request whose survey has a condition that looks at a citizen's answer."""
    first, second = SURVEY["fields"]
    version = surveyed(world, {"fields": [{**first, "required": key == "show_if", key: condition}, second]})
    return take(world.operator, sent(world.siti, version, **answers).number)


@pytest.mark.parametrize("key", ["show_if", "require_if"])
def test_a_condition_looks_at_what_the_citizen_answered(world: World, key: str) -> None:
    large = looking(world, LARGE, key, jumlah="7")
    assert officer_gaps(large) == ["Hasil survei"]
    with pytest.raises(InvalidInput) as refused:
        fill_officer_form(world.operator, large.number, seen=large.event_count, raw={"luas": "12"})
    assert set(refused.value.errors) == {"hasil_survei"}


def test_where_the_answer_is_another_it_is_not_asked(world: World) -> None:
    small = looking(world, LARGE, jumlah="2")
    assert officer_gaps(small) == []
    raw = {"hasil_survei": "Diisi juga", "luas": "12", "warga.jumlah": "99"}
    filled = fill_officer_form(world.operator, small.number, seen=small.event_count, raw=raw)
    assert filled.officer_answers == {"luas": 12}


def test_the_page_gets_only_the_answers_that_conditions_name(world: World) -> None:
    application = looking(world, LARGE, jumlah="7")
    [hasil, luas] = officer_form.fields(world.operator, application)
    assert (hasil.id, hasil.hidden_now, luas.id) == ("hasil_survei", False, "luas")
    assert hasil.condition_words == "Isi bila Jumlah tanggungan lebih dari 5."
    given = json.loads(officer_form.browser_rules(application))["fields"]
    assert {row["id"]: row.get("given") for row in given} == {"warga.jumlah": 7, "hasil_survei": None, "luas": None}
    assert "sekolah" not in str(given)


def test_a_choice_a_file_and_the_own_fields_before_it(world: World) -> None:
    school = {"of": "jawaban.warga.peruntukan", "op": "is", "to": "sekolah"}
    condition = {"all": [school, {"of": "jawaban.warga.kk", "op": "filled"}]}
    assert officer_gaps(looking(world, condition)) == ["Hasil survei"]
    both = {"fields": [SURVEY["fields"][1], {**SURVEY["fields"][0], "show_if": {**LARGE, "of": "jawaban.luas"}}]}
    check_officer_form(both, FORM)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"of": "jawaban.warga.tidak_ada", "op": "filled"}, "tidak_ada"),
        ({"of": "jawaban.warga.jumlah", "op": "has", "to": "x"}, "tidak bisa untuk"),
        ({"of": "jawaban.warga.peruntukan", "op": "is", "to": "x"}, "salah satu pilihannya"),
        ({"of": "jawaban.jumlah", "op": "filled"}, "harus isian sebelumnya"),
        ({"of": "warga.jumlah", "op": "filled"}, "harus isian sebelumnya"),
    ],
)
def test_what_cannot_be_asked_is_refused(condition: dict[str, Any], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        check_officer_form({"fields": [{**SURVEY["fields"][1], "show_if": condition}]}, FORM)


def test_a_citizens_form_never_looks_at_itself_so() -> None:
    with pytest.raises(SchemaError):
        check_schema({"fields": [*FORM["fields"], {**SURVEY["fields"][1], "show_if": LARGE}]})


def test_a_trial_asks_what_only_an_answer_decides() -> None:
    form = {"fields": [{**SURVEY["fields"][0], "show_if": LARGE, "prefill": [{"value": "x", "if": LARGE}]}]}
    assert alone(form) == {"fields": [SURVEY["fields"][0]]}
