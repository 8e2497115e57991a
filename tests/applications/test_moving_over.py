"""A service gets a new version while somebody is filling in the old one."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications import moving_over
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Application, Draft
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.actions.publish_draft import publish_draft
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.builder.edits import AddField, ChangeField, Edit, RemoveField
from tatadesa.catalogue.builder.queries import workshop
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import now
from tests.counter import begin
from tests.family import elder
from tests.people import World, answers, draft, photo

SignedIn = Callable[[Account], Client]


def publish(world: World, *edits: Edit) -> ServiceVersion:
    start_draft(world.operator, "surat-uji")
    for edit in edits:
        edit_draft(world.operator, "surat-uji", edit, seen=seen(world))
    return publish_draft(world.operator, "surat-uji", seen=seen(world))


def seen(world: World) -> uuid.UUID:
    found = workshop(world.operator, "surat-uji").seen
    assert found is not None
    return found


def form(client: Client, key: uuid.UUID) -> str:
    return str(client.get(f"/layanan/surat-uji/isi/?kunci={key}").content.decode())


@pytest.fixture
def citizen(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.siti)


def test_a_draft_opened_again_moves_over_with_what_still_fits(citizen: Client, world: World) -> None:
    key = draft(world.siti, world.version)
    new = publish(
        world,
        AddField("money", "Penghasilan"),
        ChangeField("jumlah", {"max": 1}),
        RemoveField("sejak"),
    )
    page = form(citizen, key)
    assert "Formulir layanan ini sudah diperbarui" in page
    assert "Isi lagi bila masih ditanyakan: “Jumlah tanggungan”, “Sejak tanggal”" in page
    assert "Pertanyaan baru: “Penghasilan”" in page
    assert "Mendaftar sekolah anak" in page
    assert f'name="versi" value="{new.number}"' in page
    assert Draft.objects.get(key=key).version == world.version, "looking writes nothing"
    typed = {"kunci": key, "versi": new.number, "nama": "SITI AMINAH", "keperluan": "Sekolah", "peruntukan": "bank"}
    citizen.post("/layanan/surat-uji/isi/", {**typed, "penghasilan": "500000", "kk__berkas": photo()})
    assert Draft.objects.get(key=key).version == new
    assert submit(world.siti, key).version == new


def test_the_same_version_says_nothing(citizen: Client, world: World) -> None:
    assert "sudah diperbarui" not in form(citizen, draft(world.siti, world.version))


def test_what_was_not_done_goes_along_as_it_was_typed(citizen: Client, world: World) -> None:
    key = uuid.uuid4()
    save_draft(world.siti, world.version, key, Content({"sejak": "kemarin", "keperluan": "Sekolah"}, complete=False))
    publish(world, RemoveField("jumlah"))
    page = form(citizen, key)
    assert 'value="kemarin"' in page
    assert "Isi lagi bila" not in page


def test_a_draft_that_is_complete_is_sent_on_its_own_version(world: World) -> None:
    key = draft(world.siti, world.version)
    publish(world, AddField("money", "Penghasilan"))
    assert submit(world.siti, key).version == world.version


def test_a_page_from_before_is_taken_as_it_is(citizen: Client, world: World) -> None:
    right = answers(world.siti, world.version)
    publish(world, RemoveField("jumlah"), AddField("money", "Penghasilan"))
    key = uuid.uuid4()
    page = citizen.post("/layanan/surat-uji/isi/", {**right, "kunci": key, "versi": "1", "aksi": "periksa"})
    assert page.status_code == 302
    kept = Draft.objects.get(key=key)
    assert (kept.version, kept.answers["jumlah"]) == (world.version, 2)


def test_what_waited_on_a_phone_goes_out_on_the_version_it_was_filled_in_on(citizen: Client, world: World) -> None:
    right = answers(world.siti, world.version)
    publish(world, RemoveField("jumlah"))
    sent = {**right, "kunci": uuid.uuid4(), "versi": "1", "aksi": "kirim"}
    answer = citizen.post("/layanan/surat-uji/kirim/", sent, headers={"Accept": "application/json"})
    assert answer.status_code == 201, answer.content
    assert Application.objects.get().version == world.version


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "1" * 30])
def test_a_version_nobody_knows_is_the_published_one(citizen: Client, world: World, number: str) -> None:
    key = uuid.uuid4()
    sent = {**answers(world.siti, world.version), "kunci": key, "versi": number}
    assert citizen.post("/layanan/surat-uji/isi/", sent).status_code == 302
    assert Draft.objects.get(key=key).version == world.version


def test_an_old_version_is_not_taken_for_ever(citizen: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    new = publish(world, RemoveField("jumlah"))
    monkeypatch.setattr(moving_over, "now", lambda: now() + timedelta(days=15))
    key = uuid.uuid4()
    right: dict[str, Any] = answers(world.siti, new)
    del right["jumlah"]
    citizen.post("/layanan/surat-uji/isi/", {**right, "kunci": key, "versi": "1"})
    assert Draft.objects.get(key=key).version == new


def test_a_draft_never_moves_to_one_in_the_builder(citizen: Client, world: World) -> None:
    key = draft(world.siti, world.version)
    start_draft(world.operator, "surat-uji")
    edit_draft(world.operator, "surat-uji", RemoveField("jumlah"), seen=seen(world))
    assert "sudah diperbarui" not in form(citizen, key)
    sent = {**answers(world.siti, world.version), "kunci": key, "versi": "2"}
    citizen.post("/layanan/surat-uji/isi/", sent)
    assert Draft.objects.get(key=key).version == world.version


def test_an_officers_draft_at_the_counter_moves_over_too(world: World, signed_in: SignedIn) -> None:
    karto, operator = elder(world), signed_in(world.operator.account)
    key = begin(world, karto)
    publish(world, AddField("money", "Penghasilan"))
    page = operator.get(f"/desk/penduduk/{karto.pk}/permohonan/surat-uji/?kunci={key}").content.decode()
    assert "Formulir layanan ini sudah diperbarui" in page
    assert "Penghasilan" in page
