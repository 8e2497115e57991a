"""What letters need from outside: the kecamatan's own system, which takes a letter over, and whoever signs."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, cast

from tatadesa.core import effects
from tatadesa.core.pdf_signing import Certificate


@dataclass(frozen=True)
class DistrictServer:
    """How one village reaches it."""

    server: str
    """``https``, host and perhaps a path; without ``/api``."""
    village_code: str
    """As the kecamatan has registered the village."""
    token: str = field(repr=False)
    timeout_seconds: float = 20.0
    """For everything: connecting, sending and the whole answer."""


@dataclass(frozen=True)
class DistrictLetter:
    """The letter as it goes over: ``name`` is what kind of letter it is."""

    content: bytes = field(repr=False)
    nik: str = field(repr=False)
    dated: date
    number: str
    name: str


class HandOffOutcome(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    """It is there, now or since an earlier attempt."""
    RETRY = "retry"
    """Not now; the same letter may go later."""
    REFUSED = "refused"
    """Never, until somebody puts something right."""


@dataclass(frozen=True)
class HandedOff:
    """``reason`` is Indonesian, for an officer, and holds nothing about the person."""

    outcome: HandOffOutcome
    reason: str = ""
    retry_after: int | None = None


class DistrictState(StrEnum):
    """Where a letter is at the kecamatan."""

    WAITING = "waiting"
    SIGNED = "signed"
    REJECTED = "rejected"


@dataclass(frozen=True)
class DistrictStanding:
    """``note`` is what the kecamatan says about it."""

    state: DistrictState
    note: str = ""


@dataclass(frozen=True)
class DistrictList:
    """``standings`` by number of letter; None when the server did not tell, and then ``reason`` says why."""

    standings: dict[str, DistrictStanding] | None
    reason: str = ""


@dataclass(frozen=True)
class DistrictFile:
    """``content`` is the PDF as the kecamatan has it; None when it did not come, and then ``reason`` says why."""

    content: bytes | None = field(repr=False)
    reason: str = ""


class HandOff(Protocol):
    """Takes letters over and gives them back. Never raises for what the server or the network does."""

    def send(self, place: DistrictServer, letter: DistrictLetter) -> HandedOff:
        """One attempt; sending the same number again makes no second letter."""
        ...

    def standings(self, place: DistrictServer) -> DistrictList:
        """Where each letter of the village is."""
        ...

    def fetch(self, place: DistrictServer, number: str) -> DistrictFile:
        """The letter as it lies there now."""
        ...


def hand_off_port() -> HandOff:
    """The adapter that wiring chose."""
    return cast("HandOff", effects.port("hand_off"))


@dataclass(frozen=True)
class SigningService:
    """How one office reaches whoever signs with it; a key of the signer's own needs no server."""

    server: str = ""
    """Scheme, host, port and perhaps a path; without ``/api``."""
    version: int = 2
    user: str = ""
    password: str = field(default="", repr=False)
    time_stamper: str = ""
    """Address of a time stamping authority (RFC 3161), empty for none."""
    timeout_seconds: float = 30.0
    """For each question: connecting, sending and the whole answer."""
    box_as_corners: bool = False
    """BSrE v1 reads width and height as the upper right corner: versions of it differ."""
    verifies_tls: bool = True


@dataclass(frozen=True)
class TokenKey:
    """A key in a PKCS#11 token, by what is public of it."""

    label: str
    serial: str
    """Of the token, in hexadecimal."""
    key_id: str
    """``CKA_ID`` of key and certificate, in hexadecimal."""
    certificate: bytes = field(repr=False)
    """X.509 in DER: the key is used only as long as the token has this very certificate."""

    @property
    def fingerprint(self) -> str:
        """What a form says to name it."""
        parts = (self.label.encode(), self.serial.encode(), self.key_id.encode(), self.certificate)
        return hashlib.sha256(b"\0".join(parts)).hexdigest()


