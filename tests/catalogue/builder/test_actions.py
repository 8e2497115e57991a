"""Drafts of versions: begun, edited, undone, published, thrown away; always in one's own office."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.discard_draft import discard_draft
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.actions.publish import publish
from tatadesa.catalogue.actions.publish_draft import publish_draft
from tatadesa.catalogue.actions.redo_edit import redo_edit
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.actions.start_service import start_service
from tatadesa.catalogue.actions.undo_edit import undo_edit
from tatadesa.catalogue.builder import locking
from tatadesa.catalogue.builder.content import Content, content_of
from tatadesa.catalogue.builder.edits import (
    AddField,
    ChangeField,
    ChangeLetter,
    ChangeService,
    DuplicateField,
    Edit,
    MoveField,
    RemoveField,
    ReplaceAll,
)
from tatadesa.catalogue.builder.queries import versions_of, workshop
from tatadesa.catalogue.builder.starting import blank
from tatadesa.catalogue.definition import definition_of
from tatadesa.catalogue.models import Service, ServiceVersion, VersionEdit
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from tests.people import PASSWORD, World

SLUG = "surat-uji"


@pytest.fixture
def draft(world: World) -> ServiceVersion:
    return start_draft(world.operator, SLUG)


def seen(staff: StaffMember, slug: str = SLUG) -> uuid.UUID:
    found = workshop(staff, slug).seen
    assert found is not None
    return found


def do(staff: StaffMember, *edits: Edit, slug: str = SLUG) -> Content:
    for edit in edits:
        edit_draft(staff, slug, edit, seen=seen(staff, slug))
    return workshop(staff, slug).content


def ids(content: Content) -> list[str]:
    return [field["id"] for field in content["form"]["fields"]]


def test_a_draft_begins_with_what_is_published_and_there_is_only_one(world: World, draft: ServiceVersion) -> None:
    assert content_of(draft) == content_of(world.version)
    assert draft.number == 2
    assert start_draft(world.sekdes, SLUG) == draft
    assert Service.objects.get(office=world.karangsari).current == world.version


def test_what_is_published_cannot_be_edited_through_a_draft(world: World, draft: ServiceVersion) -> None:
    do(world.operator, RemoveField("jumlah"))
    world.version.refresh_from_db()
    assert "jumlah" in ids(content_of(world.version))


def test_undo_and_redo_walk_through_all_edits(world: World, draft: ServiceVersion) -> None:
    edits = (AddField("money", "Gaji"), MoveField("gaji", 0), ChangeService({"name": "Baru", "category": "Sosial"}))
    states = [workshop(world.operator, SLUG).content, *(do(world.operator, edit) for edit in edits)]
    for state in reversed(states[:-1]):
        undo_edit(world.sekdes, SLUG, seen=seen(world.sekdes))
        assert workshop(world.operator, SLUG).content == state
    with pytest.raises(Conflict, match="Tidak ada lagi"):
        undo_edit(world.operator, SLUG, seen=seen(world.operator))
    for state in states[1:]:
        redo_edit(world.operator, SLUG, seen=seen(world.operator))
        assert workshop(world.operator, SLUG).content == state
    assert workshop(world.operator, SLUG).redo_words == ""


def test_a_new_edit_after_an_undo_forgets_what_was_undone(world: World, draft: ServiceVersion) -> None:
    do(world.operator, RemoveField("jumlah"))
    undo_edit(world.operator, SLUG, seen=seen(world.operator))
    do(world.operator, RemoveField("sejak"))
    with pytest.raises(Conflict):
        redo_edit(world.operator, SLUG, seen=seen(world.operator))
    assert "jumlah" in ids(workshop(world.operator, SLUG).content)


def test_a_colleagues_edit_stops_whoever_has_not_seen_it(world: World, draft: ServiceVersion) -> None:
    before = seen(world.operator)
    do(world.sekdes, RemoveField("jumlah"))
    for act in (
        lambda: edit_draft(world.operator, SLUG, RemoveField("sejak"), seen=before),
        lambda: undo_edit(world.operator, SLUG, seen=before),
        lambda: redo_edit(world.operator, SLUG, seen=before),
        lambda: discard_draft(world.operator, SLUG, seen=before),
        lambda: publish_draft(world.operator, SLUG, seen=before),
    ):
        with pytest.raises(Conflict, match="Dwi Lestari baru saja mengubah draf ini"):
            act()
    assert "sejak" in ids(workshop(world.operator, SLUG).content)


def test_the_oldest_edits_are_forgotten(world: World, draft: ServiceVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "MOST_EDITS", 3)
    do(world.operator, *(ChangeField("nama", {"help": str(number)}) for number in range(6)))
    assert list(draft.edits.values_list("position", flat=True).order_by("position")) == [4, 5, 6]


def test_publication_makes_it_what_citizens_see_and_closes_it(world: World, draft: ServiceVersion) -> None:
    do(world.operator, RemoveField("jumlah"), ChangeService({"category": "Sosial"}))
    published = publish_draft(world.operator, SLUG, seen=seen(world.operator))
    service = Service.objects.get(office=world.karangsari)
    assert (service.current, service.category) == (published, "Sosial")
    words = list(published.edits.order_by("position").values_list("words", flat=True))
    assert words[1:] == ["Isian “Jumlah tanggungan” dihapus", "Keterangan layanan diubah", "Versi 2 diterbitkan"]
    published.name = "Lain"
    with pytest.raises(DatabaseError), transaction.atomic():
        published.save()
    with pytest.raises(Conflict, match="sudah diterbitkan"):
        edit_draft(world.operator, SLUG, RemoveField("sejak"), seen=uuid.uuid4())
    assert next((row.number, row.is_current, row.by) for row in versions_of(service)) == (2, True, "Sri Wahyuni")


def test_a_draft_no_different_is_not_published(world: World, draft: ServiceVersion) -> None:
    with pytest.raises(Conflict, match="sama dengan versi yang berlaku"):
        publish_draft(world.operator, SLUG, seen=seen(world.operator))


def test_a_draft_that_lacks_something_is_not_published(world: World) -> None:
    start_service(world.operator, "Surat Baru", "Umum", blank("Surat Baru", "Umum"), "Baru")
    with pytest.raises(InvalidInput, match="belum punya isian"):
        publish_draft(world.operator, "surat-baru", seen=seen(world.operator, "surat-baru"))
    assert Service.objects.get(slug="surat-baru").current is None


def test_a_letter_that_names_a_removed_field_is_refused_by_its_label(world: World, draft: ServiceVersion) -> None:
    do(world.operator, RemoveField("keperluan"))
    with pytest.raises(InvalidInput, match="Surat masih menyebut isian “Keperluan”"):
        publish_draft(world.operator, SLUG, seen=seen(world.operator))


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "closing", "when": {"all": [{"of": "jawaban.jumlah", "op": "filled"}]}},
        {"kind": "table", "source": "jawaban.jumlah", "columns": [{"label": "A", "text": "{baris.nama}"}]},
    ],
)
def test_a_letter_that_asks_for_a_removed_field_is_refused_too(
    block: dict[str, Any], world: World, draft: ServiceVersion
) -> None:
    letter = workshop(world.operator, SLUG).content["letter"]
    do(world.operator, ChangeLetter({**letter, "blocks": [*letter["blocks"], block]}, "Surat diubah"))
    do(world.operator, RemoveField("jumlah"))
    with pytest.raises(InvalidInput, match="Surat masih menyebut isian “Jumlah tanggungan”"):
        publish_draft(world.operator, SLUG, seen=seen(world.operator))


def test_a_version_loaded_meanwhile_comes_first(world: World, draft: ServiceVersion) -> None:
    do(world.operator, RemoveField("jumlah"))
    other = definition_of(world.version)
    loaded, _ = publish(world.karangsari, type(other)(**{**_fields(other), "name": "Dari berkas"}))
    assert workshop(world.operator, SLUG).is_behind
    published = publish_draft(world.operator, SLUG, seen=seen(world.operator))
    assert (loaded.number, published.number) == (3, 4)
    assert Service.objects.get(office=world.karangsari).current == published


def _fields(definition: Any) -> dict[str, Any]:
    return {name: getattr(definition, name) for name in definition.__dataclass_fields__}


def test_an_older_version_can_be_begun_from(world: World, draft: ServiceVersion) -> None:
    do(world.operator, RemoveField("jumlah"))
    publish_draft(world.operator, SLUG, seen=seen(world.operator))
    again = start_draft(world.operator, SLUG, number=1)
    assert again.form == world.version.form
    with pytest.raises(Conflict):
        start_draft(world.operator, SLUG, number=2)


def test_an_id_removed_long_ago_comes_back_only_as_its_own_kind(world: World, draft: ServiceVersion) -> None:
    do(world.operator, RemoveField("jumlah"))
    publish_draft(world.operator, SLUG, seen=seen(world.operator))
    start_draft(world.operator, SLUG)
    added = do(world.operator, AddField("money", "Jumlah"), AddField("number", "Jumlah"))
    kinds = {field["id"]: field["kind"] for field in added["form"]["fields"]}
    assert (kinds["jumlah"], kinds["jumlah_2"]) == ("number", "money")


def test_a_file_that_gives_an_old_id_another_kind_is_refused(world: World, draft: ServiceVersion) -> None:
    content = content_of(draft)
    fields = [{**field, "kind": "long_text"} if field["id"] == "nama" else field for field in content["form"]["fields"]]
    with pytest.raises(InvalidInput, match="di versi lama berisi jenis isian lain"):
        do(world.operator, ReplaceAll({**content, "form": {"fields": fields}}, "Dari berkas"))


def test_a_draft_thrown_away_takes_a_service_along_that_never_was(world: World, draft: ServiceVersion) -> None:
    assert discard_draft(world.operator, SLUG, seen=seen(world.operator))
    assert not VersionEdit.objects.exists()
    start_service(world.operator, "Surat Baru", "Umum", blank("Surat Baru", "Umum"), "Baru")
    assert not discard_draft(world.operator, "surat-baru", seen=seen(world.operator, "surat-baru"))
    assert not Service.objects.filter(slug="surat-baru").exists()


def test_two_services_of_one_name_have_their_own_addresses(world: World) -> None:
    made = [start_service(world.operator, "Baru", "Umum", blank("Baru", "Umum"), "Baru") for _ in range(2)]
    assert [one.service.slug for one in made] == ["baru-2", "baru-3"]


def test_another_office_and_other_roles_are_kept_out(world: World, draft: ServiceVersion) -> None:
    mine = seen(world.operator)
    rt = create_staff_member(world.karangsari, "rt", PASSWORD, "Pak RT", "Ketua RT", ["rt"])
    stranger = world.stranger_operator
    for staff, error in ((rt, NotAllowed), (stranger, DomainError)):
        for act in (
            lambda staff=staff: edit_draft(staff, SLUG, RemoveField("nama"), seen=mine),
            lambda staff=staff: undo_edit(staff, SLUG, seen=mine),
            lambda staff=staff: publish_draft(staff, SLUG, seen=mine),
            lambda staff=staff: discard_draft(staff, SLUG, seen=mine),
        ):
            with pytest.raises(error):
                act()
    with pytest.raises(NotAllowed):
        start_draft(rt, SLUG)
    with pytest.raises(NotAllowed):
        start_service(rt, "X", "Y", blank("X", "Y"), "Z")
    with pytest.raises(NotFound):
        start_draft(stranger, "tidak-ada")
    assert ServiceVersion.objects.get(published_at=None) == draft


KINDS = st.sampled_from(["short_text", "money", "file", "heading", "choice", "group", "statement"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_was_done_undoing_it_all_gives_back_exactly_what_was(world: World, data: st.DataObject) -> None:
    with transaction.atomic():
        start_draft(world.operator, SLUG)
        states = [workshop(world.operator, SLUG).content]
        for _ in range(data.draw(st.integers(1, 6))):
            name = data.draw(st.sampled_from(ids(states[-1]) or ["x"]))
            edit: Edit = data.draw(
                st.one_of(
                    st.builds(AddField, KINDS, st.text("ab c", min_size=1, max_size=6)),
                    st.builds(RemoveField, st.just(name)),
                    st.builds(DuplicateField, st.just(name)),
                    st.builds(MoveField, st.just(name), st.integers(0, 9)),
                    st.builds(ChangeField, st.just(name), st.just({"label": "Lain", "required": True})),
                )
            )
            try:
                after = do(world.operator, edit)
            except DomainError:
                assert workshop(world.operator, SLUG).content == states[-1]
                continue
            if after != states[-1]:
                states.append(after)
        for state in reversed(states[:-1]):
            undo_edit(world.operator, SLUG, seen=seen(world.operator))
            assert workshop(world.operator, SLUG).content == state
        transaction.set_rollback(True)
