"""From a checked draft to an application: what a citizen's phone and the counter have in common."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from tatadesa.accounts.models import Account
from tatadesa.applications import admission, answers, steps
from tatadesa.applications.deadlines import due_at
from tatadesa.applications.history import record
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.states import State, Verb
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.placeholders import FAMILY, names_family
from tatadesa.core.clock import local, now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.core.ids import public_number
from tatadesa.offices.models import Office
from tatadesa.residents.family_rows import family_rows
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import register_data

OFFICE = "{kantor}"


@dataclass(frozen=True)
class Parties:
    """Who has to do with an application; the meaning of each as in ``models.Application``.

    ``actor_label`` names the author in the history, ``words`` are the history's first: ``OFFICE`` in them stands for
    the name of the office that handles it.
    """

    resident: Resident
    citizen_id: UUID | None
    actor_label: str
    words: str
    applicant_account_id: UUID | None = None
    author_label: str = ""
    relation: str = ""


def locked_draft(author: Account, key: UUID) -> Draft | Application:
    """The draft ``key`` with its row held, or the application it has already become; raises ``NotFound``, ``Conflict``.

    The draft's row is the lock: a second submission, also at the same moment, finds the first one's application.
    """
    draft = Draft.objects.select_for_update(of=("self",)).filter(author=author, key=key).first()
    sent = Application.objects.filter(author=author, draft_key=key).first()
    if sent is not None:
        return sent
    if draft is None:
        raise NotFound("Draf ini tidak ditemukan. Mulai lagi dari halaman layanan.")
    if draft.application_id is not None:
        raise Conflict("Draf ini adalah perubahan dari permohonan yang sudah ada.")
    return draft


def file_draft(draft: Draft, author: Account, parties: Parties) -> Application:
    """Turn the locked ``draft`` into an application of ``parties``; raises ``InvalidInput``, ``Conflict``."""
    version = ServiceVersion.objects.select_related("service__office").get(pk=draft.version_id)
    home, register = parties.resident.office, register_data(parties.resident)
    if names_family(version.letter):
        register[FAMILY] = json.dumps(family_rows(parties.resident), ensure_ascii=False)
    applicant = admission.Applicant(parties.resident, register, parties.relation)
    # As it is now: since the draft was saved, another office may have come to handle the service.
    office = draft.office = admission.require(version, home, applicant).handled_at
    cleaned = answers.require_complete(author, draft, parties.resident, register)
    submitted = now()
    application = Application(
        office=office,
        number=_free_number(office, local(submitted, office.timezone).year),
        service=version.service,
        version=version,
        citizen_id=parties.citizen_id,
        author=author,
        author_label=parties.author_label,
        resident=parties.resident,
        applicant_name=parties.resident.name,
        applicant_account_id=parties.applicant_account_id,
        relation=parties.relation,
        draft_key=draft.key,
        state=State.SUBMITTED,
        answers=cleaned,
        on_paper=[name for name in draft.on_paper if not cleaned.get(name)],
        to_bring=[name for name in draft.to_bring if not cleaned.get(name) and name not in draft.on_paper],
        register_data=register,
        dusun=str(register.get("penduduk.dusun", ""))[:60],
        submitted_at=submitted,
        due_at=due_at(submitted, version.standard["work_days"], office),
    )
    application.save(force_insert=True)
    answers.attach(author, application)
    steps.begin(application)
    words = parties.words.replace(OFFICE, office.full_name)
    record(application, Verb.SUBMIT, actor=author, label=parties.actor_label, words=words)
    draft.delete()
    return application


def _free_number(office: Office, year: int) -> str:
    """A number not yet used; the unique constraint guards the moment between asking and writing."""
    while True:
        number = public_number(year)
        if not Application.objects.filter(office=office, number=number).exists():
            return number
