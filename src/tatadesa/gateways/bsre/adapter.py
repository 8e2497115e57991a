"""BSrE's Esign Client Service. A signing is asked for once: what is not answered is not asked again by itself."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from tatadesa.core.outgoing import Address, HttpAnswer, NoAnswer, TlsRules, get, post
from tatadesa.gateways.bsre import wire, words
from tatadesa.letters.ports import (
    Signed,
    SigningCheck,
    SigningOutcome,
    SigningPerson,
    SigningSecret,
    SigningService,
    Unsigned,
)

_MAX_ANSWER_BYTES = 24 * 1024 * 1024
_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
_LATE = "Waktu habis sebelum giliran surat ini. Tanda tangani lagi."


class Bsre:
    """The port ``Signing``. Version 2 signs a selection in one request, version 1 one letter after another."""

    def sign(
        self,
        service: SigningService,
        person: SigningPerson,
        secret: SigningSecret,
        letters: Sequence[Unsigned],
        *,
        seconds: float,
    ) -> Iterator[Signed]:
        """As the port says. After the first wrong secret or unanswered question nothing more is asked: a wrong one
        counts at BSrE, and what does not answer once will not answer fifty times.
        """
        if service.version == 2:
            yield from _sign_all(service, person, secret, letters, seconds)
            return
        deadline, trouble = time.monotonic() + seconds, None
        for letter in letters:
            if trouble is None and time.monotonic() > deadline:
                trouble = (SigningOutcome.RETRY, _LATE)
            if trouble is not None:
                yield Signed(letter.key, *trouble)
                continue
            signed = _sign_one(service, person, secret, letter)
            if signed.outcome in (SigningOutcome.WRONG_SECRET, SigningOutcome.RETRY):
                trouble = (signed.outcome, signed.reason)
            yield signed

    def check(self, service: SigningService, person: SigningPerson) -> SigningCheck:
        """The signer's certificate, as BSrE knows it."""
        try:
            if service.version == 2:
                body = json.dumps({"nik": person.nik}).encode()
                answer = _post(service, "/api/v2/user/check/status", body, _JSON)
            else:
                answer = _get(service, f"/api/user/status/{quote(person.nik, safe='')}")
        except NoAnswer as error:
            return SigningCheck(f"BSrE {error}.")
        return words.standing(answer.status, answer.body)

    def send_code(self, service: SigningService, person: SigningPerson, letters: int) -> SigningCheck:
        """BSrE mails a code good for ``letters`` files; version 2 only."""
        if service.version != 2:
            return SigningCheck("BSrE versi 1 hanya memakai kata sandi (passphrase).")
        body = json.dumps({"nik": person.nik, "data": letters}).encode()
        try:
            answer = _post(service, "/api/v2/sign/get/totp", body, _JSON)
        except NoAnswer as error:
            return SigningCheck(f"BSrE {error}.")
        if 200 <= answer.status < 300 and words.data_of(answer.body):
            return SigningCheck("Kode OTP dikirim BSrE ke e-mail penanda tangan.", is_ready=True)
        outcome, reason = words.refusal(answer.status, answer.body)
        return SigningCheck("BSrE tidak dapat mengirim kode." if outcome is SigningOutcome.WRONG_SECRET else reason)


def _sign_one(service: SigningService, person: SigningPerson, secret: SigningSecret, letter: Unsigned) -> Signed:
    boundary = f"tatadesa-{secrets.token_hex(16)}"
    body = wire.form_of(service, person, secret, letter, boundary)
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept": "*/*"}
    try:
        answer = _post(service, "/api/sign/pdf", body, headers)
        if answer.status == 200 and wire.is_whole(answer.body):
            return Signed(letter.key, SigningOutcome.SIGNED, "", answer.body)
        if answer.status == 200 and (document := wire.document_id(answer.headers)):
            # Signed, but it did not arrive: BSrE keeps it for one download.
            answer = _get(service, f"/api/sign/download/{document}")
            if answer.status == 200 and wire.is_whole(answer.body):
                return Signed(letter.key, SigningOutcome.SIGNED, "", answer.body)
    except NoAnswer as error:
        return Signed(letter.key, SigningOutcome.RETRY, f"BSrE {error}. Coba lagi.")
    return Signed(letter.key, *words.refusal(answer.status, answer.body))


def _sign_all(
    service: SigningService,
    person: SigningPerson,
    secret: SigningSecret,
    letters: Sequence[Unsigned],
    seconds: float,
) -> Iterator[Signed]:
    try:
        body = wire.json_of(person, secret, letters)
        answer = _post(service, "/api/v2/sign/pdf", body, _JSON, max(seconds, service.timeout_seconds))
    except NoAnswer as error:
        yield from (Signed(one.key, SigningOutcome.RETRY, f"BSrE {error}. Coba lagi.") for one in letters)
        return
    files = wire.files_of(words.data_of(answer.body), len(letters)) if answer.status == 200 else []
    if not files:
        meaning = words.refusal(answer.status, answer.body)
        yield from (Signed(one.key, *meaning) for one in letters)
        return
    for letter, content in zip(letters, files, strict=True):
        yield Signed(letter.key, SigningOutcome.SIGNED, "", content)


def _post(
    service: SigningService, path: str, body: bytes, headers: dict[str, str], seconds: float | None = None
) -> HttpAnswer:
    return post(
        f"{service.server}{path}",
        body,
        {**headers, "Authorization": _basic(service)},
        seconds=seconds or service.timeout_seconds,
        max_bytes=_MAX_ANSWER_BYTES,
        tls=TlsRules(verifies=service.verifies_tls),
        refuses=_is_never_a_service,
    )


def _get(service: SigningService, path: str) -> HttpAnswer:
    return get(
        f"{service.server}{path}",
        {"Accept": "*/*", "Authorization": _basic(service)},
        seconds=service.timeout_seconds,
        max_bytes=_MAX_ANSWER_BYTES,
        tls=TlsRules(verifies=service.verifies_tls),
        refuses=_is_never_a_service,
    )


def _basic(service: SigningService) -> str:
    return "Basic " + base64.b64encode(f"{service.user}:{service.password}".encode()).decode()


def _is_never_a_service(address: Address) -> bool:
    """The cloud's own addresses and nobody's: the client service stands in the kabupaten's own network."""
    return address.is_link_local or address.is_multicast or address.is_unspecified
