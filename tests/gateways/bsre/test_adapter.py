"""The adapter against a BSrE that really signs, over real HTTP, in both versions, and in every way it fails."""

import base64
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.pdf_signatures import facts
from tatadesa.gateways.bsre import wire, words
from tatadesa.gateways.bsre.adapter import Bsre
from tatadesa.gateways.bsre.emulator import PASSPHRASE, PASSWORD, USER, make_server
from tatadesa.letters.ports import (
    Signed,
    SigningOutcome,
    SigningPerson,
    SigningSecret,
    SigningService,
    signing_port,
)
from tests.gateways.emulators import Running
from tests.gateways.unsigned import BOX, CONTENT, letters

PERSON = SigningPerson(nik="3302070107609009")
SECRET = SigningSecret(PASSPHRASE)
both = pytest.mark.parametrize("version", [1, 2])


@pytest.fixture
def bsre() -> Iterator[Running]:
    with Running(make_server(0)) as running:
        yield running


def service(bsre: Running, version: int, **changes: Any) -> SigningService:
    return replace(SigningService(bsre.url, version, USER, PASSWORD, timeout_seconds=2.0), **changes)


def sign(
    bsre: Running, version: int, count: int = 1, secret: SigningSecret = SECRET, person: SigningPerson = PERSON
) -> list[Signed]:
    found = Bsre().sign(service(bsre, version), person, secret, letters(count), seconds=20)
    return list(found)


def outcomes(found: list[Signed]) -> set[SigningOutcome]:
    return {one.outcome for one in found}


@both
def test_letters_come_back_signed_with_the_field_over_the_block(version: int, bsre: Running) -> None:
    found = sign(bsre, version, 3)
    assert [one.key for one in found] == ["0", "1", "2"]
    assert outcomes(found) == {SigningOutcome.SIGNED}
    assert BOX is not None
    for one in found:
        assert one.content.startswith(CONTENT)
        [fact] = facts(one.content)
        assert (fact.is_intact, fact.covers_all) == (True, True)
        left, bottom = round(BOX.left), round(BOX.page_height - BOX.top - BOX.height)
        place = one.content.rsplit(b"/Rect [", 1)[1].split(b"]", 1)[0].split()
        assert abs(float(place[0]) - left) <= 1
        assert abs(float(place[1]) - bottom) <= 1


@both
def test_a_wrong_passphrase_is_said_and_not_tried_again(version: int, bsre: Running) -> None:
    found = sign(bsre, version, 4, SigningSecret("salah"))
    assert outcomes(found) == {SigningOutcome.WRONG_SECRET}
    assert "passphrase" in found[0].reason
    assert bsre.server.signed == 0  # type: ignore[attr-defined]


@both
@pytest.mark.parametrize("status", sorted(set(words.STATUSES) - {"ISSUE"}))
def test_every_status_of_a_certificate_in_words(version: int, status: str, bsre: Running) -> None:
    bsre.http.post(f"/control/signer/{PERSON.nik}", json={"status": status})
    told = Bsre().check(service(bsre, version), PERSON)
    assert (told.is_ready, told.code) == (False, status)
    assert told.words == words.STATUSES[status]
    [refused] = sign(bsre, version)
    assert refused.outcome is SigningOutcome.REFUSED
    assert PERSON.nik not in refused.reason


@both
def test_a_ready_certificate_and_one_nobody_knows(version: int, bsre: Running) -> None:
    assert Bsre().check(service(bsre, version), PERSON).is_ready
    unknown = Bsre().check(service(bsre, version), SigningPerson(nik="3302070107600000"))
    assert (unknown.is_ready, unknown.code) == (False, "NOT_REGISTERED")
    bsre.http.post(f"/control/signer/{PERSON.nik}", json={"status": "SESUATU BARU"})
    assert "SESUATU_BARU" in Bsre().check(service(bsre, version), PERSON).words


@both
def test_the_applications_password_is_checked_first(version: int, bsre: Running) -> None:
    wrong = service(bsre, version, password="lain")
    assert "sandi aplikasi" in Bsre().check(wrong, PERSON).words
    [refused] = Bsre().sign(wrong, PERSON, SECRET, letters(), seconds=20)
    assert (refused.outcome, "sandi aplikasi" in refused.reason) == (SigningOutcome.REFUSED, True)


@both
@pytest.mark.parametrize("kind", ["garbage", "html", "empty", "cut", "drip", "slow", "status"])
def test_a_broken_service_is_not_asked_on(version: int, kind: str, bsre: Running) -> None:
    bsre.misbehave(kind, seconds=4)
    started = time.monotonic()
    limited = service(bsre, version)
    found = list(Bsre().sign(limited, PERSON, SECRET, letters(3), seconds=2))
    assert outcomes(found) == {SigningOutcome.RETRY}
    assert all(one.reason for one in found)
    assert time.monotonic() - started < 5


