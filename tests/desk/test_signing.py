"""The signer's pages: the list, the exact pages, one or a selection, and what is said when it fails."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.letters.models import Letter, PreparedLetter, SigningMethod
from tests.desk.stages import address, approved, text
from tests.letters.signers import NIK, PASSPHRASE, key_file, key_of, own, prepared, way
from tests.people import World, photo

Browser = Callable[[Account], Client]
LIST, SIGN = "/desk/tanda-tangan/", "/desk/tanda-tangan/lihat/"
OWN, SETTINGS = "/desk/akun/tanda-tangan/", "/desk/pengaturan/tanda-tangan/"


@pytest.fixture
def kades(world: World, signed_in: Browser) -> Client:
    """The head's phone."""
    return signed_in(world.kades.account)


def open_page(client: Client) -> list[str]:
    """The page of the letters with all its pictures, as a browser loads them; gives what is ticked."""
    page = text(client.get(SIGN))
    for picture in set(re.findall(r'src="(/desk/tanda-tangan/[^"]+)"', page)):
        answer = client.get(picture)
        assert answer.content.startswith(b"\x89PNG")
        assert answer.headers["Cache-Control"] == "private, no-store"
    return re.findall(r'name="pilih" value="([^"]+)"', page)


def test_three_at_once(world: World, kades: Client) -> None:
    own(world)
    applications = [approved(world) for _ in range(3)]
    page = text(kades.get(LIST))
    assert all(f"{one.number}:{one.event_count}" in page for one in applications)
    answer = kades.post(f"{LIST}siapkan/", {"pilih": [f"{one.number}:{one.event_count}" for one in applications]})
    assert answer.headers["Location"] == SIGN
    ticked = open_page(kades)
    assert len(ticked) == 3
    done = kades.post(SIGN, {"pilih": ticked, "passphrase": PASSPHRASE}, follow=True)
    assert "3 surat ditandatangani dan terbit" in text(done)
    assert Letter.objects.count() == 3
    assert {row.purpose for row in AccessLogEntry.objects.all()} == {"surat yang ditandatangani, hal. 1"}


def test_all_of_the_page(world: World, kades: Client) -> None:
    own(world)
    everything = [f"{one.number}:{one.event_count}" for one in (approved(world), approved(world))]
    kades.post(f"{LIST}siapkan/", {"semua": "1", "semua_surat": everything})
    assert PreparedLetter.objects.count() == 2


def test_a_wrong_passphrase_keeps_everything(world: World, kades: Client) -> None:
    own(world)
    prepared(world)
    ticked = open_page(kades)
    refused = kades.post(SIGN, {"pilih": ticked, "passphrase": "bukan-ini"})
    assert refused.status_code == 422
    page = text(refused)
    assert "Kata sandi tanda tangan salah" in page
    assert "bukan-ini" not in page
    assert "checked" in page
    assert not Letter.objects.exists()


def test_what_failed_stays_and_says_why(world: World, kades: Client) -> None:
    own(world)
    prepared(world)
    ticked = open_page(kades)
    other = prepared(world)
    answer = kades.post(SIGN, {"pilih": [*ticked, f"{other.pk}:{other.sha256}"], "passphrase": PASSPHRASE})
    page = text(answer)
    assert answer.status_code == 422
    assert "1 surat sudah terbit" in page
    assert "belum tampil seluruhnya" in page
    assert other.number in page


def test_one_reason_of_many_letters_is_said_once(world: World, kades: Client) -> None:
    """On a phone fifty lines of the same words hide what is to be done."""
    own(world)
    letters = [prepared(world) for _ in range(7)]
    ticked = [f"{one.pk}:{one.sha256}" for one in letters]
    answer = kades.post(SIGN, {"pilih": ticked, "passphrase": PASSPHRASE})
    page = text(answer)
    assert page.count("belum tampil seluruhnya") == 1
    assert "7 surat belum ditandatangani. Nomornya tetap." in page
    assert "Lihat 7 nomornya" in page


@pytest.mark.parametrize("ticked", [[], ["x"], ["x" * 36 + ":" + "0" * 64], ["\0"]])
def test_nothing_ticked(world: World, kades: Client, ticked: list[str]) -> None:
    own(world)
    prepared(world)
    answer = kades.post(SIGN, {"pilih": ticked, "passphrase": PASSPHRASE})
    assert (answer.status_code, "paling banyak 50" in text(answer)) == (422, True)
    assert kades.post(f"{LIST}siapkan/", {"pilih": ticked}).status_code == 422


def test_without_certificate_the_way_to_it_is_shown(world: World, kades: Client) -> None:
    way(world, SigningMethod.OWN)
    prepared(world)
    ticked = open_page(kades)
    answer = kades.post(SIGN, {"pilih": ticked, "passphrase": PASSPHRASE})
    assert (answer.status_code, "Pasang dulu sertifikat" in text(answer)) == (409, True)


