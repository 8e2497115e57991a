"""Say that an application is in order and hand it to the next step."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.answers import papers_missing
from tatadesa.applications.checklist import require_ready
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import require_actor
from tatadesa.applications.referrals import open_for_step, require_no_open_referral
from tatadesa.applications.states import Verb
from tatadesa.applications.steps import finish, in_whose_name
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import many_lines

MAX_NOTE = 1000


@transaction.atomic
def approve(staff: StaffMember, number: str, *, seen: int, note: str = "", confirmed: bool = True) -> Application:
    """Finish the checking step; ``note`` is for colleagues only. Issuing the letter is the last step's own verb.

    ``confirmed``: all requirements were looked at, also those that nobody has ticked (``checklist.require_ready``).
    """
    application = lock_for_staff(staff, number, seen)
    step = require_actor(staff, application, kind="verify")
    waited = papers_missing(application)
    if waited:
        raise Conflict(
            f"Masih menunggu berkas asli: {', '.join(waited)}. Setujui setelah berkasnya diterima, atau kembalikan."
        )
    require_no_open_referral(application)
    note = many_lines(note)
    if len(note) > MAX_NOTE:
        raise InvalidInput({"note": f"Catatan paling panjang {MAX_NOTE} huruf."})
    require_ready(application, confirmed=confirmed)
    label, instead_of = staff_label(staff), in_whose_name(step, staff)
    following = finish(application, step, staff)
    application.taken_by = None
    last = following is not None and following.kind == "issue"
    record(
        application,
        Verb.APPROVE if last else Verb.FORWARD,
        actor=staff.account,
        label=f"{label} a.n. {instead_of}" if instead_of else label,
        words="Berkas lengkap dan benar. Surat menunggu diterbitkan."
        if last
        else f"Diteruskan ke tahap: {following.label if following else ''}.",
        note=note,
    )
    if following is not None:
        open_for_step(application, following)
    return application
