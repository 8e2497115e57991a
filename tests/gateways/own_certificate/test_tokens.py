"""Keys in real tokens (SoftHSM): what is seen, what signs, and what is said when something is missing."""

import contextlib
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pytest_django import Settings

from tatadesa.core.pdf_signatures import facts
from tatadesa.gateways.own_certificate.adapter import OwnCertificate
from tatadesa.gateways.own_certificate.token_child import kind_of
from tatadesa.gateways.own_certificate.token_process import TokenProcess
from tatadesa.gateways.own_certificate.tokens import Tokens
from tatadesa.letters.ports import (
    Signed,
    SigningOutcome,
    SigningPerson,
    SigningSecret,
    SigningService,
    TokenKey,
    tokens_port,
)
from tests.gateways.unsigned import CONTENT, letters
from tests.letters.signers import authority
from tests.softhsm import PIN, Token, module_path, more_token

NOW = datetime.now(UTC)


def sign(key: TokenKey, pin: str = PIN, count: int = 1, seconds: float = 30) -> list[Signed]:
    person, secret = SigningPerson(token=key), SigningSecret(pin)
    return list(OwnCertificate().sign(SigningService(), person, secret, letters(count), seconds=seconds))


@pytest.mark.parametrize("is_rsa", [True, False], ids=["RSA", "ECDSA"])
def test_a_token_signs_a_selection(token: Token, is_rsa: bool) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", NOW, is_rsa=is_rsa))
    for signed in sign(key, count=3):
        assert (signed.outcome, signed.reason) == (SigningOutcome.SIGNED, "")
        assert signed.content.startswith(CONTENT)
        assert signed.certificate == "Hadi Sutrisno (CONTOH / DEMO)"
        [fact] = facts(signed.content)
        assert (fact.is_intact, fact.covers_all) == (True, True)
        assert len(signed.content) <= 80 * 1024


def test_a_key_that_wants_the_pin_each_time(token: Token) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", NOW), asks_each_time=True)
    assert [one.outcome for one in sign(key, count=2)] == [SigningOutcome.SIGNED] * 2


def test_what_the_tokens_show(token: Token, tmp_path: Path) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", NOW))
    token.put((None, authority().certificate), key_id="02")
    second = more_token(tmp_path, "Token kosong")
    third = more_token(tmp_path, "Token baru")
    third.put(authority().issue("Sri Wahyuni", NOW, is_rsa=True), only_public=True)
    third.put((authority().issue("Lupa", NOW, is_rsa=True)[0], None), key_id="09", only_public=True)
    found = Tokens().find()
    assert {(one.key, one.certificate.subject) for one in found.certificates} >= {
        (key, "Hadi Sutrisno (CONTOH / DEMO)")
    }
    assert sorted(one.certificate.subject for one in found.certificates) == [
        "Hadi Sutrisno (CONTOH / DEMO)",
        "Sri Wahyuni (CONTOH / DEMO)",
    ]
    assert any(f"{second.label} tidak berisi sertifikat" in words for words in found.words)
    assert any(f"{third.label} berisi kunci tanpa sertifikat" in words for words in found.words)


def test_without_module_or_token(token: Token, settings: Settings, tmp_path: Path) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", NOW))
    token.pull_out()
    assert "Tidak ada token" in Tokens().find().words[0]
    [gone] = sign(key)
    assert (gone.outcome, "tidak terpasang" in gone.reason) == (SigningOutcome.RETRY, True)
    token.plug_in()
    assert sign(key)[0].outcome is SigningOutcome.SIGNED
    settings.PKCS11_MODULE = str(tmp_path / "softhsm2.conf")
    assert "tidak bisa dibuka" in sign(key)[0].reason
    settings.PKCS11_MODULE = ""
    assert "belum disiapkan" in Tokens().find().words[0]
    assert "belum disiapkan" in sign(key)[0].reason


