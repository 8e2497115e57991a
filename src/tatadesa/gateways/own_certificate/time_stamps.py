"""Time stamps (RFC 3161) over our own bounded HTTP."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from typing import Any

from tatadesa.core.outgoing import Address, NoAnswer, TlsRules, post
from tatadesa.letters.ports import SigningService

_MAX_BYTES = 64 * 1024
_HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class NoTimeStamp(Exception):
    """The authority gave none; the message goes on after "Layanan stempel waktu"."""


def stamper_of(service: SigningService) -> Stamper:
    """The office's authority."""
    return Stamper(service.time_stamper, service.timeout_seconds, service.verifies_tls)


@dataclass(frozen=True)
class Stamper:
    """One authority."""

    address: str
    seconds: float
    verifies_tls: bool

    def try_it(self) -> None:
        """Ask for a stamp on nothing in particular; raises ``NoTimeStamp``."""
        from asn1crypto import algos, tsp

        imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": bytes(32)}
        request = {"version": 1, "message_imprint": tsp.MessageImprint(imprint), "nonce": secrets.randbits(63)}
        self._ask(tsp.TimeStampReq({**request, "cert_req": True}))

    def library_object(self) -> Any:
        """What the signing library wants."""
        from pyhanko.sign.timestamps import TimeStamper

        ask = self._ask

        class Bounded(TimeStamper):
            async def async_request_tsa_response(self, req: Any) -> Any:
                return ask(req)

        return Bounded()  # type: ignore[no-untyped-call]

    def _ask(self, request: Any) -> Any:
        from asn1crypto import tsp

        try:
            answer = post(
                self.address,
                request.dump(),
                _HEADERS,
                seconds=self.seconds,
                max_bytes=_MAX_BYTES,
                tls=TlsRules(verifies=self.verifies_tls),
                refuses=_is_never_a_service,
            )
        except NoAnswer as error:
            raise NoTimeStamp(str(error)) from error
        if answer.status != 200:
            raise NoTimeStamp(f"menolak (HTTP {answer.status})")
        try:
            reply = tsp.TimeStampResp.load(answer.body)
            granted = reply["status"]["status"].native
        except (ValueError, TypeError, KeyError) as error:
            raise NoTimeStamp("menjawab bukan dengan stempel waktu") from error
        if granted not in ("granted", "granted_with_mods"):
            raise NoTimeStamp("menolak memberi stempel")
        return reply


def _is_never_a_service(address: Address) -> bool:
    """The cloud's own addresses and nobody's: an authority may lie in a private network."""
    return ipaddress.ip_address(address).is_link_local or address.is_multicast or address.is_unspecified
