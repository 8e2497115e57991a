"""Who at the office sees and decides on complaints, and who sees the satisfaction of citizens."""

from django.db.models import Q

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.core.errors import NotAllowed
from tatadesa.feedback.models import Complaint

_READERS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES, Role.AGENCY_OFFICER)
_LEADERS = (Role.SEKDES, Role.KADES)


def may_read(staff: StaffMember) -> bool:
    """Works on what citizens bring to the office: sees complaints and the report of satisfaction."""
    return staff.has_role(*_READERS)


def leads(staff: StaffMember) -> bool:
    """Leads the office; an agency, which has one role for all who work there, is led by whoever works there."""
    return staff.has_role(*_LEADERS) or (not staff.office.is_village and staff.has_role(Role.AGENCY_OFFICER))


def readable(staff: StaffMember) -> Q:
    """Of any complaints, those ``staff`` may know of: the office's own, but never one about oneself."""
    own = Q(office=staff.office_id) & (Q(about_staff=None) | ~Q(about_staff=staff.pk))
    if may_read(staff):
        return own
    return own & Q(is_for_administrator=True) if staff.has_role(Role.ADMINISTRATOR) else Q(pk__in=())


def may_open_list(staff: StaffMember) -> bool:
    """Whether there are complaints for ``staff``; for an administrator those on which nobody else can decide."""
    return may_read(staff) or staff.has_role(Role.ADMINISTRATOR)


def decides_on(staff: StaffMember, complaint: Complaint) -> bool:
    """Leads the office, or administers it where nobody else could decide on ``complaint``."""
    return leads(staff) or (complaint.is_for_administrator and staff.has_role(Role.ADMINISTRATOR))


def sees_filer(staff: StaffMember, complaint: Complaint) -> bool:
    """Whether the name, the application and the files are shown; of a confidential one only to those who decide."""
    return not complaint.is_confidential or decides_on(staff, complaint)


def is_for_leaders(complaint: Complaint) -> bool:
    """Whether only those who lead the office decide: what is about an officer, and what was handed up."""
    return complaint.is_escalated or complaint.about_staff_id is not None or complaint.kind.is_about_officer


def may_handle(staff: StaffMember, complaint: Complaint) -> bool:
    """True for those who may take it and then work on it; never for the officer it is about."""
    if complaint.office_id != staff.office_id or complaint.about_staff_id == staff.pk:
        return False
    return decides_on(staff, complaint) or (may_read(staff) and not is_for_leaders(complaint))


def require_handler(staff: StaffMember, complaint: Complaint) -> None:
    """Raise ``NotAllowed`` unless ``may_handle``."""
    if not may_handle(staff, complaint):
        raise NotAllowed("Pengaduan ini diputuskan oleh pimpinan kantor, misalnya kepala desa atau sekretaris desa.")


def require_holder(staff: StaffMember, complaint: Complaint) -> None:
    """Raise ``NotAllowed`` unless ``staff`` handles the complaint and has taken it."""
    require_handler(staff, complaint)
    if complaint.taken_by_id != staff.pk:
        raise NotAllowed("Ambil dahulu pengaduan ini, supaya warga dan teman kerja tahu siapa yang mengerjakannya.")