def test_a_wrong_pin_is_tried_once_and_warned_of(token: Token) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", NOW))
    assert not OwnCertificate().check(SigningService(), SigningPerson(token=key)).words.startswith("PIN")
    found = sign(key, pin="000000", count=3)
    assert {one.outcome for one in found} == {SigningOutcome.WRONG_SECRET}
    assert "PIN terkunci" in found[0].reason
    assert Tokens().try_pin(key, "000000").outcome is SigningOutcome.WRONG_SECRET
    told = OwnCertificate().check(SigningService(), SigningPerson(token=key))
    assert (told.is_ready, told.words.startswith("PIN terakhir yang diketik salah")) == (False, True)
    assert Tokens().find().certificates[0].warning == told.words
    assert Tokens().try_pin(key, PIN).outcome is SigningOutcome.SIGNED
    assert OwnCertificate().check(SigningService(), SigningPerson(token=key)).is_ready


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (pkcs11.PinLocked(), "locked"),
        (pkcs11.PinLenRange(), "wrong_pin"),
        (pkcs11.PinExpired(), "pin_expired"),
        (pkcs11.DeviceRemoved(), "gone"),
        (pkcs11.DeviceError(), "failed"),
    ],
)
def test_what_modules_say(error: pkcs11.PKCS11Error, kind: str) -> None:
    """SoftHSM never locks itself."""
    assert kind_of(error) == kind


def test_pulled_out_in_the_middle(token: Token) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", NOW))
    person, secret = SigningPerson(token=key), SigningSecret(PIN)
    signing = OwnCertificate().sign(SigningService(), person, secret, letters(4), seconds=30)
    first = next(signing)
    token.pull_out()
    rest = list(signing)
    assert first.outcome is SigningOutcome.SIGNED
    assert [one.outcome for one in rest] == [SigningOutcome.RETRY] * 3
    assert "tidak terpasang" in rest[0].reason


def test_a_certificate_that_is_out_of_time_costs_no_try(token: Token) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", NOW, until=NOW - timedelta(days=1)))
    [refused] = sign(key, pin="000000")
    assert (refused.outcome, "kedaluwarsa" in refused.reason) == (SigningOutcome.REFUSED, True)
    assert not Tokens().find().certificates[0].warning


def test_what_is_not_complete(token: Token) -> None:
    hadi, other = authority().issue("Hadi Sutrisno", NOW), authority().issue("Sri Wahyuni", NOW)
    lonely = token.put((None, hadi[1]), key_id="11")
    assert "Kunci untuk sertifikat ini tidak ada" in sign(lonely)[0].reason
    mixed = token.put((other[0], hadi[1]), key_id="12")
    assert "tidak sepasang" in Tokens().try_pin(mixed, PIN).reason
    mute = token.put(other, key_id="13", not_for_signing=True)
    assert "tidak dapat dipakai untuk tanda tangan" in sign(mute)[0].reason
    replaced = TokenKey(
        token.label, token.serial, "13", authority().issue("Hadi Sutrisno", NOW)[1].public_bytes(Encoding.DER)
    )
    assert "tidak ada lagi di token" in sign(replaced)[0].reason


def test_a_module_that_hangs_is_given_up(token: Token, settings: Settings, tmp_path: Path) -> None:
    """Opening a pipe that nobody writes to never returns: as a reader whose driver waits for ever."""
    key = token.put(authority().issue("Hadi Sutrisno", NOW))
    os.mkfifo(tmp_path / "hangs.so")
    settings.PKCS11_MODULE = str(tmp_path / "hangs.so")
    started = time.monotonic()
    found = sign(key, count=2, seconds=3)
    assert time.monotonic() - started < 10
    assert {one.outcome for one in found} == {SigningOutcome.RETRY}
    assert "tidak menjawab" in found[0].reason


def test_no_child_is_left(token: Token) -> None:
    key = token.put(authority().issue("Hadi Sutrisno", NOW))
    signing = OwnCertificate().sign(
        SigningService(), SigningPerson(token=key), SigningSecret(PIN), letters(2), seconds=30
    )
    next(signing)
    assert _children()
    signing.close()  # type: ignore[attr-defined]
    assert not _children()


def test_the_module_sees_no_secret_of_ours(token: Token) -> None:
    with TokenProcess(module_path(), deadline=time.monotonic() + 20, seconds=20) as process:
        process.ask({"do": "find"})
        seen = Path(f"/proc/{process.pid}/environ").read_text()
    assert "SOFTHSM2_CONF" in seen
    assert "TATADESA_" not in seen
    assert "DATABASE_URL" not in seen


def test_wiring_names_it() -> None:
    assert isinstance(tokens_port(), Tokens)


def _children() -> list[str]:
    mine = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if parent == str(os.getpid()):
                mine.append((folder / "cmdline").read_text())
    return [line for line in mine if "token_child" in line]
