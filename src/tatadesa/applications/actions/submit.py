"""Send a citizen's draft to the office."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.filing import OFFICE, Parties, file_draft, locked_draft
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.subjects import Subject, family_of, hold, subject_in
from tatadesa.core.errors import InvalidInput, NotAllowed, NotFound
from tatadesa.residents.queries import resident_of

_UNTIED = "Akun Anda belum terhubung dengan data penduduk desa ini. Hubungi kantor desa."
_GONE = "Anda tidak lagi tercatat sebagai penduduk di desa ini. Hubungi kantor desa."
_LEFT_FAMILY = "Orang ini tidak lagi ada di Kartu Keluarga Anda. Pilih lagi."


@transaction.atomic
def submit(account: Account, key: UUID) -> Application:
    """Turn the draft ``key`` into an application, exactly once.

    Whom it is about is looked up again, with the rows of both held. Raises ``InvalidInput`` with the fields at fault
    (``untuk`` when that person has left the family), ``NotAllowed``, ``Conflict``, ``NotFound`` for a key of somebody
    else.
    """
    draft = locked_draft(account, key)
    if isinstance(draft, Application):
        return draft
    hold(account, draft.resident_id)
    family = family_of(account)
    subject = _subject(account, draft, family)
    own, resident = family[0].resident, subject.resident
    is_other = resident != own
    whom = f" untuk {resident.name} ({subject.relation})" if is_other else ""
    parties = Parties(
        resident=resident,
        citizen_id=account.pk,
        applicant_account_id=resident.account_id if is_other else None,
        actor_label=own.name,
        author_label=own.name if is_other else "",
        relation=subject.relation,
        words=f"Permohonan{whom} diterima {OFFICE} dan menunggu diperiksa.",
    )
    return file_draft(draft, account, parties)


def _subject(account: Account, draft: Draft, family: list[Subject]) -> Subject:
    if not family:
        raise NotAllowed(_UNTIED if resident_of(account) is None else _GONE)
    try:
        subject = subject_in(family, draft.resident_id)
    except NotFound:
        raise InvalidInput({"untuk": _LEFT_FAMILY}) from None
    if subject is None:
        raise NotAllowed(_UNTIED)
    return subject
