"""An officer of the asked agency, or a colleague who was asked, answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import staff_label
from tatadesa.applications.models import Referral
from tatadesa.applications.referral_form import read_answer
from tatadesa.applications.referral_locking import lock_asked, require_open
from tatadesa.applications.referral_permissions import may_answer
from tatadesa.applications.referral_queries import asked_of
from tatadesa.applications.referrals import Answer, settle
from tatadesa.core.errors import InvalidInput, NotAllowed, NotFound
from tatadesa.files.actions.receive import receive


@transaction.atomic
def answer_referral(
    staff: StaffMember, referral_id: UUID, *, decision: str, note: str = "", files: Sequence[UploadedFile[Any]] = ()
) -> Referral:
    """Answer for the officer's office or role; of two at once one wins. Files are up to 8 MB each.

    Raises ``NotFound`` for what nobody asked this office, ``InvalidInput``, and ``Conflict`` for what is answered,
    withdrawn or over.
    """
    referral = asked_of(staff, referral_id)
    if not may_answer(staff, referral):
        raise NotAllowed("Permintaan ini dijawab oleh petugas dengan peran lain.")
    decision, note = read_answer(decision, note, files)
    application, locked = lock_asked(referral)
    if not may_answer(staff, locked):
        raise NotFound
    require_open(locked)
    try:
        kept = [receive(office=staff.office, owner=staff.account, upload=file, upload_key=None) for file in files]
    except InvalidInput as refused:
        raise InvalidInput({"files": refused.errors.get("", refused.message)}) from refused
    settle(application, locked, Answer(decision, note, staff_label(staff), staff, kept))
    return locked
