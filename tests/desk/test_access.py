"""The desk is for staff, and each sees only what lies at the own office."""

from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account
from tatadesa.applications.models import Application
from tatadesa.core.models import AccessLogEntry
from tests.desk.stages import address, issued, text
from tests.people import PASSWORD, TOTP_SECRET, World

GETS = ("", "riwayat/", "pratinjau.pdf", "pratinjau/1.png", "berkas/{attachment}/", "berkas/{attachment}/halaman/1.jpg")
POSTS = ("ambil/", "lepas/", "kembalikan/", "tolak/", "setujui/", "terbitkan/")


@pytest.fixture
def addresses(world: World) -> list[tuple[str, str]]:
    """Every address that is about one request or one letter, with its method."""
    letter = issued(world)
    application = letter.application
    attachment = application.attachments.get().pk
    return [
        *(("GET", address(application, path.format(attachment=attachment))) for path in GETS),
        *(("POST", address(application, path)) for path in POSTS),
        ("GET", f"/desk/surat/{letter.pk}.pdf"),
        ("POST", f"/desk/surat/{letter.pk}/cabut/"),
    ]


def test_another_office_gets_404_on_everything(
    world: World, addresses: list[tuple[str, str]], signed_in: Callable[[Account], Client]
) -> None:
    events = Application.objects.get().event_count
    for officer in (world.stranger_operator, world.stranger_kades):
        client = signed_in(officer.account)
        for method, path in addresses:
            assert client.generic(method, path).status_code == 404, (method, path)
    assert Application.objects.get().event_count == events
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize("role", ["administrator", "rt", "rw"])
def test_who_has_no_part_in_a_request_gets_404_on_it(
    role: str, world: World, addresses: list[tuple[str, str]], signed_in: Callable[[Account], Client]
) -> None:
    staff = create_staff_member(world.karangsari, role, PASSWORD, "Warsito", "Ketua", [role], totp_secret=TOTP_SECRET)
    client = signed_in(staff.account)
    for method, path in addresses:
        assert client.generic(method, path).status_code == 404, (method, path)
    for path in ("/desk/?tab=semua", "/desk/daftar/?tab=semua", "/desk/surat/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "SITI" not in text(response)
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "siti"])
def test_visitors_and_citizens_are_sent_to_sign_in(
    who: str, world: World, addresses: list[tuple[str, str]], signed_in: Callable[[Account], Client]
) -> None:
    client = signed_in(world.siti) if who == "siti" else Client()
    lists = [("GET", path) for path in ("/desk/", "/desk/daftar/", "/desk/surat/", "/desk/langsung/token/")]
    for method, path in [*lists, *addresses]:
        response = client.generic(method, path)
        assert response.status_code == (302 if method == "GET" else 401), (method, path)
        assert "SITI" not in text(response)


def test_sign_in_leads_back_to_the_page_asked_for(client: Client, db: None) -> None:
    response = client.get("/desk/permohonan/26-AAAA-BBBB/")
    assert response.headers["Location"] == "/desk/masuk/?lanjut=%2Fdesk%2Fpermohonan%2F26-AAAA-BBBB%2F"


def test_a_fragment_of_an_ended_session_leaves_the_page(client: Client, db: None) -> None:
    response = client.get("/desk/daftar/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/desk/masuk/")


def test_reading_never_decides(world: World, signed_in: Callable[[Account], Client]) -> None:
    application = issued(world).application
    client = signed_in(world.kades.account)
    for path in POSTS:
        assert client.get(address(application, path)).status_code == 405
    assert client.get("/desk/keluar/").status_code == 405


def test_an_act_without_token_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.operator.account, backend="tatadesa.accounts.backend.AccountBackend")
    response = client.post("/desk/permohonan/26-AAAA-BBBB/ambil/", {"seen": "1"})
    assert response.status_code == 403
    assert "muat ulang halaman" in text(response)


def test_errors_have_the_look_of_the_desk(world: World, signed_in: Callable[[Account], Client]) -> None:
    response = signed_in(world.operator.account).get("/desk/permohonan/26-AAAA-BBBB/")
    assert response.status_code == 404
    assert "desk/desk.css" in text(response)


@pytest.mark.parametrize("number", ["%00", "26-AAAA-BBB%00", "a" * 500, "%ff", "..", "%F0%9F%98%80"])
def test_an_odd_number_is_not_found(number: str, world: World, signed_in: Callable[[Account], Client]) -> None:
    client = signed_in(world.operator.account)
    assert client.get(f"/desk/permohonan/{number}/").status_code == 404
    assert client.post(f"/desk/permohonan/{number}/ambil/", {"seen": "1"}).status_code == 404
