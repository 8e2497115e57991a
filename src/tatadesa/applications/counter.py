"""Whom an officer may serve at the counter."""

from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import may_apply_for, may_apply_for_others, served
from tatadesa.applications.states import Verb, next_state
from tatadesa.core.errors import InvalidInput, NotAllowed, NotFound
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.searching import MIN_SEARCH, Filters, search

_CHANGES = (Verb.REVISE, Verb.RESUBMIT, Verb.CANCEL)
_NOBODY = "Penduduk ini tidak ada di bagian desa yang Anda layani, atau tidak lagi tercatat hidup di sini."


def resident_at_counter(staff: StaffMember, resident_id: UUID) -> Resident:
    """The resident, with family and office, whom ``staff`` may make an application for.

    Raises ``NotFound`` for everybody outside the officer's village or part of it, and for the dead and those who moved
    away; ``NotAllowed`` for a role that serves nobody.
    """
    found = Resident.objects.select_related("family", "office").filter(office=staff.office_id, pk=resident_id).first()
    if found is None:
        raise NotFound(_NOBODY)
    require_counter_role(staff)
    if not may_apply_for(staff, found) or found.base_status != codes.ALIVE:
        raise NotFound(_NOBODY)
    return found


def find_at_counter(staff: StaffMember, text: str, limit: int = 15) -> list[Resident]:
    """The living whom ``staff`` serves, by part of a name, NIK or No. KK; raises ``NotAllowed``, ``InvalidInput``."""
    require_counter_role(staff)
    if len(text.strip()) < MIN_SEARCH:
        raise InvalidInput({"cari": f"Ketik paling sedikit {MIN_SEARCH} huruf nama, atau NIK."})
    found = search(staff.office, text, filters=Filters(status=codes.ALIVE), within=served(staff), limit=limit)
    return found.rows


def require_counter_role(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` for a role that serves nobody."""
    if not may_apply_for_others(staff):
        raise NotAllowed("Permohonan di loket dibuat oleh operator, kasi, sekretaris desa, atau Ketua RT/RW.")


def may_change(staff: StaffMember, application: Application) -> bool:
    """True when ``staff`` may change or take back ``application`` for its applicant: one from the counter only."""
    return application.is_from_counter and may_apply_for(staff, application.resident)


def possible_changes(staff: StaffMember, application: Application) -> set[Verb]:
    """What ``staff`` could do for the applicant now; nothing with an application from a phone."""
    if not may_change(staff, application):
        return set()
    return {verb for verb in _CHANGES if next_state(application.state, verb) is not None}


def require_counter(staff: StaffMember, application: Application) -> None:
    """Raise ``NotAllowed`` unless ``may_change``."""
    if not may_change(staff, application):
        raise NotAllowed("Isian ini milik warga. Kembalikan permohonan bila ada yang harus diperbaiki.")
