"""A phone's key store in software: makes and uses passkeys as WebAuthn Level 3 says, and wrongly where a test asks."""

import base64
import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_PRESENT, _VERIFIED, _HAS_KEY = 0x01, 0x04, 0x40


def encode(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes of a base64url text."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One discoverable key for one site."""

    origin: str = "http://localhost:8000"
    site: str = "localhost"
    is_verifying: bool = True
    count: int = 0
    user_handle: bytes = b""
    credential_id: bytes = b"kunci-uji-0123456789"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any], **changes: Any) -> str:
        """The answer to ``navigator.credentials.create`` as JSON."""
        self.user_handle = decode(options["user"]["id"])
        client_data = self._client_data("webauthn.create", options["challenge"], **changes)
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(with_key=True)}
        response = {"clientDataJSON": encode(client_data), "attestationObject": encode(cbor2.dumps(attestation))}
        return self._answer(response)

    def use(self, options: dict[str, Any], **changes: Any) -> str:
        """The answer to ``navigator.credentials.get`` as JSON; the count grows by one."""
        self.count += changes.pop("steps", 1)
        client_data = self._client_data("webauthn.get", options["challenge"], **changes)
        data = self._data(with_key=False)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": encode(client_data),
            "authenticatorData": encode(data),
            "signature": encode(signature),
            "userHandle": encode(self.user_handle),
        }
        return self._answer(response)

    def _answer(self, response: dict[str, str]) -> str:
        identity = encode(self.credential_id)
        return json.dumps({"id": identity, "rawId": identity, "type": "public-key", "response": response})

    def _client_data(self, kind: str, challenge: str, origin: str = "") -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin or self.origin}).encode()

    def _data(self, *, with_key: bool) -> bytes:
        flags = _PRESENT | (_VERIFIED if self.is_verifying else 0) | (_HAS_KEY if with_key else 0)
        head = hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", flags, self.count)
        if not with_key:
            return head
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        identity = struct.pack(">16sH", b"", len(self.credential_id)) + self.credential_id
        return head + identity + cbor2.dumps(public)
