"""Send changes to an application: freely until an officer takes it, afterwards only what was sent back."""

from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications import answers
from tatadesa.applications.history import record
from tatadesa.applications.locking import lock_for_citizen
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.states import State, Verb
from tatadesa.core.errors import Conflict, NotFound


@transaction.atomic
def revise(account: Account, number: str, key: UUID) -> Application:
    """Put the answers of the draft ``key`` into the application ``number``.

    While it is untaken everything may change; after a return only the fields the officer opened, and it goes back to
    that officer. Repeated with the same key it answers the same. Raises ``InvalidInput``, ``Conflict``, ``NotFound``.
    """
    application = lock_for_citizen(account, number)
    draft = Draft.objects.select_for_update(of=("self",)).filter(citizen=account, key=key).first()
    if draft is None:
        if application.events.filter(data__draft=str(key)).exists():
            return application
        raise NotFound("Perubahan ini tidak ditemukan. Buka lagi halaman permohonan.")
    if draft.application_id != application.pk:
        raise NotFound
    if application.state not in (State.SUBMITTED, State.CORRECTION):
        raise Conflict("Permohonan ini sedang diperiksa petugas, jadi isiannya tidak bisa diubah lagi.")
    draft.version = application.version
    returned = application.state == State.CORRECTION
    opened = set((application.correction or {}).get("fields", ())) if returned else None
    cleaned = answers.require_complete(account, draft, application.office.timezone, opened)
    changed = _changed(application.answers, cleaned, opened)
    application.answers = {**application.answers, **{name: cleaned.get(name) for name in changed}}
    application.correction = None
    record(
        application,
        Verb.RESUBMIT if returned else Verb.REVISE,
        actor=account,
        label=application.applicant_name,
        words="Perbaikan dikirim dan menunggu diperiksa lagi." if returned else "Isian permohonan diubah.",
        data={"draft": str(key), "changed": changed},
    )
    answers.attach(account, application)
    draft.delete()
    return application


def _changed(before: dict[str, Any], after: dict[str, Any], opened: set[str] | None) -> list[str]:
    names = sorted(before.keys() | after.keys())
    return [name for name in names if before.get(name) != after.get(name) and (opened is None or name in opened)]
