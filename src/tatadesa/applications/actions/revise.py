"""Send changes to an application: freely until an officer takes it, afterwards only what was sent back."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications import answers, steps
from tatadesa.applications.checklist import reset_checks
from tatadesa.applications.drafts import require_open
from tatadesa.applications.history import citizen_label, record
from tatadesa.applications.locking import lock_for_citizen
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.permissions import active_step
from tatadesa.applications.referrals import follow_correction, open_for_step, outdated_by, show_changed
from tatadesa.applications.states import State, Verb
from tatadesa.core.errors import NotFound


@transaction.atomic
def revise(account: Account, number: str, key: UUID) -> Application:
    """Put the answers of the draft ``key`` into the application ``number``.

    While it is untaken everything may change; after a return only the fields the officer opened, and it goes back to
    that officer. Repeated with the same key it answers the same. Raises ``InvalidInput``, ``Conflict``, ``NotFound``.
    """
    application = lock_for_citizen(account, number)
    return apply_changes(application, account, key, citizen_label(application, account))


def apply_changes(application: Application, author: Account, key: UUID, label: str) -> Application:
    """The same with the ``application`` locked already; ``label`` names the author of the draft in the history."""
    draft = Draft.objects.select_for_update(of=("self",)).filter(author=author, key=key).first()
    if draft is None:
        if application.events.filter(data__draft=str(key)).exists():
            return application
        raise NotFound("Perubahan ini tidak ditemukan. Buka lagi halaman permohonan.")
    if draft.application_id != application.pk:
        raise NotFound
    require_open(application)
    draft.version, draft.application = application.version, application
    returned = application.state == State.CORRECTION
    opened = answers.opened_fields(application) if returned else None
    if not author.is_staff_member:
        # Only who has seen a paper can say so.
        draft.on_paper = answers.papers_left(application)
    cleaned = answers.require_complete(author, draft, application.resident, application.register_data, opened)
    changed = _changed(application.answers, cleaned, opened)
    before = {name: application.answers.get(name) for name in changed}
    papers = {*application.on_paper, *application.to_bring}
    answered = {**application.answers, **{name: cleaned.get(name) for name in changed}}
    application.answers = {name: value for name, value in answered.items() if value is not None}
    application.on_paper = [name for name in draft.on_paper if not application.answers.get(name)]
    promised = [name for name in application.to_bring if opened is not None and name not in opened]
    application.to_bring = [
        name
        for name in [*promised, *draft.to_bring]
        if not application.answers.get(name) and name not in application.on_paper
    ]
    application.correction = None
    steps.settle(application)
    if returned:
        steps.resume(application)
    outdated = outdated_by(application, changed)
    reset_checks(application, {*changed, *(papers ^ {*application.on_paper, *application.to_bring})})
    record(
        application,
        Verb.RESUBMIT if returned else Verb.REVISE,
        actor=author,
        label=label,
        words="Perbaikan dikirim dan menunggu diperiksa lagi." if returned else "Isian permohonan diubah.",
        data={
            "draft": str(key),
            "changed": changed,
            "before": before,
            "outdates": [str(one.referral.pk) for one in outdated],
        },
    )
    answers.attach(author, application)
    show_changed(application, outdated)
    draft.delete()
    step = active_step(application)
    if returned and step is not None:
        follow_correction(application, step, changed)
        open_for_step(application, step)
    return application


def _changed(before: dict[str, Any], after: dict[str, Any], opened: Collection[str] | None) -> list[str]:
    names = sorted(before.keys() | after.keys())
    return [name for name in names if before.get(name) != after.get(name) and (opened is None or name in opened)]