@dataclass(frozen=True)
class SigningPerson:
    """Who signs: known by NIK at the service, or by the own key, in a file (PKCS#12) or a token."""

    nik: str = field(default="", repr=False)
    key: bytes = field(default=b"", repr=False)
    token: TokenKey | None = None


@dataclass(frozen=True)
class SigningSecret:
    """What the signer typed for this one request; at most one of them is used."""

    passphrase: str = field(default="", repr=False)
    """Or the PIN of a token."""
    totp: str = field(default="", repr=False)


@dataclass(frozen=True)
class SignatureBox:
    """Where the signature's field lies: ``page`` from 1; points from the page's upper left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float
    page_height: float


@dataclass(frozen=True)
class Unsigned:
    """A letter as it was shown, byte for byte."""

    key: str
    content: bytes = field(repr=False)
    box: SignatureBox | None
    reason: str
    location: str


class SigningOutcome(StrEnum):
    """How the signing of one letter ended."""

    SIGNED = "signed"
    WRONG_SECRET = "wrong_secret"  # noqa: S105 - an outcome
    """Passphrase or code is wrong; nothing else was tried with it."""
    RETRY = "retry"
    """Not now; the same letter may be signed later."""
    REFUSED = "refused"
    """Not until somebody puts something right."""


@dataclass(frozen=True)
class Signed:
    """One letter of a request; ``reason`` is Indonesian, for the signer."""

    key: str
    outcome: SigningOutcome
    reason: str = ""
    content: bytes = field(default=b"", repr=False)
    certificate: str = ""
    """Whose certificate, where the service tells."""


@dataclass(frozen=True)
class SigningCheck:
    """Whether somebody could sign now, in words; ``code`` is the service's own status."""

    words: str
    is_ready: bool = False
    code: str = ""


class Signing(Protocol):
    """Signs letters. Never raises for what a service, a key or the network does."""

    def sign(
        self,
        service: SigningService,
        person: SigningPerson,
        secret: SigningSecret,
        letters: Sequence[Unsigned],
        *,
        seconds: float,
    ) -> Iterator[Signed]:
        """Sign each of ``letters``, in order, giving one answer for each as it comes; what is not begun within
        ``seconds`` is answered with ``RETRY``, and so is the rest once the service does not answer.
        """
        ...

    def check(self, service: SigningService, person: SigningPerson) -> SigningCheck:
        """Whether the service answers and the person may sign. Signs nothing and needs no secret."""
        ...

    def send_code(self, service: SigningService, person: SigningPerson, letters: int) -> SigningCheck:
        """Have the service send the signer a one-time code good for that many letters, where it has such codes."""
        ...


def signing_port(method: str) -> Signing:
    """The adapter that wiring chose for ``own`` or ``bsre``."""
    return cast("Signing", effects.port(f"signing.{method}"))


@dataclass(frozen=True)
class TokenCertificate:
    """A certificate that a token shows without a PIN, fit for signatures by what it says of itself."""

    key: TokenKey
    certificate: Certificate
    warning: str = ""
    """What the token says of its PIN, Indonesian; empty for nothing."""


@dataclass(frozen=True)
class TokensFound:
    """Certificates in the tokens that are plugged in now, and in Indonesian what is missing."""

    certificates: Sequence[TokenCertificate] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True)
class TokenAnswer:
    """Whether a PIN opened a key: ``SIGNED``, or one of the others with the reason in Indonesian."""

    outcome: SigningOutcome
    reason: str = ""


class SigningTokens(Protocol):
    """Looks at the PKCS#11 tokens of this server. Never raises for what a token or its module does."""

    def find(self) -> TokensFound:
        """What is plugged in now."""
        ...

    def try_pin(self, key: TokenKey, pin: str) -> TokenAnswer:
        """Whether ``pin`` opens ``key`` and it belongs to its certificate. One try counts at the token as any other."""
        ...


def tokens_port() -> SigningTokens:
    """The adapter that wiring chose."""
    return cast("SigningTokens", effects.port("signing_tokens"))
