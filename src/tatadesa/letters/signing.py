"""How letters are signed: an office's way, what a signer signs with, and letters between number and signature."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, ForeignKey

from tatadesa.accounts import secrets
from tatadesa.accounts.models import Right, StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotAllowed
from tatadesa.letters.models import Letter, PreparedLetter, SignerProfile, SigningMethod, SigningSettings
from tatadesa.letters.ports import SignatureBox, SigningPerson, SigningService, TokenKey, Unsigned
from tatadesa.offices.models import Office

MOST_AT_ONCE = 50
LEASE = timedelta(minutes=3)
"""How long a signing under way keeps others from the same letter; one that broke off is free again after it."""
_AT_ISSUING = (
    "file_id",
    "sha256",
    "issued_at",
    "state",
    "withdrawn_at",
    "withdrawal_reason",
    "signed_by",
    "certificate",
)


@dataclass(frozen=True)
class Capability:
    """What a way of signing asks of the signer, and of the world."""

    asks_passphrase: bool = False
    takes_code: bool = False
    """A one-time code may stand in for the passphrase."""
    needs_key: bool = False
    """The signer's own key must be here."""
    needs_nik: bool = False
    is_wet: bool = False


CAPABILITIES: Mapping[str, Capability] = {
    SigningMethod.PLAIN: Capability(),
    SigningMethod.WET: Capability(is_wet=True),
    SigningMethod.OWN: Capability(asks_passphrase=True, needs_key=True),
    SigningMethod.BSRE: Capability(asks_passphrase=True, takes_code=True, needs_nik=True),
}


def settings_of(office: Office) -> SigningSettings:
    """How ``office`` signs; what a new office starts with where nothing was ever set. One query."""
    return SigningSettings.objects.filter(office=office).first() or SigningSettings(office=office)


def capability_of(way: SigningSettings) -> Capability:
    """What the office's way of signing asks."""
    found = CAPABILITIES[way.method]
    if way.method == SigningMethod.BSRE and way.version == 1:
        return Capability(asks_passphrase=True, needs_nik=True)
    return found


def profile_of(staff: StaffMember) -> SignerProfile:
    """What ``staff`` signs with; empty where nothing was ever set. One query."""
    found = SignerProfile.objects.filter(staff=staff).first()
    return found or SignerProfile(staff=staff, office_id=staff.office_id)


def require_signer(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless the officer signs letters at all."""
    if not staff.may(Right.SIGN):
        raise NotAllowed("Surat ditandatangani oleh pejabat yang berhak, misalnya kepala desa atau sekretaris desa.")


def require_setter(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless the officer may say how the office signs."""
    if not staff.may(Right.MANAGE):
        raise NotAllowed("Cara tanda tangan kantor diatur oleh administrator, kepala desa, atau sekretaris desa.")


def service_of(way: SigningSettings) -> SigningService:
    """The settings in the port's words; raises ``Conflict`` when the password is sealed under another key."""
    try:
        password = secrets.decrypt(way.password) if way.password else ""
    except ValueError as error:
        raise Conflict("Sandi BSrE kantor tidak terbaca lagi. Administrator perlu mengisinya lagi.") from error
    return SigningService(
        server=way.server,
        version=way.version,
        user=way.user,
        password=password,
        time_stamper=way.time_stamper,
        timeout_seconds=float(way.timeout_seconds),
        box_as_corners=way.box_as_corners,
        verifies_tls=way.verifies_tls,
    )


def person_of(profile: SignerProfile, capability: Capability) -> SigningPerson:
    """The signer in the port's words; raises ``Conflict`` when something is missing, with what to do."""
    if capability.needs_key:
        if not profile.has_key:
            raise Conflict("Pasang dulu sertifikat Anda (berkas .p12 atau token) di halaman Tanda tangan saya.")
        if profile.not_after is not None and profile.not_after < now():
            raise Conflict("Sertifikat Anda sudah kedaluwarsa. Pasang yang baru di halaman Tanda tangan saya.")
    if capability.needs_nik and not profile.nik:
        raise Conflict("Isi dulu NIK Anda seperti terdaftar di BSrE, di halaman Tanda tangan saya.")
    try:
        return SigningPerson(
            nik=secrets.decrypt(profile.nik) if profile.nik and capability.needs_nik else "",
            key=base64.b64decode(secrets.decrypt(profile.key)) if capability.needs_key and profile.key else b"",
            token=token_of(profile) if capability.needs_key and profile.is_in_token else None,
        )
    except ValueError as error:
        raise Conflict("Data tanda tangan Anda tidak terbaca lagi. Isi lagi di halaman Tanda tangan saya.") from error


def token_of(profile: SignerProfile) -> TokenKey:
    """The signer's key in a token, in the port's words."""
    certificate = base64.b64decode(profile.token_certificate)
    return TokenKey(profile.token_label, profile.token_serial, profile.token_key_id, certificate)


def offers_tokens(office: Office) -> bool:
    """Whether the deployment has tokens, and this office may use them."""
    is_named = not settings.PKCS11_OFFICES or office.code in settings.PKCS11_OFFICES
    return bool(settings.PKCS11_MODULE) and is_named


def require_tokens(office: Office) -> None:
    """Raise ``Conflict`` unless the office may use tokens of this server."""
    if not offers_tokens(office):
        raise Conflict("Server ini belum disiapkan untuk token kantor Anda. Hubungi pengelola server.")


def particulars_of(letter: Letter) -> dict[str, Any]:
    """The numbered, unsaved ``letter`` as JSON: all of it but what is known only when it is issued."""
    found = {field.attname: getattr(letter, field.attname) for field in _kept_fields()}
    data: dict[str, Any] = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return data


def letter_from(prepared: PreparedLetter) -> Letter:
    """The letter that ``prepared`` was made for, unsaved."""
    values = {
        field.attname: _plain_field(field).to_python(prepared.particulars[field.attname])
        for field in _kept_fields()
        if field.attname in prepared.particulars
    }
    return Letter(**values)


def unsigned(prepared: PreparedLetter) -> Unsigned:
    """``prepared`` in the port's words."""
    return Unsigned(
        key=str(prepared.pk),
        content=bytes(prepared.content or b""),
        box=SignatureBox(**prepared.box) if prepared.box else None,
        reason=f"Menandatangani surat nomor {prepared.number}",
        location=prepared.office.name,
    )


def box_data(box: SignatureBox | None) -> dict[str, Any] | None:
    """``box`` as it is kept."""
    return asdict(box) if box is not None else None


def fingerprint(content: bytes) -> str:
    """What a page carries to say which bytes it showed."""
    return hashlib.sha256(content).hexdigest()


def is_under_way(prepared: PreparedLetter) -> bool:
    """Somebody is signing it right now."""
    return prepared.attempted_at is not None and prepared.attempted_at > now() - LEASE


def _plain_field(field: Field[Any, Any]) -> Field[Any, Any]:
    return field.target_field if isinstance(field, ForeignKey) else field


def _kept_fields() -> list[Field[Any, Any]]:
    meta = Letter._meta  # noqa: SLF001 - Django documents it
    return [field for field in meta.concrete_fields if field.attname not in _AT_ISSUING]
