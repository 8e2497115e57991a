"""Send what an officer has filled in for a resident: the resident is the applicant, the officer the author."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.counter import resident_at_counter
from tatadesa.applications.filing import Parties, file_draft, locked_draft
from tatadesa.applications.history import staff_label
from tatadesa.applications.models import Application
from tatadesa.applications.subjects import hold
from tatadesa.core.errors import Conflict, NotFound


@transaction.atomic
def submit_at_counter(staff: StaffMember, key: UUID) -> Application:
    """Turn the officer's draft ``key`` into an application, exactly once.

    It belongs to the resident's account where there is one: with the resident's row held, an account that is being tied
    at this moment is either seen here or finds the application afterwards. What another office handles needs that
    account: nobody at this counter could change it later. Raises ``InvalidInput`` with the fields at fault,
    ``NotAllowed``, ``NotFound``, ``Conflict``.
    """
    draft = locked_draft(staff.account, key)
    if isinstance(draft, Application):
        return draft
    if draft.resident_id is None:
        raise NotFound
    hold(staff.account, draft.resident_id)
    resident = resident_at_counter(staff, draft.resident_id)
    parties = Parties(
        resident=resident,
        citizen_id=resident.account_id,
        actor_label=staff_label(staff),
        author_label=staff_label(staff),
        words=f"Permohonan dibuat di kantor oleh {staff.position} {staff.name} dan menunggu diperiksa.",
    )
    application = file_draft(draft, staff.account, parties)
    if application.office_id != staff.office_id and resident.account_id is None:
        raise Conflict(
            f"Layanan ini dikerjakan {application.office.full_name}. Buatkan dahulu akun untuk {resident.name}, supaya "
            "permohonannya bisa diikuti dan diperbaiki. Isian tetap tersimpan sebagai draf."
        )
    return application
