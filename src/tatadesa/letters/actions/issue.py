"""Issue the letter of an approved application: number, render, store, complete; all of it or nothing."""

from __future__ import annotations

import hashlib

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.complete import complete
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import require_actor
from tatadesa.applications.referrals import require_no_open_referral
from tatadesa.applications.states import Verb, next_state
from tatadesa.core.clock import local, now
from tatadesa.core.errors import Conflict
from tatadesa.files.actions.store_generated import store_generated
from tatadesa.files.models import StoredFile
from tatadesa.letters import books, typeset, verification
from tatadesa.letters.compose import Particulars, valid_until
from tatadesa.letters.document import Verification
from tatadesa.letters.draft import document_of, template_of
from tatadesa.letters.giving_numbers import Wanted, take_number
from tatadesa.letters.models import Letter, SigningMethod
from tatadesa.letters.signer import signer_of
from tatadesa.letters.signing import settings_of


@transaction.atomic
def issue(staff: StaffMember, number: str, *, seen: int) -> Letter:
    """Issue the letter of application ``number``, signed by ``staff``, who must hold the issuing step's role.

    ``seen`` is the history's length on the officer's page. Raises ``NotFound``, ``NotAllowed``, ``Conflict``;
    when anything fails, rendering included, the number is given back and no row remains.
    """
    application = lock_for_staff(staff, number, seen)
    require_actor(staff, application, kind="issue")
    if next_state(application.state, Verb.COMPLETE) is None:
        raise Conflict("Surat hanya dapat diterbitkan setelah permohonan disetujui.")
    require_no_open_referral(application)
    if settings_of(application.office).method != SigningMethod.PLAIN:
        raise Conflict("Surat kantor ini ditandatangani dulu. Buka halaman Tanda tangan.")
    letter = number_letter(application, staff)
    code = letter.verification_code
    place = Verification(verification.address(code), verification.entrance(), verification.shown(code))
    particulars = Particulars(letter.number, letter.dated, place)
    document = document_of(application, signer_of(staff, application.office), particulars)
    content = typeset.letter_pdf(document, local(letter.issued_at, application.office.timezone))
    letter.sha256 = hashlib.sha256(content).hexdigest()
    letter.file = store_generated(
        office=application.office,
        owner=application.citizen,
        content=content,
        kind=StoredFile.Kind.PDF,
        name=f"{letter.subject} {application.number}.pdf",
    )
    letter.save(force_insert=True)
    books.record_letter(letter)
    how = "diunduh" if application.reader_ids else "diambil di kantor"
    complete(application, staff, f"Surat terbit dengan nomor {letter.number}. Surat dapat {how}.")
    return letter


def number_letter(application: Application, staff: StaffMember) -> Letter:
    """The letter of the locked ``application``, not yet saved, with its number taken: call it inside a transaction."""
    office, template = application.office, template_of(application)
    moment = now()
    dated = local(moment, office.timezone).date()
    wanted = Wanted(template.classification, template.security, template.counter, application.version.service)
    taken = take_number(office, wanted, dated, staff, subject=template.subject, person=application.applicant_name)
    signer = signer_of(staff, office)
    return Letter(
        office=office,
        application=application,
        version=application.version,
        counter=taken.counter,
        year=taken.year,
        running=taken.running,
        number=taken.number,
        subject=template.subject,
        resident_name=application.applicant_name,
        signer=staff,
        signer_name=signer.name,
        signer_position=signer.full_position,
        dated=dated,
        valid_until=valid_until(template, dated),
        issued_at=moment,
        verification_code=verification.new_code(),
    )
