"""Send a draft to the office."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications import answers
from tatadesa.applications.deadlines import due_at
from tatadesa.applications.history import record
from tatadesa.applications.models import Application, Draft, Step
from tatadesa.applications.states import State, Verb
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import local, now
from tatadesa.core.errors import Conflict, NotAllowed, NotFound
from tatadesa.core.ids import public_number
from tatadesa.offices.models import Office
from tatadesa.residents.queries import register_data, resident_of


@transaction.atomic
def submit(account: Account, key: UUID) -> Application:
    """Turn the draft ``key`` into an application, exactly once.

    The draft's row is the lock: a second submission of the same draft, also at the same moment, gets the first one's
    application. Raises ``InvalidInput`` with the fields at fault, ``NotFound`` for a key of somebody else.
    """
    draft = Draft.objects.select_for_update(of=("self",)).filter(citizen=account, key=key).first()
    sent = Application.objects.filter(citizen=account, draft_key=key).first()
    if sent is not None:
        return sent
    if draft is None:
        raise NotFound("Draf ini tidak ditemukan. Mulai lagi dari halaman layanan.")
    if draft.application_id is not None:
        raise Conflict("Draf ini adalah perubahan dari permohonan yang sudah ada.")
    resident = resident_of(account)
    if resident is None or resident.office_id != draft.office_id:
        raise NotAllowed("Akun Anda belum terhubung dengan data penduduk desa ini. Hubungi kantor desa.")
    version = ServiceVersion.objects.select_related("service", "office").get(pk=draft.version_id)
    if not version.service.is_open:
        raise Conflict("Layanan ini sedang ditutup. Isian Anda tersimpan sebagai draf.")
    office = version.office
    cleaned = answers.require_complete(account, draft, office.timezone)
    submitted = now()
    application = Application(
        office=office,
        number=_free_number(office, local(submitted, office.timezone).year),
        service=version.service,
        version=version,
        citizen=account,
        resident=resident,
        applicant_name=resident.name,
        draft_key=key,
        state=State.SUBMITTED,
        answers=cleaned,
        register_data=register_data(resident),
        submitted_at=submitted,
        due_at=due_at(submitted, version.standard["work_days"], office.timezone),
    )
    application.save(force_insert=True)
    answers.attach(account, application)
    _open_steps(application)
    record(
        application,
        Verb.SUBMIT,
        actor=account,
        label=resident.name,
        words=f"Permohonan diterima {office.full_name} dan menunggu diperiksa.",
    )
    draft.delete()
    return application


def _free_number(office: Office, year: int) -> str:
    """A number not yet used; the unique constraint guards the moment between asking and writing."""
    while True:
        number = public_number(year)
        if not Application.objects.filter(office=office, number=number).exists():
            return number


def _open_steps(application: Application) -> None:
    Step.objects.bulk_create(
        Step(
            application=application,
            office_id=application.office_id,
            position=position,
            key=step["key"],
            label=step["label"],
            kind=step["kind"],
            roles=step["roles"],
            status=Step.Status.ACTIVE if position == 0 else Step.Status.WAITING,
            opened_at=application.submitted_at if position == 0 else None,
        )
        for position, step in enumerate(application.version.workflow)
    )
