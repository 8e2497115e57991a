"""What time does to a question nobody answers: a reminder a day before, one at the deadline, then its end."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tatadesa.applications.history import record
from tatadesa.applications.models import Referral
from tatadesa.applications.referral_locking import lock_asked
from tatadesa.applications.referrals import BY_ITSELF, WARN_BEFORE, end, publish
from tatadesa.applications.states import Verb, next_state
from tatadesa.core.clock import now

LAPSE_AFTER = timedelta(days=7)
_BATCH = 500


def keep_deadlines() -> int:
    """Do what is due for every question in the installation; gives how many changed. May run twice at once."""
    moment = now()
    addressed = ~Q(to_office=None) | ~Q(to_contact=None) | ~Q(to_role="")
    near = Q(due_at__lte=moment + WARN_BEFORE, warned_at=None)
    over = Q(due_at__lte=moment) & (Q(overdue_at=None) | Q(due_at__lte=moment - LAPSE_AFTER))
    rows = Referral.objects.filter(addressed, near | over, state=Referral.State.OPEN)
    ids = list(rows.order_by("due_at").values_list("pk", flat=True)[:_BATCH])
    return sum(keep_deadline(referral_id) for referral_id in ids)


@transaction.atomic
def keep_deadline(referral_id: UUID) -> bool:
    """The same for one question, judged under the lock; False when there was nothing to do."""
    application, referral = lock_asked(Referral.objects.get(pk=referral_id))
    moment = now()
    if not referral.is_open or referral.is_unaddressed or next_state(application.state, Verb.REMIND) is None:
        return False
    if referral.due_at <= moment - LAPSE_AFTER:
        end(application, referral, Referral.State.LAPSED, staff=None, reason="Tidak dijawab sampai lewat waktu.")
        return True
    is_over = referral.due_at <= moment
    if referral.overdue_at is not None or (not is_over and referral.warned_at is not None):
        return False
    if not is_over and referral.due_at > moment + WARN_BEFORE:
        return False
    referral.warned_at = referral.warned_at or moment
    referral.overdue_at = moment if is_over else None
    remember(referral)
    when = "Batas waktunya sudah tiba" if is_over else "Batas waktunya tinggal satu hari"
    words = f"{referral.to_label} diingatkan untuk menjawab. {when}."
    data = {"referral": str(referral.pk), "is_over": is_over}
    record(application, Verb.REMIND, actor=None, label=BY_ITSELF, words=words, data=data)
    publish(referral, application)
    return True


def remember(referral: Referral) -> None:
    """Count one more reminder."""
    referral.reminders += 1
    referral.reminded_at = now()
    referral.save()
