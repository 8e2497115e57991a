"""Offices that sign, and people with something to sign with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.core.access_log import record_look
from tatadesa.core.example_authority import ExampleAuthority
from tatadesa.letters.actions.change_signer_profile import change_nik, install_key
from tatadesa.letters.actions.prepare_letter import prepare_letter
from tatadesa.letters.actions.sign_letters import SigningResult, sign_letters
from tatadesa.letters.models import PreparedLetter, SigningMethod, SigningSettings
from tatadesa.letters.ports import SigningSecret
from tatadesa.letters.signing_queries import purpose_of
from tests.letters.stages import approved
from tests.people import World

PASSPHRASE = "Sandi-Tanda-9471"
NIK = "3302070107609009"


@cache
def authority() -> ExampleAuthority:
    return ExampleAuthority.make(datetime.now(UTC))


@cache
def key_of(name: str, days: int = 365) -> bytes:
    """A key that opens with ``PASSPHRASE`` and counts for ``days`` more."""
    moment = datetime.now(UTC)
    return authority().pkcs12(name, PASSPHRASE, moment, until=moment + timedelta(days=days))


def key_file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("kunci.p12", content, "application/x-pkcs12")


def way(world: World, method: str, **more: Any) -> SigningSettings:
    """Karangsari signs by ``method``."""
    row, _ = SigningSettings.objects.update_or_create(office=world.karangsari, defaults={"method": method, **more})
    return row


def own(world: World, *staff: StaffMember) -> None:
    """Karangsari signs with own certificates, and ``staff`` (the head, unless told) have one."""
    way(world, SigningMethod.OWN)
    for member in staff or (world.kades,):
        install_key(member, key_file(key_of(member.name)), PASSPHRASE)


def bsre(world: World, url: str, user: str, password: str, version: int = 2) -> None:
    """Karangsari signs with BSrE at ``url``."""
    way(
        world,
        SigningMethod.BSRE,
        server=url,
        version=version,
        user=user,
        password=secrets.encrypt(password),
        timeout_seconds=5,
    )
    change_nik(world.kades, NIK)


def prepared(world: World, staff: StaffMember | None = None, application: Application | None = None) -> PreparedLetter:
    """A letter of Siti's that waits for the signature of the head."""
    application = application or approved(world)
    return prepare_letter(staff or world.kades, application.number, seen=application.event_count)


def look_at(staff: StaffMember, *letters: PreparedLetter) -> dict[UUID, str]:
    """As if ``staff`` had opened the page with all pictures; gives what that page sends."""
    for letter in letters:
        for page in range(1, letter.pages + 1):
            record_look(
                office_id=staff.office_id,
                actor_id=staff.pk,
                resident_id=letter.application.resident_id,
                purpose=purpose_of(page),
                about=letter.application.number,
            )
    return {letter.pk: letter.sha256 for letter in letters}


def sign(
    staff: StaffMember, *letters: PreparedLetter, passphrase: str = PASSPHRASE, totp: str = ""
) -> list[SigningResult]:
    """Look at the letters and sign them."""
    return sign_letters(staff, look_at(staff, *letters), SigningSecret(passphrase, totp))
