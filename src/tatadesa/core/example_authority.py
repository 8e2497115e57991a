"""Certificates for trying out: an authority made on the spot, and keys that say in every name that they are examples.

Nobody trusts it and nobody should: it is for the demo, the emulators and tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

MARK = "CONTOH / DEMO"
_YEARS = timedelta(days=3 * 365)


@dataclass(frozen=True)
class ExampleAuthority:
    """A root certificate and its key."""

    certificate: Any
    key: Any = field(repr=False)

    @classmethod
    def make(cls, moment: datetime) -> ExampleAuthority:
        """A fresh authority, valid from a day before ``moment``."""
        from cryptography import x509
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256

        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(f"{MARK} Penerbit Sertifikat TataDesa")
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        builder = _dated(builder, moment - timedelta(days=1), moment + 2 * _YEARS)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(authority=True), critical=True)
        return cls(builder.sign(key, SHA256()), key)

    def pkcs12(
        self, name: str, passphrase: str, moment: datetime, *, until: datetime | None = None, serial_number: str = ""
    ) -> bytes:
        """A key for ``name`` as PKCS#12 under ``passphrase``, valid from a day before ``moment``."""
        from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

        key, certificate = self.issue(name, moment, until=until, serial_number=serial_number)
        return pkcs12.serialize_key_and_certificates(
            name.encode(), key, certificate, [self.certificate], BestAvailableEncryption(passphrase.encode())
        )

    def issue(
        self,
        name: str,
        moment: datetime,
        *,
        until: datetime | None = None,
        serial_number: str = "",
        stamps_time: bool = False,
        is_rsa: bool = False,
    ) -> tuple[Any, Any]:
        """A fresh key and its certificate, marked as an example; ``stamps_time`` for a time stamping service."""
        from cryptography import x509
        from cryptography.hazmat.primitives.asymmetric import rsa
        from cryptography.hazmat.primitives.hashes import SHA256

        # The library's own time stamping service knows RSA only.
        key = rsa.generate_private_key(65537, 2048) if stamps_time or is_rsa else _elliptic_key()
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(f"{name} ({MARK})", serial_number))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
        )
        until = until or moment + _YEARS
        builder = _dated(builder, min(moment, until) - timedelta(days=1), until)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(authority=False), critical=True)
        if stamps_time:
            purposes = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(purposes, critical=True)
        return key, builder.sign(self.key, SHA256())


def _elliptic_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def _dated(builder: Any, start: datetime, end: datetime) -> Any:
    from cryptography import x509

    return builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)


def _usage(*, authority: bool) -> Any:
    from cryptography.x509 import KeyUsage

    return KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common_name: str, serial_number: str = "") -> Any:
    from cryptography import x509
    from cryptography.x509 import NameOID

    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{MARK}, bukan sertifikat resmi"),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64]),
    ]
    if serial_number:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial_number))
    return x509.Name(parts)
