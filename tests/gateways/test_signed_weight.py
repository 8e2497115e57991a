"""The heaviest letter that is shipped, F-1.01 of a family of twenty, by every signer and with a time stamp."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from tatadesa.core.pdf_signatures import facts
from tatadesa.gateways.bsre.adapter import Bsre
from tatadesa.gateways.bsre.emulator import PASSPHRASE as BSRE_PASSPHRASE
from tatadesa.gateways.bsre.emulator import PASSWORD, USER, make_server
from tatadesa.gateways.own_certificate.adapter import OwnCertificate
from tatadesa.letters.ports import Signed, SigningOutcome, SigningPerson, SigningSecret, SigningService, Unsigned
from tatadesa.letters.typeset import letter_to_sign
from tests.gateways.emulators import Running
from tests.letters.archive_rules import broken
from tests.letters.golden import people
from tests.letters.golden.made import MOMENT, document
from tests.letters.signers import PASSPHRASE, authority, key_of
from tests.softhsm import PIN, Token

NIK = "3302070107609009"


@cache
def family_of_twenty() -> Unsigned:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "FAMILY", (people.FAMILY * 5)[:20])
        content, box = letter_to_sign(document("biodata", "penuh"), MOMENT, by_pen=False)
    return Unsigned("0", content, box, "Menandatangani surat", "Karangsari")


def weighed(signed: Signed) -> int:
    """Signed, whole, still an archive file; gives its bytes."""
    assert (signed.outcome, signed.reason) == (SigningOutcome.SIGNED, "")
    [fact] = facts(signed.content)
    assert (fact.is_intact, fact.covers_all) == (True, True)
    assert broken(signed.content) == []
    return len(signed.content)


def test_own_file_and_token_with_a_time_stamp(token: Token) -> None:
    moment = datetime.now(UTC)
    key = token.put(authority().issue("Hadi Sutrisno", moment, is_rsa=True))
    with Running(make_server(0)) as stamps:
        service = SigningService(time_stamper=f"{stamps.url}/stempel", timeout_seconds=9)
        for person, secret in (
            (SigningPerson(key=key_of("Hadi Sutrisno")), PASSPHRASE),
            (SigningPerson(token=key), PIN),
        ):
            [signed] = OwnCertificate().sign(service, person, SigningSecret(secret), [family_of_twenty()], seconds=30)
            assert b"Stempel waktu".hex().encode() in signed.content.lower()
            assert weighed(signed) <= 80 * 1024


@pytest.mark.parametrize("version", [1, 2])
def test_bsre(version: int) -> None:
    with Running(make_server(0)) as bsre:
        service = SigningService(bsre.url, version, USER, PASSWORD, timeout_seconds=9)
        [signed] = Bsre().sign(
            service, SigningPerson(nik=NIK), SigningSecret(BSRE_PASSPHRASE), [family_of_twenty()], seconds=30
        )
        assert weighed(signed) <= 80 * 1024
