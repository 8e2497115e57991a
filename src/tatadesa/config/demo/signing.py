"""The demo's signatures: the home village signs with certificates of an example authority, the second one with BSrE's
emulator. Every certificate says that it is an example.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.config.demo.offices import HOME_VILLAGE, VILLAGES
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import now
from tatadesa.core.errors import DomainError
from tatadesa.core.example_authority import ExampleAuthority
from tatadesa.letters.actions.change_signer_profile import change_nik, install_key
from tatadesa.letters.actions.prepare_letter import prepare_letter
from tatadesa.letters.actions.sign_letters import sign_letters
from tatadesa.letters.models import Letter, SigningMethod, SigningSettings
from tatadesa.letters.ports import SigningSecret
from tatadesa.letters.signing_queries import purpose_of
from tatadesa.offices.models import Office

PASSPHRASE = "Contoh#2026"  # noqa: S105 - printed at every start of the demo; the emulator's BSrE takes the same
_SIGNERS = ("kades", "sekdes")
_BSRE_VILLAGE, _BSRE_SIGNER = VILLAGES[1], "kades2"
_BSRE_NIK = "3302070101709001"
_BSRE_USER, _BSRE_PASSWORD = "desa", "bsre-demo"


def set_up_certificates(staff: Mapping[str, StaffMember]) -> None:
    """Give head and secretary of the home village a certificate each, and have the office sign with them."""
    moment = now()
    authority = ExampleAuthority.make(moment)
    for name in _SIGNERS:
        content = authority.pkcs12(staff[name].name, PASSPHRASE, moment)
        install_key(staff[name], SimpleUploadedFile(f"{name}.p12", content), PASSPHRASE)
    office = Office.objects.get(code=HOME_VILLAGE)
    SigningSettings.objects.create(office=office, method=SigningMethod.OWN, changed_at=moment)


def sign(staff: StaffMember, number: str, *, seen: int) -> Letter:
    """Prepare the letter, look at it and sign it, as ``staff`` would on a phone; raises ``DomainError``."""
    prepared = prepare_letter(staff, number, seen=seen)
    for page in range(1, prepared.pages + 1):
        record_look(
            office_id=staff.office_id,
            actor_id=staff.pk,
            resident_id=prepared.application.resident_id,
            purpose=purpose_of(page),
            about=number,
        )
    [result] = sign_letters(staff, {prepared.pk: prepared.sha256}, SigningSecret(PASSPHRASE))
    if result.letter is None:
        raise DomainError(result.words)
    return result.letter


def connect_bsre(url: str) -> None:
    """Point the second village at the emulator, which has another port at each start.

    Settings that somebody has pointed elsewhere are left alone.
    """
    office = Office.objects.get(code=_BSRE_VILLAGE)
    settings, is_new = SigningSettings.objects.get_or_create(office=office)
    if is_new:
        settings.method, settings.version, settings.user = SigningMethod.BSRE, 2, _BSRE_USER
        settings.password, settings.changed_at = secrets.encrypt(_BSRE_PASSWORD), now()
        signer = StaffMember.objects.get(account__login=_BSRE_SIGNER)
        change_nik(signer, _BSRE_NIK)
    elif not settings.server.startswith("http://127.0.0.1:"):
        return
    settings.server = url
    settings.save()


def signing_secrets() -> dict[str, str]:
    """What the demo's signers type, by user name, for ``demo.json``."""
    return dict.fromkeys((*_SIGNERS, _BSRE_SIGNER), PASSPHRASE)
