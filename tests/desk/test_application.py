"""One request on one screen."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.release import release
from tatadesa.core.models import AccessLogEntry
from tests.desk.stages import address, approved, issued, taken, text
from tests.people import World, sent

Browser = Callable[[Account], Client]


def test_register_answers_and_history_are_there(world: World, signed_in: Browser) -> None:
    application = taken(world)
    page = text(signed_in(world.operator.account).get(address(application)))
    for words in (application.number, "Surat Keterangan Uji", "3302076505909001", "Mendaftar sekolah anak"):
        assert words in page
    assert "Anda yang memeriksa" in page
    assert "Mulai diperiksa</b> <span><bdi>Sri Wahyuni, Operator Pelayanan" in page


def test_a_difference_is_marked_in_words_and_with_what_the_register_says(world: World, signed_in: Browser) -> None:
    same, other = taken(world), taken(world, nama="SITI AMINAN")
    client = signed_in(world.operator.account)
    page = text(client.get(address(same)))
    assert "Berbeda" not in page
    assert "Sama</span>" in page
    page = text(client.get(address(other)))
    assert "1 isian berbeda dari data penduduk" in page
    assert "SITI AMINAN</td>" in page
    assert "Berbeda</span> SITI AMINAH</td>" in page


def test_each_look_is_in_the_access_log(world: World, signed_in: Browser) -> None:
    application = sent(world.siti, world.version)
    client = signed_in(world.operator.account)
    client.get(address(application))
    client.post(address(application, "setujui/"), {"seen": "1"})
    looks = list(AccessLogEntry.objects.order_by("at"))
    assert [(look.actor_id, look.resident_id, look.about) for look in looks] == [
        (world.operator.pk, application.resident_id, application.number)
    ] * 2


def test_phone_and_source_as_people_read_them(world: World, signed_in: Browser, settings: Settings) -> None:
    application = taken(world)
    application.register_data["penduduk.telepon"] = "6281234567890"
    application.save()
    client = signed_in(world.operator.account)
    page = text(client.get(address(application)))
    assert "0812-3456-7890" in page
    assert "Kode sumber" not in page
    settings.SOURCE_URL = "https://kode.desa.id/"
    assert 'href="https://kode.desa.id/"' in text(client.get(address(application)))


def acts(client: Client, path: str) -> set[str]:
    """What can be done, but for notes to colleagues, which everybody may write."""
    return set(re.findall(r'action="/desk/permohonan/[^/]+/([a-z-]+)/"', text(client.get(path)))) - {"catatan"}


def test_only_what_this_person_can_do_now_is_offered(world: World, signed_in: Browser) -> None:
    def offered(staff: StaffMember, path: str) -> set[str]:
        return acts(signed_in(staff.account), path)

    new = address(sent(world.joko, world.version))
    assert offered(world.operator, new) == {"ambil"}
    assert offered(world.kades, new) == set()
    mine = address(taken(world))
    assert offered(world.operator, mine) == {"setujui", "kembalikan", "tolak", "lepas"}
    assert offered(world.other_operator, mine) == set()
    assert offered(world.kades, mine) == {"lepas", "alihkan"}
    waiting = address(approved(world))
    assert offered(world.operator, waiting) == set()
    assert offered(world.kades, waiting) == {"terbitkan", "kembalikan", "tolak"}


def test_the_issuer_sees_the_letter_others_may_ask_for_it(world: World, signed_in: Browser) -> None:
    application = approved(world)
    head, operator = signed_in(world.kades.account), signed_in(world.operator.account)
    assert "pratinjau/1.png" in text(head.get(address(application)))
    assert "pratinjau/1.png" not in text(operator.get(address(application)))
    assert "pratinjau/1.png" in text(operator.get(address(application, "?pratinjau=1")))


def test_the_issued_letter_and_its_withdrawal_are_offered(world: World, signed_in: Browser) -> None:
    letter = issued(world)
    page = text(signed_in(world.kades.account).get(address(letter.application)))
    assert letter.number in page
    assert f"/desk/surat/{letter.pk}/cabut/" in page
    page = text(signed_in(world.operator.account).get(address(letter.application)))
    assert f"/desk/surat/{letter.pk}.pdf" in page
    assert "/cabut/" not in page


def test_notes_stay_on_the_desk(world: World, signed_in: Browser) -> None:
    application = approved(world, note="Sudah dicocokkan dengan buku induk.")
    page = text(signed_in(world.kades.account).get(address(application)))
    assert "Catatan dalam:</b> Sudah dicocokkan dengan buku induk." in page


def test_what_people_typed_is_text(world: World, signed_in: Browser) -> None:
    application = taken(world, keperluan="<script>alert(1)</script> {{ 7*7 }}")
    page = text(signed_in(world.operator.account).get(address(application)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page


@pytest.mark.parametrize(("seen", "said"), [("2", 0), ("1", 1), ("", 0), ("x", 0), ("9" * 30, 0)])
def test_the_history_says_when_it_has_grown(seen: str, said: int, world: World, signed_in: Browser) -> None:
    application = taken(world)
    response = signed_in(world.operator.account).get(address(application, f"riwayat/?dilihat={seen}"))
    assert response.status_code == 200
    assert text(response).count("baru saja berubah") == said
    assert "<html" not in text(response)


def test_the_head_comes_along_when_the_history_changes(world: World, signed_in: Browser) -> None:
    application = taken(world)
    release(world.operator, application.number)
    told = text(signed_in(world.kades.account).get(address(application, "riwayat/?dilihat=1")))
    assert 'id="kepala" hx-swap-oob="true"' in told
    assert "Belum dipegang petugas" in told
    page = text(signed_in(world.kades.account).get(address(application)))
    assert page.count('id="kepala"') == 1
    assert 'id="kepala" hx-swap-oob' not in page


def test_a_released_request_waits_for_anybody(world: World, signed_in: Browser) -> None:
    application = taken(world)
    release(world.operator, application.number)
    assert "Belum dipegang petugas" in text(signed_in(world.operator.account).get(address(application)))