def test_a_stale_page_prepares_nothing(world: World, kades: Client) -> None:
    own(world)
    application = approved(world)
    answer = kades.post(f"{LIST}siapkan/", {"pilih": f"{application.number}:1"})
    assert (answer.status_code, "baru saja berubah" in text(answer)) == (409, True)
    assert not PreparedLetter.objects.exists()


def test_the_request_leads_to_the_signature(world: World, kades: Client) -> None:
    application = approved(world)
    assert "Terbitkan surat" in text(kades.get(address(application)))
    own(world)
    page = text(kades.get(address(application)))
    assert "Lihat dan tanda tangani" in page
    assert "Terbitkan surat" not in page


def test_signed_by_hand(world: World, kades: Client, signed_in: Browser) -> None:
    way(world, SigningMethod.WET)
    application = approved(world)
    done = kades.post(f"{LIST}siapkan/", {"pilih": f"{application.number}:{application.event_count}"}, follow=True)
    assert "Cetak, tanda tangani" in text(done)
    letter = PreparedLetter.objects.get()
    assert f'name="pilih" value="{application.number}:' not in text(kades.get(LIST))
    operator = signed_in(world.operator.account)
    assert "Menunggu tanda tangan basah" in text(operator.get(LIST))
    assert operator.get(f"{LIST}{letter.pk}/cetak.pdf").content.startswith(b"%PDF-")
    assert "Unggah surat" in text(operator.get(f"{LIST}{letter.pk}/pindaian/"))
    missing = operator.post(f"{LIST}{letter.pk}/pindaian/")
    assert (missing.status_code, "Pilih hasil pindai" in text(missing)) == (422, True)
    issued = operator.post(f"{LIST}{letter.pk}/pindaian/", {"pindaian": [photo("1.jpg"), photo("2.jpg")]})
    assert issued.headers["Location"] == address(application)
    assert Letter.objects.get().signed_by == SigningMethod.WET


def test_an_unsigned_letter_is_printed_only_where_it_is_signed_on_paper(world: World, kades: Client) -> None:
    own(world)
    letter = prepared(world)
    assert kades.get(f"{LIST}{letter.pk}/cetak.pdf").status_code == 404
    assert kades.get(f"{LIST}{letter.pk}/halaman/2.png").status_code == 404


def test_as_many_queries_for_several_letters_as_for_one(world: World, kades: Client) -> None:
    own(world)

    def asked(where: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert kades.get(where).status_code == 200
        return len(captured)

    prepared(world)
    one = (asked(LIST), asked(SIGN))
    for _ in range(4):
        prepared(world)
    assert one == (asked(LIST), asked(SIGN))
    assert max(one) <= 14


def test_an_office_that_signs_nothing_says_so(world: World, kades: Client, signed_in: Browser) -> None:
    assert "tanpa tanda tangan elektronik" in text(kades.get(LIST))
    assert signed_in(world.operator.account).get(LIST).status_code == 200
    assert signed_in(world.operator.account).get(SIGN).status_code == 404


def test_a_broken_key_of_the_list_is_an_answer(world: World, kades: Client) -> None:
    assert kades.get(f"{LIST}?setelah=rusak").status_code == 422


def test_the_own_certificate(world: World, kades: Client) -> None:
    wrong = kades.post(OWN, {"sertifikat": key_file(key_of("Hadi Sutrisno")), "passphrase": "salah"})
    assert (wrong.status_code, "tidak membuka sertifikatnya" in text(wrong)) == (422, True)
    assert kades.post(OWN, {"passphrase": "x"}).status_code == 422
    done = kades.post(OWN, {"sertifikat": key_file(key_of("Hadi Sutrisno")), "passphrase": PASSPHRASE}, follow=True)
    assert "Sertifikat Hadi Sutrisno (CONTOH / DEMO) dipasang" in text(done)
    assert PASSPHRASE not in text(done)
    assert "Belum dipasang" in text(kades.post(f"{OWN}hapus/", follow=True))


def test_the_nik_for_bsre(world: World, kades: Client) -> None:
    wrong = kades.post(f"{OWN}nik/", {"nik": "123"})
    assert (wrong.status_code, 'value="123"' in text(wrong)) == (422, True)
    done = text(kades.post(f"{OWN}nik/", {"nik": NIK}, follow=True))
    assert "Sudah tersimpan" in done
    assert NIK not in done


def test_settings(world: World, kades: Client) -> None:
    assert "Cara tanda tangan kantor" in text(kades.get(SETTINGS))
    wrong = kades.post(SETTINGS, {"seen": "1", "method": "bsre", "server": "bukan\0 alamat", "user": "desa"})
    assert (wrong.status_code, 'value="bukan alamat"' in text(wrong)) == (422, True)
    assert kades.post(SETTINGS, {"seen": "x", "method": "wet"}).status_code == 409
    assert kades.post(SETTINGS, {"seen": "1", "method": "wet", "verifies_tls": "1"}).status_code == 302
    tried = kades.post(f"{SETTINGS}coba/")
    assert "tidak memakai layanan luar" in text(tried)
