"""Hold an application and one question about it: always the application's row first."""

from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application, Referral
from tatadesa.core.errors import Conflict, NotFound

_NO_LONGER = {
    Referral.State.ANSWERED: "Permintaan ini sudah dijawab.",
    Referral.State.WITHDRAWN: "Permintaan ini sudah ditarik.",
    Referral.State.LAPSED: "Permintaan ini sudah lewat waktu.",
}


def lock_own(staff: StaffMember, number: str, referral_id: UUID, seen: int | None) -> tuple[Application, Referral]:
    """An application of the officer's own office and a question about it; raises ``NotFound``, ``Conflict``."""
    application = lock_for_staff(staff, number, seen)
    return application, _locked(application, referral_id)


def lock_asked(referral: Referral) -> tuple[Application, Referral]:
    """The same for whoever is asked, who has found ``referral`` through the own office or a link."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("office", "version")
    application = rows.get(pk=referral.application_id)
    return application, _locked(application, referral.pk)


def require_open(referral: Referral) -> None:
    """Raise ``Conflict`` when the locked question waits for no answer any more."""
    if not referral.is_open:
        raise Conflict(_NO_LONGER[Referral.State(referral.state)])


def _locked(application: Application, referral_id: UUID) -> Referral:
    # The application's row is held, so nobody changes which contact or office it is for meanwhile.
    found = Referral.objects.select_for_update(of=("self",)).filter(application=application, pk=referral_id).first()
    if found is None:
        raise NotFound
    return found
