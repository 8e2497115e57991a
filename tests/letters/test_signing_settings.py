"""How an office signs, and with what its signers do."""

import time

import pytest
from asn1crypto.pkcs12 import Pfx

from tatadesa.accounts import secrets
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed
from tatadesa.gateways.bsre.emulator import PASSWORD, USER, make_server
from tatadesa.letters.actions.change_signer_profile import change_nik, install_key, remove_key
from tatadesa.letters.actions.change_signing_settings import change_signing_settings
from tatadesa.letters.actions.check_signing import check_signing, request_code
from tatadesa.letters.actions.sign_letters import sign_letters
from tatadesa.letters.models import SignerProfile, SigningMethod, SigningSettings
from tatadesa.letters.ports import SigningSecret
from tests.gateways.emulators import Running
from tests.letters.signers import NIK, PASSPHRASE, bsre, key_file, key_of, look_at, own, prepared, sign, way
from tests.people import World

RIGHT = {
    "method": "bsre",
    "server": "https://esign.banyumaskab.example/",
    "version": "2",
    "user": "desa",
    "password": "rahasia-aplikasi",
    "timeout_seconds": "20",
    "verifies_tls": "1",
}


def test_the_password_is_sealed_and_stays_where_it_is(world: World) -> None:
    saved = change_signing_settings(world.kades, RIGHT, seen=1)
    assert (saved.method, saved.server, saved.edition) == ("bsre", "https://esign.banyumaskab.example", 2)
    assert "rahasia-aplikasi" not in saved.password
    kept = change_signing_settings(world.kades, {**RIGHT, "password": ""}, seen=2)
    assert secrets.decrypt(kept.password) == "rahasia-aplikasi"
    with pytest.raises(InvalidInput) as refused:
        change_signing_settings(world.kades, {**RIGHT, "server": "https://lain.example", "password": ""}, seen=3)
    assert "ketik lagi" in refused.value.errors["password"]
    with pytest.raises(Conflict):
        change_signing_settings(world.kades, RIGHT, seen=2)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("method", "lilin"),
        ("server", "bukan alamat"),
        ("version", "3"),
        ("user", ""),
        ("user", "a:b"),
        ("password", ""),
        ("timeout_seconds", "999"),
        ("timeout_seconds", "-1"),
        ("time_stamper", "ftp://x"),
    ],
)
def test_what_is_wrong_is_named(world: World, field: str, typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_signing_settings(world.kades, {**RIGHT, field: typed}, seen=1)
    assert set(refused.value.errors) == {field}
    assert not SigningSettings.objects.exclude(method="plain").exists()


def test_operators_set_nothing(world: World) -> None:
    with pytest.raises(NotAllowed):
        change_signing_settings(world.operator, RIGHT, seen=1)
    with pytest.raises(NotAllowed):
        install_key(world.operator, key_file(key_of("Sri Wahyuni")), PASSPHRASE)
    with pytest.raises(NotAllowed):
        change_nik(world.operator, NIK)
    with pytest.raises(NotAllowed):
        check_signing(world.operator)


def test_a_certificate_is_read_and_sealed(world: World) -> None:
    content = key_of("Hadi Sutrisno")
    profile = install_key(world.kades, key_file(content), PASSPHRASE)
    assert profile.subject == "Hadi Sutrisno (CONTOH / DEMO)"
    assert profile.issuer.startswith("CONTOH / DEMO")
    assert profile.not_after is not None
    assert content.hex() not in profile.key
    remove_key(world.kades)
    assert SignerProfile.objects.get().key == ""


@pytest.mark.parametrize(
    ("content", "passphrase", "field"),
    [
        (b"", PASSPHRASE, "sertifikat"),
        (b"bukan kunci", PASSPHRASE, "sertifikat"),
        (b"0" * 70_000, PASSPHRASE, "sertifikat"),
        (key_of("Hadi Sutrisno", -1), PASSPHRASE, "sertifikat"),
        (key_of("Hadi Sutrisno"), "salah", "passphrase"),
        (key_of("Hadi Sutrisno"), "\0" * 300, "passphrase"),
    ],
    ids=["empty", "garbage", "large", "expired", "wrong passphrase", "long passphrase"],
)
def test_a_file_that_is_no_use(world: World, content: bytes, passphrase: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        install_key(world.kades, key_file(content), passphrase)
    assert set(refused.value.errors) == {field}
    assert not SignerProfile.objects.exclude(key="").exists()


def test_a_file_that_asks_for_hours_is_not_opened(world: World) -> None:
    loaded = Pfx.load(key_of("Hadi Sutrisno"))
    loaded["mac_data"]["iterations"] = 2_000_000_000
    started = time.monotonic()
    with pytest.raises(InvalidInput) as refused:
        install_key(world.kades, key_file(loaded.dump(force=True)), PASSPHRASE)
    assert "terlalu berat" in refused.value.errors["sertifikat"]
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("nik", ["123", "33020701076090091", "abc", "３３０２０７０１０７６０９００９"])
def test_a_nik_has_sixteen_digits(world: World, nik: str) -> None:
    with pytest.raises(InvalidInput):
        change_nik(world.kades, nik)


def test_trying_the_connection_says_what_works(world: World) -> None:
    assert "tidak memakai layanan luar" in check_signing(world.kades).words
    with Running(make_server(0)) as service:
        bsre(world, service.url, USER, PASSWORD)
        assert check_signing(world.kades).is_ready
        service.http.post(f"/control/signer/{NIK}", json={"status": "EXPIRED"})
        assert "kedaluwarsa" in check_signing(world.kades).words
        change_nik(world.kades, "")
        told = check_signing(world.kades)
        assert (told.is_ready, "Isi NIK" in told.words) == (True, True)
    assert not check_signing(world.kades).is_ready


@pytest.mark.parametrize("version", [1, 2])
def test_bsre_signs_the_letters_of_the_office(world: World, version: int) -> None:
    with Running(make_server(0)) as service:
        bsre(world, service.url, USER, PASSWORD, version)
        letters = [prepared(world), prepared(world)]
        results = sign(world.kades, *letters, passphrase="Contoh#2026")
        assert [result.letter.signed_by for result in results if result.letter] == ["bsre", "bsre"]
        late = prepared(world)
        service.misbehave("status", status=500)
        [failed] = sign(world.kades, late, passphrase="Contoh#2026")
        assert failed.letter is None
        assert "terganggu" in failed.words
        late.refresh_from_db()
        assert late.failure == failed.words
        assert sign(world.kades, late, passphrase="Contoh#2026")[0].letter


def test_bsre_signs_with_a_mailed_code(world: World) -> None:
    with Running(make_server(0)) as service:
        bsre(world, service.url, USER, PASSWORD)
        letter = prepared(world)
        assert request_code(world.kades, 1).is_ready
        [code] = service.server.codes().values()  # type: ignore[attr-defined]
        seen = look_at(world.kades, letter)
        with pytest.raises(InvalidInput) as refused:
            sign_letters(world.kades, seen, SigningSecret(totp="000000x"))
        assert "totp" in refused.value.errors
        [result] = sign_letters(world.kades, seen, SigningSecret(totp=code))
        assert result.letter is not None


def test_ways_without_codes_say_so(world: World) -> None:
    own(world)
    with pytest.raises(Conflict):
        request_code(world.kades, 1)
    way(world, SigningMethod.BSRE, version=2, server="http://127.0.0.1:1")
    with pytest.raises(Conflict, match="Isi dulu NIK"):
        request_code(world.kades, 1)
    with pytest.raises(InvalidInput):
        sign_letters(world.kades, {prepared(world).pk: "0" * 64}, SigningSecret())
