"""What a step asks an agency, built on the desk without JSON and without JavaScript."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Referral
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.actions.publish_draft import publish_draft
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.builder.edits import ChangeAsk
from tatadesa.catalogue.builder.queries import workshop
from tests.agencies import polsek
from tests.desk.stages import text
from tests.desk.test_builder_workflow import ADDRESS, typed
from tests.people import World, sent

ASK = f"{ADDRESS}verifikasi/instansi/"


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The operator's browser, with a draft of the service begun."""
    start_draft(world.operator, "surat-uji")
    return signed_in(world.operator.account)


def question(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "terlihat": str(workshop(world.operator, "surat-uji").seen),
        "ke": "polsek",
        "cara": "opinion",
        "pertanyaan": "Apakah aman?",
        "hari": "2",
        "tunggu": "1",
        "jawaban": ["keperluan"],
        "bila-0-dari": "jawaban.peruntukan",
        "bila-0-cara": "is",
        "bila-0-nilai": "Sekolah",
        "aksi": "simpan",
        **changes,
    }


def asks(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workshop(world.operator, "surat-uji").content["workflow"][0].get("ask", [])
    return found


def test_a_rule_is_added_shown_in_the_picture_and_asks_the_agency(world: World, desk: Client) -> None:
    officer = polsek()
    assert desk.post(f"{ASK}baru/", question(world)).headers["Location"] == f"{ADDRESS}#alur-verifikasi"
    when = {"of": "jawaban.peruntukan", "op": "is", "to": "sekolah"}
    made = {"to": "polsek", "kind": "opinion", "question": "Apakah aman?", "days": 2, "answers": ["keperluan"]}
    assert asks(world) == [{**made, "when": when}]
    page = text(desk.get(ADDRESS))
    assert page.count("Minta pendapat Polsek, bila Untuk apa adalah “Sekolah”") > 1
    version = publish_draft(world.operator, "surat-uji", seen=workshop(world.operator, "surat-uji").seen)
    take(world.operator, sent(world.siti, version, peruntukan="bank").number)
    assert not Referral.objects.exists()
    take(world.operator, sent(world.siti, version).number)
    assert Referral.objects.get().to_office == officer.office


def test_it_is_changed_and_removed(world: World, desk: Client) -> None:
    desk.post(f"{ASK}baru/", question(world))
    page = text(desk.get(f"{ASK}0/"))
    assert "Apakah aman?" in page
    assert 'value="Sekolah"' in page
    desk.post(f"{ASK}0/", question(world, **{"bila-0-dari": "", "bila-0-nilai": "", "cara": "handover"}))
    assert (asks(world)[0]["kind"], "when" in asks(world)[0]) == ("handover", False)
    desk.post(f"{ASK}0/", question(world, aksi="hapus", pertanyaan=""))
    assert asks(world) == []


def test_wrong_input_comes_back_as_it_was_typed(world: World, desk: Client) -> None:
    wrong = {"ke": "", "hari": "banyak", "bila-0-nilai": "Pasar"}
    answer = desk.post(f"{ASK}baru/", question(world, **wrong))
    page = text(answer)
    assert answer.status_code == 422
    assert "Pilih instansi yang ditanya." in page
    assert 'value="banyak"' in page
    assert 'value="Pasar"' in page
    assert "Isi salah satu pilihannya: Sekolah, Bank." in page
    assert "Apakah aman?" in page
    assert asks(world) == []


def test_room_for_one_more_condition_without_keeping_anything(world: World, desk: Client) -> None:
    answer = desk.post(f"{ASK}baru/", question(world, aksi="lagi"))
    assert answer.status_code == 200
    assert 'name="bila-1-dari"' in text(answer)
    assert "Belum disimpan" in text(answer)
    assert asks(world) == []


def test_a_colleagues_change_is_not_written_over(world: World, desk: Client) -> None:
    mine = question(world)
    item = {"to": "kua", "kind": "opinion", "question": "Sudah terdaftar?"}
    edit_draft(world.sekdes, "surat-uji", ChangeAsk("verifikasi", None, item), seen=UUID(mine["terlihat"]))
    answer = desk.post(f"{ASK}baru/", mine)
    assert (answer.status_code, "Apakah aman?" in text(answer)) == (409, True)
    assert asks(world) == [item]


def test_a_question_that_a_colleague_removed_is_no_dead_end(world: World, desk: Client) -> None:
    answer = desk.post(f"{ASK}0/", question(world), follow=True)
    assert "sudah dihapus dari alur" in text(answer)
    assert desk.get(f"{ASK}0/").status_code == 404
    assert desk.get(f"{ADDRESS}penerbitan/instansi/baru/").status_code == 404
    assert desk.get(f"{ASK}{'9' * 60}/").status_code == 404


def test_from_the_steps_they_are_kept_first(world: World, desk: Client) -> None:
    going = desk.post(ADDRESS, typed(world, aksi="tanya-0-baru", **{"langkah-0-nama": "Cek berkas"}))
    assert going.headers["Location"] == f"{ASK}baru/"
    assert workshop(world.operator, "surat-uji").content["workflow"][0]["label"] == "Cek berkas"
    stays = desk.post(ADDRESS, typed(world, aksi="tanya-0-baru", **{"langkah-0-nama": ""}))
    assert (stays.status_code, "Beri nama langkah ini" in text(stays)) == (422, True)


def test_keeping_the_steps_keeps_what_they_ask(world: World, desk: Client) -> None:
    desk.post(f"{ASK}baru/", question(world))
    before = asks(world)
    assert desk.post(ADDRESS, typed(world, **{"langkah-0-nama": "Cek berkas"})).status_code == 302
    assert asks(world) == before


def test_a_field_that_a_question_uses_cannot_go(world: World, desk: Client) -> None:
    desk.post(f"{ASK}baru/", question(world))
    seen = str(workshop(world.operator, "surat-uji").seen)
    refused = desk.post("/desk/layanan/surat-uji/formulir/isian/keperluan/", {"terlihat": seen, "aksi": "hapus"})
    assert "pertanyaan ke Polsek di langkah Pemeriksaan berkas" in text(refused)
