"""Send a registration: the account is active at once, or an officer decides. Here the register is asked, once."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.messages import available_channels
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now, office_today
from tatadesa.core.errors import Conflict
from tatadesa.core.jobs import queue
from tatadesa.registrations import checks, history
from tatadesa.registrations.activation import activate
from tatadesa.registrations.cautions import has_account
from tatadesa.registrations.filling import OPEN, Step, find, has_photo, hold, next_step
from tatadesa.registrations.matching import match
from tatadesa.registrations.models import Registration
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import age_on

ADULT_AGE = 17
_SENT = (Registration.State.WAITING, Registration.State.ASKED)


def send(registration_id: UUID) -> Registration:
    """Send what is complete; a repeat gives the same registration. Its ``state`` is then ACTIVE or WAITING.

    Whether the NIK is known, has an account or is being registered by somebody else changes nothing that the person
    sees: all of them wait, and the officer sees why. Raises ``Conflict`` when a step is missing, ``TooMany`` after five
    first sendings a day for one NIK; what an officer asked for always goes back.
    """
    known = find(registration_id)
    if known.state not in OPEN:
        return known
    _require_complete(known)
    if known.state == Registration.State.BEGUN:
        spend("register-send", fingerprint(known.nik), capacity=5, per_seconds=86400)
    with transaction.atomic():
        registration = _hold(registration_id)
        if registration.state in OPEN:
            _require_complete(registration)
            _send(registration)
    return registration


def _hold(registration_id: UUID) -> Registration:
    try:
        return hold(registration_id)
    except Conflict:  # the same person pressed twice
        return find(registration_id)


def _require_complete(registration: Registration) -> None:
    step = next_step(registration, contact_is_needed=bool(available_channels(registration.office_id)))
    if step is not Step.NOTHING or not registration.pin_hash or registration.birth_date is None:
        raise Conflict("Pendaftaran belum lengkap. Lanjutkan dari langkah yang belum selesai.")


def _send(registration: Registration) -> None:
    was_asked = registration.state == Registration.State.ASKED
    if registration.birth_date is None:
        raise Conflict("Tanggal lahir belum diisi.")
    found = match(registration.office, nik=registration.nik, name=registration.name, birth_date=registration.birth_date)
    registration.match, registration.resident = found.outcome, found.resident
    registration.sent_at = registration.sent_at or now()
    is_clear = _is_clear(registration, found.resident)
    queue(checks.check_population, registration_id=str(registration.pk))
    if is_clear and not was_asked and _is_active_at_once(registration):
        return
    registration.state = Registration.State.WAITING
    registration.asked_fields = []
    registration.message = ""
    registration.population_check = ""
    registration.edition += 1
    registration.save()
    words = "Dikirim lagi setelah diperbaiki." if was_asked else "Dikirim, menunggu petugas."
    history.record(registration, "send", registration.state, None, words)


def _is_active_at_once(registration: Registration) -> bool:
    try:
        activate(registration, None)
    except Conflict:  # somebody else was faster: an officer looks at it
        return False
    return True


def _is_clear(registration: Registration, resident: Resident | None) -> bool:
    """True when nobody has to look: everything agrees, nothing is contested. All is asked for in every case."""
    others = Registration.objects.filter(nik=registration.nik, state__in=_SENT).exclude(pk=registration.pk)
    is_contested, is_taken = others.exists(), has_account(registration.nik)
    return (
        registration.office.instant_accounts
        and registration.match == Registration.Match.EXACT
        and registration.contact_confirmed_at is not None
        and not is_contested
        and not is_taken
        and _card_agrees(registration)
        and resident is not None
        and resident.account_id is None
        and resident.base_status == codes.ALIVE
        and _is_of_age(registration, resident)
    )


def _card_agrees(registration: Registration) -> bool:
    """The photo was read and shows this NIK: knowing somebody's data without the card is not enough."""
    is_read = registration.reading == Registration.Reading.READ and has_photo(registration)
    is_sure = "nik" not in registration.card.get("doubtful", ())
    return is_read and is_sure and registration.card.get("nik") == registration.nik


def _is_of_age(registration: Registration, resident: Resident) -> bool:
    """17, or married: who must hold a KTP (UU 24/2013 article 63)."""
    today = office_today(registration.office.timezone)
    return age_on(today, resident.birth_date) >= ADULT_AGE or resident.marital_status != codes.UNMARRIED
