"""Own keys: what they sign, what is refused, and time stamps over real HTTP."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest

from tatadesa.core.pdf_signatures import facts
from tatadesa.gateways.bsre.emulator import make_server
from tatadesa.gateways.own_certificate.adapter import OwnCertificate
from tatadesa.letters.ports import SigningOutcome, SigningPerson, SigningSecret, SigningService, signing_port
from tests.gateways.emulators import Running
from tests.gateways.unsigned import CONTENT, letters
from tests.letters.signers import PASSPHRASE, authority, key_of

NOW = datetime.now(UTC)
SECRET = SigningSecret(PASSPHRASE)


def person(days: int = 365) -> SigningPerson:
    return SigningPerson(key=key_of("Hadi Sutrisno", days))


@pytest.fixture
def stamps() -> Iterator[Running]:
    """A time stamping authority: BSrE's emulator is one too."""
    with Running(make_server(0)) as running:
        yield running


def test_what_was_there_stays_byte_for_byte() -> None:
    for signed in OwnCertificate().sign(SigningService(), person(), SECRET, letters(2), seconds=20):
        assert signed.outcome is SigningOutcome.SIGNED
        assert signed.content.startswith(CONTENT)
        assert signed.certificate == "Hadi Sutrisno (CONTOH / DEMO)"
        [fact] = facts(signed.content)
        assert (fact.is_intact, fact.covers_all) == (True, True)
        assert len(signed.content) <= 80 * 1024


def test_the_letter_stays_an_archive_file_and_tagged() -> None:
    """Version, metadata and extensions as they were; the field is read aloud as part of the document."""
    [signed] = OwnCertificate().sign(SigningService(), person(), SECRET, letters(), seconds=20)
    with pikepdf.open(io.BytesIO(CONTENT)) as before, pikepdf.open(io.BytesIO(signed.content)) as after:
        assert "/Version" not in after.Root
        assert "/Extensions" not in after.Root
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        [widget] = after.pages[0].Annots
        assert (str(widget.Subtype), str(widget.TU)) == ("/Widget", "Tanda tangan elektronik")
        [key, element] = list(after.Root.StructTreeRoot.ParentTree.Nums)[-2:]
        assert (int(key), str(element.S)) == (int(widget.StructParent), "/Form")
        assert element.K.Obj.objgen == widget.objgen
        assert element.objgen in [child.objgen for child in element.P.K]
        assert len(after.pages) == len(before.pages)


def test_a_wrong_passphrase_and_a_file_that_is_no_key() -> None:
    [wrong] = OwnCertificate().sign(SigningService(), person(), SigningSecret("x"), letters(), seconds=20)
    assert wrong.outcome is SigningOutcome.WRONG_SECRET
    [none] = OwnCertificate().sign(SigningService(), SigningPerson(key=b"bukan"), SECRET, letters(), seconds=20)
    assert (none.outcome, "PKCS#12" in none.reason) == (SigningOutcome.REFUSED, True)


def test_an_expired_key_signs_nothing() -> None:
    [refused] = OwnCertificate().sign(SigningService(), person(-1), SECRET, letters(), seconds=20)
    assert (refused.outcome, "kedaluwarsa" in refused.reason) == (SigningOutcome.REFUSED, True)


def test_a_key_that_does_not_count_yet() -> None:
    later = authority().pkcs12("Hadi Sutrisno", PASSPHRASE, NOW + timedelta(days=9))
    [refused] = OwnCertificate().sign(SigningService(), SigningPerson(key=later), SECRET, letters(), seconds=20)
    assert (refused.outcome, "belum mulai" in refused.reason) == (SigningOutcome.REFUSED, True)


def test_with_time_stamps(stamps: Running) -> None:
    service = SigningService(time_stamper=f"{stamps.url}/stempel", timeout_seconds=5)
    assert OwnCertificate().check(service, person()).is_ready
    [signed] = OwnCertificate().sign(service, person(), SECRET, letters(), seconds=20)
    assert signed.outcome is SigningOutcome.SIGNED
    assert facts(signed.content)[0].is_intact
    assert b"Stempel waktu".hex().encode() in signed.content.lower()
    assert len(signed.content) <= 80 * 1024


@pytest.mark.parametrize("kind", ["garbage", "html", "empty", "cut", "slow", "status"])
def test_without_the_wanted_time_stamp_nothing_is_signed(kind: str, stamps: Running) -> None:
    stamps.misbehave(kind, "stempel", seconds=4, times=2)
    service = SigningService(time_stamper=f"{stamps.url}/stempel", timeout_seconds=1)
    found = list(OwnCertificate().sign(service, person(), SECRET, letters(2), seconds=20))
    assert {one.outcome for one in found} == {SigningOutcome.RETRY}
    assert all("stempel waktu" in one.reason for one in found)
    stamps.misbehave(kind, "stempel", seconds=4)
    assert not OwnCertificate().check(service, person()).is_ready


def test_what_takes_too_long_waits_for_another_time() -> None:
    [late] = OwnCertificate().sign(SigningService(), person(), SECRET, letters(), seconds=-1)
    assert late.outcome is SigningOutcome.RETRY


def test_wiring_names_it() -> None:
    assert isinstance(signing_port("own"), OwnCertificate)
