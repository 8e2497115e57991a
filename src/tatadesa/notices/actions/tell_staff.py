"""Tell one officer something on the desk: work that was handed over, a clock that runs out."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.notices.models import Notice
from tatadesa.notices.wording import Words


@transaction.atomic
def tell_staff(staff: StaffMember, occasion: str, said: Words) -> bool:
    """Write the notice on the desk of ``staff``, once per ``occasion`` (``reassign:<event id>``)."""
    _, is_new = Notice.objects.get_or_create(
        account_id=staff.pk,
        occasion=occasion,
        channel=Notice.Channel.IN_APP,
        target="",
        defaults={
            "office_id": staff.office_id,
            "title": said.title,
            "body": said.body,
            "link": said.link,
            "state": Notice.State.SENT,
            "sent_at": now(),
        },
    )
    if is_new:
        live.publish([live.office_topic(staff.office_id)], "notice", {})
    return is_new
