"""Ask the signing service whether somebody could sign now, and for a one-time code."""

from __future__ import annotations

from tatadesa.accounts import throttle
from tatadesa.accounts.models import Right, StaffMember
from tatadesa.core.errors import Conflict, NotAllowed
from tatadesa.letters.models import SigningMethod
from tatadesa.letters.ports import SigningCheck, SigningPerson, signing_port
from tatadesa.letters.signing import (
    MOST_AT_ONCE,
    capability_of,
    person_of,
    profile_of,
    require_signer,
    require_tokens,
    service_of,
    settings_of,
    token_of,
)

_NOBODY = "0000000000000000"


def check_signing(staff: StaffMember) -> SigningCheck:
    """Whether the office's connection works, with the officer's own NIK where there is one. Signs nothing.

    For those who set up the office and for signers. Raises ``NotAllowed``, ``TooMany``, ``Conflict``.
    """
    if not (staff.may(Right.MANAGE) or staff.may(Right.SIGN)):
        raise NotAllowed("Sambungan tanda tangan dicoba oleh pejabat penanda tangan atau pengatur kantor.")
    settings = settings_of(staff.office)
    if settings.method in (SigningMethod.PLAIN, SigningMethod.WET):
        return SigningCheck("Cara ini tidak memakai layanan luar. Tidak ada yang perlu disambungkan.", is_ready=True)
    throttle.spend("coba-tanda-tangan", str(staff.pk), capacity=10, per_seconds=300)
    profile, capability = profile_of(staff), capability_of(settings)
    person = SigningPerson()
    if capability.needs_nik:
        person = person_of(profile, capability) if profile.nik else SigningPerson(nik=_NOBODY)
    elif profile.is_in_token:
        require_tokens(staff.office)
        person = SigningPerson(token=token_of(profile))
    found = signing_port(settings.method).check(service_of(settings), person)
    if capability.needs_nik and not profile.nik and found.code == "NOT_REGISTERED":
        return SigningCheck(
            "BSrE menjawab dan menerima sandi aplikasi. Isi NIK Anda untuk memeriksa sertifikatnya.", is_ready=True
        )
    return found


def request_code(staff: StaffMember, letters: int) -> SigningCheck:
    """Have BSrE send the signer a one-time code for so many letters.

    Raises ``NotAllowed``, ``TooMany``, and ``Conflict`` where the office's way knows no codes or the NIK is missing.
    """
    require_signer(staff)
    settings = settings_of(staff.office)
    capability = capability_of(settings)
    if not capability.takes_code:
        raise Conflict("Cara tanda tangan kantor ini tidak memakai kode OTP.")
    person = person_of(profile_of(staff), capability)
    throttle.spend("kode-tanda-tangan", str(staff.pk), capacity=5, per_seconds=600)
    count = max(1, min(letters, MOST_AT_ONCE))
    return signing_port(settings.method).send_code(service_of(settings), person, count)
