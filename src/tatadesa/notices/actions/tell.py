"""Tell one person something that is no event of an application: a reminder, the answer to a complaint."""

from uuid import UUID

from django.db import transaction

from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.notices import tasks
from tatadesa.notices.models import Notice, PushSubscription
from tatadesa.notices.wording import Words


@transaction.atomic
def tell(account_id: UUID, office_id: UUID, occasion: str, said: Words, *, rings: bool) -> bool:
    """Write the notice in the application and, with ``rings``, queue one push message per device.

    ``occasion`` names what it is about (``survey:<id>``): the unique key over it makes a repeat, also one at the same
    moment, add nothing. Gives True when this call wrote it. ``said`` shows on a locked screen when it rings: no
    content, no name.
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
        _queue_pushes(account_id, occasion, words)
    return is_new


def _queue_pushes(account_id: UUID, occasion: str, words: dict[str, object]) -> None:
    for subscription in PushSubscription.objects.filter(account=account_id, account__is_active=True):
        notice, is_new = Notice.objects.get_or_create(
            account_id=account_id,
            occasion=occasion,
            channel=Notice.Channel.WEB_PUSH,
            target=str(subscription.pk),
            defaults={**words, "subscription": subscription},
        )
        if is_new:
            tasks.queue_push(notice.pk)