def test_version_1_fetches_a_lost_letter_once(bsre: Running) -> None:
    bsre.misbehave("lost")
    [found] = sign(bsre, 1)
    assert found.outcome is SigningOutcome.SIGNED
    assert facts(found.content)[0].is_intact


def test_version_1_says_so_when_the_one_download_is_used_up(bsre: Running) -> None:
    document = bsre.server.keep(CONTENT)  # type: ignore[attr-defined]
    login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    get = {"Authorization": f"Basic {login}"}
    assert bsre.http.get(f"/api/sign/download/{document}", headers=get).status_code == 200
    again = bsre.http.get(f"/api/sign/download/{document}", headers=get)
    assert words.refusal(again.status_code, again.content) == words.GONE


def test_version_2_lost_is_signed_again(bsre: Running) -> None:
    bsre.misbehave("lost")
    assert outcomes(sign(bsre, 2, 2)) == {SigningOutcome.RETRY}
    assert outcomes(sign(bsre, 2, 2)) == {SigningOutcome.SIGNED}


def test_a_mailed_code_signs_once_and_only_so_many(bsre: Running) -> None:
    told = Bsre().send_code(service(bsre, 2), PERSON, 2)
    assert told.is_ready
    [code] = bsre.server.codes().values()  # type: ignore[attr-defined]
    assert outcomes(sign(bsre, 2, 3, SigningSecret(totp=code))) == {SigningOutcome.WRONG_SECRET}
    assert outcomes(sign(bsre, 2, 2, SigningSecret(totp=code))) == {SigningOutcome.SIGNED}
    [again] = sign(bsre, 2, 1, SigningSecret(totp=code))
    assert (again.outcome, "OTP" in again.reason) == (SigningOutcome.WRONG_SECRET, True)
    assert not Bsre().send_code(service(bsre, 1), PERSON, 1).is_ready


@both
@pytest.mark.parametrize("code", ["2031", "2011", "4044", "9999"])
def test_codes_of_the_contract(version: int, code: str, bsre: Running) -> None:
    bsre.misbehave("code", code=code)
    [found] = sign(bsre, version)
    expected = {"2031": words.WRONG_PASSPHRASE, "2011": (SigningOutcome.REFUSED, words.STATUSES["NOT_REGISTERED"])}
    expected["4044"] = words.GONE
    if code in expected:
        assert (found.outcome, found.reason) == expected[code]
    else:
        assert found.outcome is SigningOutcome.REFUSED


def test_what_takes_too_long_waits_for_another_time(bsre: Running) -> None:
    found = list(Bsre().sign(service(bsre, 1), PERSON, SECRET, letters(2), seconds=-1))
    assert outcomes(found) == {SigningOutcome.RETRY}
    assert bsre.server.signed == 0  # type: ignore[attr-defined]


def test_the_bodies_are_as_the_contract_spells_them() -> None:
    body = json.loads(wire.json_of(PERSON, SECRET, letters(1)))
    assert set(body) == {"nik", "passphrase", "signatureProperties", "file"}
    [about] = body["signatureProperties"]
    assert about["tampilan"] == "VISIBLE"
    assert {"imageBase64", "page", "originX", "originY", "width", "height", "location", "reason"} <= set(about)
    assert set(json.loads(wire.json_of(PERSON, SigningSecret(totp="1"), letters(1)))) >= {"totp"}
    form = wire.form_of(SigningService(), PERSON, SECRET, letters(1)[0], "batas")
    for name in ("file", "nik", "passphrase", "tampilan", "image", "imageTTD", "page", "xAxis", "yAxis", "width"):
        assert f'name="{name}"'.encode() in form
    corners = wire.form_of(SigningService(box_as_corners=True), PERSON, SECRET, letters(1)[0], "batas")
    assert corners != form


@given(
    st.integers(100, 599), st.binary(max_size=300) | st.text().map(lambda text: json.dumps({"error": text}).encode())
)
def test_whatever_comes_back_has_words(status: int, content: bytes) -> None:
    outcome, reason = words.refusal(status, content)
    assert outcome is not SigningOutcome.SIGNED
    assert reason
    assert words.standing(status, content).words


def test_nothing_secret_is_shown_by_accident(bsre: Running) -> None:
    assert PASSPHRASE not in repr(SECRET)
    assert PASSWORD not in repr(service(bsre, 2))
    assert PERSON.nik not in repr(PERSON)


def test_wiring_names_it() -> None:
    assert isinstance(signing_port("bsre"), Bsre)
