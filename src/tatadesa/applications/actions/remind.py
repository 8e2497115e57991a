"""Ask again for an answer that has not come."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.keep_deadline import remember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.models import Referral
from tatadesa.applications.referral_locking import lock_own, require_open
from tatadesa.applications.referral_permissions import require_manager
from tatadesa.applications.referrals import publish
from tatadesa.applications.states import Verb
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict

AT_MOST_EVERY = timedelta(hours=12)


@transaction.atomic
def remind(staff: StaffMember, number: str, referral_id: UUID, *, seen: int) -> Referral:
    """Tell whoever is asked once more, twice a day at most; contacts get a fresh link."""
    application, referral = lock_own(staff, number, referral_id, seen)
    require_manager(staff, application)
    require_open(referral)
    if referral.is_unaddressed:
        raise Conflict("Permintaan ini belum dikirim ke siapa pun. Pilih dahulu tujuannya.")
    if referral.reminded_at is not None and referral.reminded_at > now() - AT_MOST_EVERY:
        raise Conflict("Baru saja diingatkan. Tunggu dua belas jam, atau hubungi lewat telepon.")
    remember(referral)
    record(
        application,
        Verb.REMIND,
        actor=staff.account,
        label=staff_label(staff),
        words=f"{referral.to_label} diingatkan untuk menjawab.",
        data={"referral": str(referral.pk)},
    )
    publish(referral, application)
    return referral
