"""Who sees and who keeps the books and the numbers of an office."""

from tatadesa.accounts.models import Right, Role, StaffMember
from tatadesa.core.errors import NotAllowed

_KEEPERS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES, Role.AGENCY_OFFICER)
_DECIDERS = (Role.SEKDES, Role.KADES)


def may_keep_books(staff: StaffMember) -> bool:
    """Reads and writes agenda, expedition book and archive, and reserves numbers."""
    return staff.may(Right.SEE) and staff.has_role(*_KEEPERS)


def require_keeper(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_keep_books``."""
    if not may_keep_books(staff):
        raise NotAllowed("Buku surat dibuka oleh perangkat yang mengurus surat di kantor ini.")


def may_decide_archive(staff: StaffMember) -> bool:
    """Decides about letters whose term has ended, and about the classification list."""
    return staff.may(Right.SEE) and staff.has_role(*_DECIDERS)


def require_archivist(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_decide_archive``."""
    if not may_decide_archive(staff):
        raise NotAllowed("Ini diputuskan oleh kepala desa atau sekretaris desa.")
