"""Every answer of the desk that is about one person leaves a row in the access log."""

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.core.access_log import record_look


def log_look(staff: StaffMember, application: Application, purpose: str) -> None:
    """Note that ``staff`` saw data of the applicant; ``purpose`` says which: the page, a document, the letter."""
    record_look(
        office_id=staff.office_id,
        actor_id=staff.pk,
        resident_id=application.resident_id,
        purpose=purpose,
        about=application.number,
    )
