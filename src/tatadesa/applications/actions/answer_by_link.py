"""An agency without account answers by its link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tatadesa.applications import referral_links
from tatadesa.applications.models import Referral, ReferralLinkUse
from tatadesa.applications.referral_form import read_answer
from tatadesa.applications.referral_locking import lock_asked, require_open
from tatadesa.applications.referrals import Answer, settle
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.files.actions.receive_unowned import receive_unowned

MAX_NAME = 80


@transaction.atomic
def answer_by_link(
    token: str,
    *,
    name: str,
    decision: str,
    note: str = "",
    files: Sequence[UploadedFile[Any]] = (),
    client: str = "",
) -> Referral:
    """Answer once; ``name`` is who answers there, ``client`` the address of the browser.

    Raises ``NotFound`` for a link that opens nothing, ``InvalidInput``, and ``Conflict`` when it is answered already,
    also by the same link at the same moment.
    """
    link = referral_links.find(token)
    errors: dict[str, str] = {}
    name = one_line(name)
    if not name or len(name) > MAX_NAME:
        errors["name"] = f"Isi nama dan jabatan Anda, paling panjang {MAX_NAME} huruf."
    try:
        decision, note = read_answer(decision, note, files)
    except InvalidInput as refused:
        errors |= refused.errors
    if errors:
        raise InvalidInput(errors)
    application, referral = lock_asked(link.referral)
    # Again under the lock: it may have been revoked or withdrawn while we waited.
    referral_links.find(token)
    require_open(referral)
    try:
        kept = [receive_unowned(office=link.office, subject=str(link.pk), upload=file) for file in files]
    except InvalidInput as refused:
        raise InvalidInput({"files": refused.errors.get("", refused.message)}) from refused
    settle(application, referral, Answer(decision, note, f"{name}, {referral.to_label}"[:160], files=kept))
    referral_links.log_use(link, ReferralLinkUse.Act.ANSWER, client)
    return referral
