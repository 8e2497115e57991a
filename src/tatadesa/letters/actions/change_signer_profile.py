"""What an officer signs with: the own certificate, the NIK at BSrE."""

from __future__ import annotations

import base64
import re
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tatadesa.accounts import secrets, throttle
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.pdf_signing import Certificate, KeyProblem, WrongPassphrase, open_pkcs12
from tatadesa.letters.models import SignerProfile
from tatadesa.letters.ports import TokenKey
from tatadesa.letters.signing import require_signer

KEY_FIELD, PASSPHRASE = "sertifikat", "passphrase"
LARGEST = 64 * 1024


def install_key(staff: StaffMember, upload: UploadedFile[Any] | None, passphrase: str) -> SignerProfile:
    """Keep the officer's own certificate and key (PKCS#12), sealed; a former one is replaced.

    ``passphrase`` opens it once, to read whose it is and until when it counts, and is kept nowhere. Raises
    ``NotAllowed``, ``TooMany`` and ``InvalidInput`` (``sertifikat``, ``passphrase``).
    """
    require_signer(staff)
    throttle.spend("tanda-tangan", str(staff.pk), capacity=30, per_seconds=900)
    if upload is None or not upload.size:
        raise InvalidInput({KEY_FIELD: "Pilih berkas sertifikat Anda (.p12 atau .pfx)."})
    if upload.size > LARGEST:
        raise InvalidInput({KEY_FIELD: "Berkas ini terlalu besar untuk sertifikat. Pilih berkas .p12 atau .pfx."})
    if len(passphrase) > 200:
        raise InvalidInput({PASSPHRASE: "Kata sandi tanda tangan salah."})
    content = upload.read(LARGEST + 1)
    try:
        certificate = open_pkcs12(content, passphrase).certificate
    except WrongPassphrase as error:
        raise InvalidInput({PASSPHRASE: "Kata sandi ini tidak membuka sertifikatnya."}) from error
    except KeyProblem as error:
        raise InvalidInput({KEY_FIELD: str(error)}) from error
    if certificate.not_after < now():
        raise InvalidInput({KEY_FIELD: "Sertifikat ini sudah kedaluwarsa. Minta yang baru."})
    return keep_key(staff, content, certificate)


@transaction.atomic
def keep_key(staff: StaffMember, content: bytes, certificate: Certificate) -> SignerProfile:
    """Write down an opened key."""
    profile = _locked(staff)
    _forget(profile)
    profile.key = secrets.encrypt(base64.b64encode(content).decode())
    return _save(profile, certificate)


@transaction.atomic
def keep_token(staff: StaffMember, key: TokenKey, certificate: Certificate) -> SignerProfile:
    """Write down which key of which token; a former key is forgotten."""
    profile = _locked(staff)
    _forget(profile)
    profile.token_label, profile.token_serial, profile.token_key_id = key.label, key.serial, key.key_id
    profile.token_certificate = base64.b64encode(key.certificate).decode()
    return _save(profile, certificate)


@transaction.atomic
def remove_key(staff: StaffMember) -> SignerProfile:
    """Forget the officer's own certificate. What was signed with it stays signed."""
    require_signer(staff)
    profile = _locked(staff)
    _forget(profile)
    profile.changed_at = now()
    profile.save()
    return profile


@transaction.atomic
def change_nik(staff: StaffMember, nik: str) -> SignerProfile:
    """The NIK that BSrE knows the officer by; empty forgets it. Raises ``NotAllowed``, ``InvalidInput`` (``nik``)."""
    require_signer(staff)
    nik = nik.strip().replace(" ", "")
    if nik and not re.fullmatch(r"[0-9]{16}", nik, re.ASCII):
        raise InvalidInput({"nik": "NIK terdiri atas 16 angka."})
    profile = _locked(staff)
    profile.nik = secrets.encrypt(nik) if nik else ""
    profile.changed_at = now()
    profile.save()
    return profile


def _forget(profile: SignerProfile) -> None:
    """A file and a token are one or the other."""
    profile.key = profile.subject = profile.issuer = profile.serial = ""
    profile.token_label = profile.token_serial = profile.token_key_id = profile.token_certificate = ""
    profile.not_before = profile.not_after = None


def _save(profile: SignerProfile, certificate: Certificate) -> SignerProfile:
    profile.subject, profile.issuer, profile.serial = certificate.subject, certificate.issuer, certificate.serial[:64]
    profile.not_before, profile.not_after = certificate.not_before, certificate.not_after
    profile.changed_at = now()
    profile.save()
    return profile


def _locked(staff: StaffMember) -> SignerProfile:
    SignerProfile.objects.get_or_create(staff=staff, defaults={"office_id": staff.office_id})
    return SignerProfile.objects.select_for_update(of=("self",)).get(staff=staff)
