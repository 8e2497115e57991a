"""What the letter of an application would look like if it were issued now, marked as a draft."""

from __future__ import annotations

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.applications.models import Application
from tatadesa.core.clock import local, now, office_today
from tatadesa.core.errors import NotFound
from tatadesa.letters import typeset, verification
from tatadesa.letters.compose import Particulars
from tatadesa.letters.document import Document, Verification
from tatadesa.letters.draft import document_of
from tatadesa.letters.signer import Signer, signer_of
from tatadesa.offices.models import Office

DRAFT_NUMBER = "…/…"
DRAFT_MARK = "KONSEP"


def preview_pdf(staff: StaffMember, application: Application) -> bytes:
    """The draft as PDF; raises ``NotFound`` for another office's application."""
    return typeset.letter_pdf(_draft(staff, application), local(now(), application.office.timezone))


def preview_png(staff: StaffMember, application: Application) -> list[bytes]:
    """The draft's pages as PNG; raises ``NotFound`` for another office's application."""
    return typeset.letter_png(_draft(staff, application))


def _draft(staff: StaffMember, application: Application) -> Document:
    if application.office_id != staff.office_id:
        raise NotFound
    return document_of(
        application,
        _future_signer(staff, application),
        Particulars(DRAFT_NUMBER, office_today(application.office.timezone), unissued(DRAFT_MARK), DRAFT_MARK),
    )


def unissued(mark: str) -> Verification:
    """Where a letter that was never issued points: the entrance of the verification pages."""
    return Verification(address=verification.entrance_url(), entrance=verification.entrance(), code=mark)


def head_of(office: Office, roles: list[str]) -> StaffMember | None:
    """An active staff member of ``office`` with one of ``roles``, the head first."""
    named = office.staff_members.filter(roles__overlap=roles, account__is_active=True).order_by("name")
    found = [member for member in named if member.has_role(*roles)]
    return min(found, key=lambda member: not member.has_role(Role.KADES), default=None)


def _future_signer(staff: StaffMember, application: Application) -> Signer:
    """The viewer when the issuing step is his or hers, else whoever of the office would sign."""
    step = next((one for one in application.steps.all() if one.kind == "issue"), None)
    roles = step.roles if step is not None else [Role.KADES]
    signer = staff if staff.has_role(*roles) else head_of(application.office, roles)
    return signer_of(signer or staff, application.office)
