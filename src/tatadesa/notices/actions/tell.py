"""Tell one person something that is no event of an application: a reminder, the answer to a complaint."""

from uuid import UUID

from django.db import transaction

from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.notices.models import Notice
from tatadesa.notices.rounds import About, begin
from tatadesa.notices.wording import Words


@transaction.atomic
def tell(account_id: UUID, office_id: UUID, occasion: str, said: Words, *, rings: bool) -> bool:
    """Write the notice in the application and, with ``rings``, begin a round through the person's channels.

    ``occasion`` names what it is about (``survey:<id>``): the unique key over it makes a repeat, also one at the same
    moment, add nothing. Gives True when this call wrote it. What leaves the application is not ``said`` but the
    office's words for this kind of occasion.
    """
    words = {"office_id": office_id, "title": said.title, "body": said.body, "link": said.link}
    _, is_new = Notice.objects.get_or_create(
        account_id=account_id,
        occasion=occasion,
        channel=Notice.Channel.IN_APP,
        target="",
        defaults={**words, "state": Notice.State.SENT, "sent_at": now()},
    )
    if is_new:
        live.publish([live.citizen_topic(account_id)], "notice", {"number": ""})
    if rings:
        begin(About(occasion=occasion), account_id, office_id, said.link)
    return is_new
