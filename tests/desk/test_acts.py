"""What an officer decides: each form, its success, its refusals."""

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.release import release
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.letters.models import Letter
from tests.desk.stages import address, approved, taken, text
from tests.people import World, sent

Browser = Callable[[Account], Client]


@pytest.fixture
def desk(world: World, signed_in: Browser) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def state(application: Application) -> str:
    application.refresh_from_db()
    return application.state


def done(client: Client, application: Application, act: str, **data: object) -> str:
    """Post an act that succeeds; gives the page it leads to."""
    response = client.post(address(application, f"{act}/"), {"seen": application.event_count, **data})
    assert (response.status_code, response.headers.get("Location")) == (302, address(application))
    return text(client.get(address(application)))


def test_take_and_release(world: World, desk: Client) -> None:
    application = sent(world.siti, world.version)
    assert "Permohonan ini sekarang Anda periksa." in done(desk, application, "ambil")
    application.refresh_from_db()
    assert application.taken_by == world.operator
    assert "Permohonan dilepas" in done(desk, application, "lepas")


def test_return_with_ticked_fields(world: World, desk: Client) -> None:
    application = taken(world)
    page = done(desk, application, "kembalikan", fields=["kk", "keperluan"], message="Foto KK buram.")
    assert "Foto KK buram." in page
    assert state(application) == "correction"
    assert application.correction == {"fields": ["kk", "keperluan"], "message": "Foto KK buram."}


def test_reject(world: World, desk: Client) -> None:
    application = taken(world)
    assert "Bukan warga desa ini." in done(desk, application, "tolak", reason="Bukan warga desa ini.")
    assert state(application) == "rejected"


def test_approve_then_issue(world: World, desk: Client, signed_in: Browser) -> None:
    application = taken(world)
    assert "disetujui dan diteruskan" in done(desk, application, "setujui", note="Lengkap.", unticked="1")
    assert state(application) == "approved"
    page = done(signed_in(world.kades.account), application, "terbitkan", yakin="1")
    assert f"Surat terbit dengan nomor {Letter.objects.get().number}." in page
    assert state(application) == "completed"


@pytest.mark.parametrize(
    ("act", "data", "words", "kept"),
    [
        ("kembalikan", {"message": "Perbaiki fotonya"}, "Centang isian atau berkas", "Perbaiki fotonya</textarea>"),
        ("kembalikan", {"fields": ["kk"]}, "Tulis apa yang harus diperbaiki", 'value="kk" checked'),
        ("kembalikan", {"fields": ["lain"], "message": "x"}, "Centang isian atau berkas", ">x</textarea>"),
        ("tolak", {"reason": "   "}, "Tulis alasan penolakan", ">   </textarea>"),
        ("tolak", {"reason": "a" * 1001}, "paling panjang 1000 huruf", f"{'a' * 1001}</textarea>"),
        ("setujui", {"note": "b" * 1001}, "paling panjang 1000 huruf", f"{'b' * 1001}</textarea>"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_words_stay(
    act: str, data: dict[str, object], words: str, kept: str, world: World, desk: Client
) -> None:
    application = taken(world)
    response = desk.post(address(application, f"{act}/"), {"seen": application.event_count, **data})
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count(words) == 2, "once on top, once at its field"
    assert 'aria-invalid="true"' in page or "kembalikan-fields-salah" in page
    assert kept in page
    assert state(application) == "in_review"


def test_issuing_asks_for_the_tick(world: World, signed_in: Browser) -> None:
    application = approved(world)
    client = signed_in(world.kades.account)
    response = client.post(address(application, "terbitkan/"), {"seen": application.event_count})
    assert response.status_code == 422
    assert "Baca pratinjau surat, lalu centang kotak ini." in text(response)
    assert not Letter.objects.exists()


def test_a_late_decision_sees_what_happened_and_loses_no_word(world: World, desk: Client) -> None:
    application = taken(world)
    seen = application.event_count
    release(world.kades, application.number)
    take(world.other_operator, application.number)
    response = desk.post(address(application, "tolak/"), {"seen": seen, "reason": "Berkasnya palsu."})
    page = text(response)
    assert response.status_code == 409
    assert "Yang terjadi sejak halaman Anda dibuka:" in page
    assert "Dilepas petugas oleh <bdi>Hadi Sutrisno, Kepala Desa" in page
    assert "Mulai diperiksa oleh <bdi>Agus Riyanto" in page
    assert "<blockquote>Berkasnya palsu.</blockquote>" in page
    assert state(application) == "in_review"


def test_a_late_decision_that_is_still_possible_keeps_its_form_filled(world: World, desk: Client) -> None:
    application = taken(world)
    release(world.operator, application.number)
    take(world.operator, application.number)
    response = desk.post(address(application, "tolak/"), {"seen": "2", "reason": "Berkasnya palsu."})
    assert response.status_code == 409
    assert ">Berkasnya palsu.</textarea>" in text(response)
    assert 'name="seen" value="4"' in text(response)


@pytest.mark.parametrize("seen", [None, "", "x", "-1", "9" * 40])
def test_an_act_that_saw_nothing_is_a_conflict(seen: str | None, world: World, desk: Client) -> None:
    application = taken(world)
    data = {} if seen is None else {"seen": seen}
    assert desk.post(address(application, "setujui/"), data).status_code == 409
    assert state(application) == "in_review"


def test_taking_a_colleagues_request_names_the_colleague(world: World, desk: Client) -> None:
    application = take(world.other_operator, sent(world.siti, world.version).number)
    response = desk.post(address(application, "ambil/"), {"seen": application.event_count})
    assert response.status_code == 409
    assert "sedang diperiksa oleh Agus Riyanto" in text(response)


def test_another_role_may_not(world: World, signed_in: Browser) -> None:
    application = approved(world)
    data = {"seen": application.event_count, "yakin": "1"}
    assert signed_in(world.operator.account).post(address(application, "terbitkan/"), data).status_code == 403
    assert not Letter.objects.exists()


def test_line_breaks_count_once_and_a_nul_is_dropped(world: World, desk: Client) -> None:
    application = taken(world)
    typed = "a\r\n" * 500
    assert desk.post(address(application, "tolak/"), {"seen": "2", "reason": typed + "\0"}).status_code == 302
    assert application.events.get(verb="reject").words == ("a\n" * 500).strip()
