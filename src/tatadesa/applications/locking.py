"""Fetch an application through its owner and hold its row: every action begins here."""

from django.db.models import Q, QuerySet

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import readable
from tatadesa.core.errors import Conflict, NotFound

_CHANGED = "Permohonan ini baru saja berubah. Lihat keadaan terbarunya, lalu putuskan lagi."


def lock_for_staff(staff: StaffMember, number: str, seen: int | None = None) -> Application:
    """The application of the officer's own office, locked until the transaction ends.

    ``seen`` is the history's length that the officer's page showed; when it has grown since, ``Conflict``.
    """
    application = _locked().filter(office=staff.office_id, number=number).first()
    if application is None:
        raise NotFound
    require_seen(application, seen)
    return application


def require_seen(application: Application, seen: int | None) -> None:
    """Raise ``Conflict`` when the locked application's history has grown past ``seen``, the length a page showed."""
    if seen is not None and application.event_count != seen:
        raise Conflict(_CHANGED)


def lock_for_citizen(account: Account, number: str) -> Application:
    """An application the citizen owns, locked until the transaction ends; raises ``NotFound``."""
    application = _locked().filter(citizen=account, number=number).first()
    if application is None:
        raise NotFound
    return application


def lock_for_reader(staff: StaffMember, number: str) -> Application:
    """An application that ``staff`` may read, locked; raises ``NotFound``. For what is said or ticked beside it."""
    if not Application.objects.filter(readable(staff), office=staff.office_id, number=number).exists():
        raise NotFound
    return lock_for_staff(staff, number)


def lock_for_talk(account: Account, number: str) -> Application:
    """An application the citizen owns or is the applicant of, locked; raises ``NotFound``."""
    mine = Q(citizen=account) | Q(applicant_account=account)
    application = _locked().filter(mine, number=number).first()
    if application is None:
        raise NotFound
    return application


def _locked() -> QuerySet[Application]:
    """Joined only with what never changes: who waited for the lock sees the locked row as it is now, but the joined
    rows as they were before (PostgreSQL, READ COMMITTED), so ``taken_by`` joined here could be another's or nobody.
    """
    return Application.objects.select_for_update(of=("self",)).select_related("office", "version")
