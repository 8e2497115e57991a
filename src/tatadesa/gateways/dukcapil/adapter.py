"""Dukcapil's web service: ``CALL_VERIFY_BY_ELEMEN`` and ``call_nik``. See docs/adapters/dukcapil.md."""

import base64
import json
from typing import Any

from tatadesa.core.outgoing import Address, HttpAnswer, NoAnswer, TlsRules, post
from tatadesa.gateways.dukcapil.comparing import agrees
from tatadesa.gateways.dukcapil.wire import KEYS, LABELS, asked, request_of, url_of
from tatadesa.gateways.dukcapil.words import failure, first_content, unavailable, whole, word
from tatadesa.residents.ports import Elements, SourceAnswer, SourceSettings, SourceStatus

_MAX_ANSWER_BYTES = 256 * 1024
_HTTP_WORDS = {
    401: "menolak nama pengguna atau sandi Basic",
    403: "melarang alamat IP atau pengguna kantor",
    404: "tidak punya layanan di alamat ini; periksa path, lembaga, dan nama metode",
    405: "tidak punya layanan di alamat ini; periksa path, lembaga, dan nama metode",
    429: "meminta jeda karena terlalu banyak pertanyaan",
}


class DukcapilAdapter:
    """The port ``PopulationSource`` for both families of the service."""

    def verify(self, settings: SourceSettings, elements: Elements) -> SourceAnswer:
        """POST once. What comes back about the person stays in this call."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if settings.basic_user:
            pair = f"{settings.basic_user}:{settings.basic_password}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        try:
            answer = post(
                url_of(settings),
                json.dumps(request_of(settings, elements)).encode(),
                headers,
                seconds=settings.timeout_seconds,
                max_bytes=_MAX_ANSWER_BYTES,
                tls=TlsRules(settings.verifies_tls, settings.ca_certificate),
                refuses=_is_never_a_service,
            )
        except NoAnswer as error:
            return unavailable(f"Layanan Dukcapil {error}.")
        return read_answer(answer, settings, elements)


def read_answer(answer: HttpAnswer, settings: SourceSettings, elements: Elements) -> SourceAnswer:
    """What an answer means to us. Business errors come with HTTP 200; whatever comes, never an exception."""
    if answer.status != 200:
        return unavailable(f"Layanan Dukcapil {_http_words(answer.status)} (HTTP {answer.status}).")
    found = first_content(answer.body)
    if isinstance(found, SourceAnswer):
        return found
    content, quota_left = found
    failed = failure(content)
    if failed is not None:
        return SourceAnswer(failed.status, reason=failed.reason, quota_left=quota_left)
    verdict = _nik_verdict(content, settings, elements)
    if verdict is not None:
        return verdict
    names = asked(settings, elements)
    if settings.reads_data:
        verdicts = {name: agrees(name, elements, content, settings.threshold) for name in names}
    else:
        verdicts = {name: word(content.get(KEYS[name]), settings.threshold) for name in names}
    return _summed_up(verdicts, quota_left)


def _nik_verdict(content: dict[str, Any], settings: SourceSettings, elements: Elements) -> SourceAnswer | None:
    """None when the answer is about the NIK that was asked: it comes back as itself or as a word."""
    theirs = content.get("NIK", content.get(settings.nik_key.upper()))
    number = whole(theirs)
    if number is not None and number == whole(elements.nik):
        return None
    said = None if settings.reads_data or number is not None else word(theirs, settings.threshold)
    if said is True:
        return None
    if said is False:
        return SourceAnswer(SourceStatus.NOT_FOUND, reason="NIK tidak sesuai menurut Dukcapil.")
    return unavailable("Jawaban Dukcapil tidak menyebut NIK yang ditanyakan.")


def _summed_up(verdicts: dict[str, bool | None], quota_left: int | None) -> SourceAnswer:
    fields = {name: agreed for name, agreed in verdicts.items() if agreed is not None}
    silent = [LABELS[name] for name, agreed in verdicts.items() if agreed is None]
    if verdicts and not fields:
        return unavailable("Dukcapil tidak menjawab satu pun data yang ditanyakan. Periksa data apa yang boleh dicek.")
    status = SourceStatus.MATCHED if all(fields.values()) else SourceStatus.NOT_MATCHED
    reason = f"Tidak dijawab Dukcapil: {', '.join(silent)}." if silent else ""
    return SourceAnswer(status, fields, reason, quota_left)


def _http_words(status: int) -> str:
    if 300 <= status < 400:
        return "mengalihkan ke alamat lain; itu tidak diikuti"
    if status >= 500:
        return "sedang terganggu"
    return _HTTP_WORDS.get(status, "menolak permintaan")


def _is_never_a_service(address: Address) -> bool:
    """Private addresses are where Dukcapil lives. These never are; the first hides the secrets of rented servers."""
    return address.is_link_local or address.is_multicast or address.is_unspecified
