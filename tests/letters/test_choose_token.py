"""Which token an officer signs with, and signing with it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed
from tatadesa.core.pdf_signatures import facts
from tatadesa.files import storage
from tatadesa.letters.actions.change_signer_profile import install_key, remove_key
from tatadesa.letters.actions.check_signing import check_signing
from tatadesa.letters.actions.choose_token import choose_token, find_tokens
from tatadesa.letters.models import Letter, PreparedLetter, SignerProfile, SigningMethod
from tatadesa.letters.ports import TokenKey
from tests.letters.signers import PASSPHRASE, authority, key_file, key_of, prepared, sign, way
from tests.people import World
from tests.softhsm import PIN, Token

NOW = datetime.now(UTC)


@pytest.fixture
def hadi(token: Token) -> TokenKey:
    """The head's key in the token."""
    return token.put(authority().issue("Hadi Sutrisno", NOW))


def test_letters_are_signed_with_the_chosen_token(world: World, hadi: TokenKey) -> None:
    way(world, SigningMethod.OWN)
    profile = choose_token(world.kades, hadi.fingerprint, PIN)
    assert (profile.subject, profile.token_label) == ("Hadi Sutrisno (CONTOH / DEMO)", "Token Hadi")
    assert check_signing(world.kades).is_ready
    results = sign(world.kades, prepared(world), prepared(world), passphrase=PIN)
    assert [result.words for result in results] == ["", ""]
    for letter in Letter.objects.all():
        assert facts(storage.read(letter.file))[0].is_intact
        assert letter.certificate == "Hadi Sutrisno (CONTOH / DEMO)"


def test_the_pin_is_in_no_table_and_no_log(world: World, hadi: TokenKey, caplog: pytest.LogCaptureFixture) -> None:
    way(world, SigningMethod.OWN)
    wrong = "Pin-Salah-7193"
    choose_token(world.kades, hadi.fingerprint, PIN)
    with pytest.raises(InvalidInput):
        sign(world.kades, prepared(world), passphrase=wrong)
    assert sign(world.kades, PreparedLetter.objects.get(), passphrase=PIN)[0].letter
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            query = f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE ANY (%s)'  # noqa: S608 - our own names
            cursor.execute(query, [[f"%{PIN}%", f"%{wrong}%"]])
            assert cursor.fetchone() == (0,), table
    assert PIN not in caplog.text
    assert wrong not in caplog.text


def test_a_wrong_pin_keeps_what_was_and_warns(world: World, hadi: TokenKey) -> None:
    way(world, SigningMethod.OWN)
    install_key(world.kades, key_file(key_of("Hadi Sutrisno")), PASSPHRASE)
    with pytest.raises(InvalidInput) as refused:
        choose_token(world.kades, hadi.fingerprint, "000000")
    assert "PIN terkunci" in refused.value.errors["pin"]
    assert SignerProfile.objects.get().key
    choose_token(world.kades, hadi.fingerprint, PIN)
    assert (SignerProfile.objects.get().key, SignerProfile.objects.get().is_in_token) == ("", True)
    letter = prepared(world)
    with pytest.raises(InvalidInput) as refused:
        sign(world.kades, letter, passphrase="000000")
    assert "PIN token salah" in refused.value.errors["passphrase"]
    with pytest.raises(InvalidInput) as refused:
        sign(world.kades, letter, passphrase="")
    assert refused.value.errors == {"passphrase": "Tulis PIN token Anda."}
    assert not Letter.objects.exists()
    remove_key(world.kades)
    with pytest.raises(Conflict, match=r"Pasang dulu sertifikat"):
        sign(world.kades, letter, passphrase=PIN)


def test_a_token_that_was_pulled_out(world: World, token: Token, hadi: TokenKey) -> None:
    way(world, SigningMethod.OWN)
    choose_token(world.kades, hadi.fingerprint, PIN)
    letter = prepared(world)
    token.pull_out()
    [failed] = sign(world.kades, letter, passphrase=PIN)
    assert "Token Anda tidak terpasang" in failed.words
    assert not check_signing(world.kades).is_ready
    token.plug_in()
    assert sign(world.kades, letter, passphrase=PIN)[0].letter


def test_what_cannot_be_chosen(world: World, token: Token, hadi: TokenKey) -> None:
    late = token.put(authority().issue("Hadi Sutrisno", NOW, until=NOW - timedelta(days=1)), key_id="02")
    for fingerprint, pin, field in (
        ("", PIN, "token"),
        ("\0" * 9, PIN, "token"),
        (late.fingerprint, PIN, "token"),
        (hadi.fingerprint, "", "pin"),
        (hadi.fingerprint, "9" * 201, "pin"),
        (hadi.fingerprint, "\0", "pin"),
    ):
        with pytest.raises(InvalidInput) as refused:
            choose_token(world.kades, fingerprint, pin)
        assert set(refused.value.errors) == {field}
    token.pull_out()
    with pytest.raises(Conflict, match="Tidak ada token"):
        choose_token(world.kades, hadi.fingerprint, PIN)


def test_who_may_look(world: World, hadi: TokenKey, settings: Settings) -> None:
    with pytest.raises(NotAllowed):
        find_tokens(world.operator)
    way(world, SigningMethod.OWN)
    choose_token(world.kades, hadi.fingerprint, PIN)
    settings.PKCS11_OFFICES = ["33.02.99.2999"]
    with pytest.raises(Conflict, match="belum disiapkan"):
        find_tokens(world.kades)
    with pytest.raises(Conflict, match="belum disiapkan"):
        sign(world.kades, prepared(world), passphrase=PIN)
    settings.PKCS11_OFFICES = [world.karangsari.code]
    assert find_tokens(world.kades).certificates
