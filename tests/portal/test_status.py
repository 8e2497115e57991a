"""The page a receipt from the counter leads to."""

from django.test import Client

from tatadesa.applications.actions.take import take
from tests.people import World, sent
from tests.portal.pages import text


def test_it_shows_the_status_and_nothing_of_whom_or_what(client: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    path = f"/status/{world.karangsari.code}/{application.number}/"
    assert "Menunggu giliran diperiksa" in text(client.get(path))
    take(world.operator, application.number)
    answer = client.get(path)
    page = text(answer)
    assert "Sedang diperiksa" in page
    for secret in ("SITI", world.siti.login, "Surat Keterangan Uji", "sekolah", "Sri Wahyuni"):
        assert secret not in page
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_number_read_out_over_the_phone_is_found(client: Client, world: World) -> None:
    number = sent(world.siti, world.version).number.lower()
    assert client.get(f"/status/{world.karangsari.code}/{number}/").status_code == 200


def test_another_offices_number_is_not_found(client: Client, world: World) -> None:
    number = sent(world.siti, world.version).number
    for path in (f"/status/{world.sidamulya.code}/{number}/", f"/status/tidak-ada/{number}/", "/status/x/y/"):
        assert client.get(path).status_code == 404


def test_numbers_cannot_be_searched_for(client: Client, world: World) -> None:
    path = f"/status/{world.karangsari.code}/26-AAAA-AAAA/"
    assert {client.get(path).status_code for _ in range(121)} == {404, 429}
