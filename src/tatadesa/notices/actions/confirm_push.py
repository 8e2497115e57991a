"""A phone says that a push message has arrived, or was opened."""

from tatadesa.notices import receipts
from tatadesa.notices.models import Notice
from tatadesa.notices.ports import Fate
from tatadesa.notices.wording import read_receipt


def confirm_push(receipt: str, *, opened: bool) -> bool:
    """``receipt`` is what came inside the encrypted message, so only the phone has it; False for anything else."""
    notice_id = read_receipt(receipt)
    if notice_id is None:
        return False
    notice = Notice.objects.filter(pk=notice_id, channel=Notice.Channel.WEB_PUSH).first()
    if notice is None:
        return False
    receipts.take_in(notice, Fate.READ if opened else Fate.DELIVERED)
    return True
