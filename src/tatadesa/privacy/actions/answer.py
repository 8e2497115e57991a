"""The office answers a request about personal data."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.accounts.ports import Channel, Message
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.privacy import closing
from tatadesa.privacy.models import DataRequest
from tatadesa.privacy.permissions import may_answer, may_read

_MAX_ANSWER = 1000


@transaction.atomic
def answer(staff: StaffMember, request_id: UUID, *, is_granted: bool, words: str) -> DataRequest:
    """Close the request with the office's words; a granted deletion closes the account in the same transaction.

    A correction is made on the register's own page first; here the office says that it is done, or why not. Raises
    ``NotFound``, ``NotAllowed``, ``Conflict`` when answered already, ``InvalidInput`` under ``words``.
    """
    if not may_read(staff):
        raise NotFound
    found = DataRequest.objects.select_for_update(of=("self",)).filter(office=staff.office_id, pk=request_id).first()
    if found is None:
        raise NotFound
    if not may_answer(staff, found):
        raise NotAllowed("Penutupan akun diputuskan oleh sekretaris desa atau kepala desa.")
    if found.state != DataRequest.State.OPEN:
        raise Conflict(f"Permintaan ini sudah selesai: {found.get_state_display()}.")
    said = words.strip()
    if not said:
        raise InvalidInput({"words": "Tulis jawaban untuk warga: apa yang sudah dilakukan, atau mengapa tidak dapat."})
    if len(said) > _MAX_ANSWER:
        raise InvalidInput({"words": f"Terlalu panjang: paling banyak {_MAX_ANSWER} huruf."})
    found.state = DataRequest.State.GRANTED if is_granted else DataRequest.State.REFUSED
    found.answer = said
    found.answered_by = staff
    found.closed_at = now()
    found.save(update_fields=["state", "answer", "answered_by", "closed_at"])
    account = Account.objects.get(pk=found.account_id)
    _tell(account, found)
    if is_granted and found.kind == DataRequest.Kind.DELETION:
        closing.close(account)
    live.publish([live.office_topic(found.office_id)], "data_request", {})
    return found


def _tell(account: Account, request: DataRequest) -> None:
    """To the confirmed contact, before a closing erases it; what was asked and answered is read in the account."""
    citizen = account.citizen
    contacts = (
        (Channel.WHATSAPP, citizen.phone if citizen.phone_confirmed_at else None),
        (Channel.EMAIL, citizen.email if citizen.email_confirmed_at else None),
    )
    ready = available_channels(request.office_id)
    for channel, address in contacts:
        if address and channel in ready:
            closed = request.kind == DataRequest.Kind.DELETION and request.state == DataRequest.State.GRANTED
            text = (
                f"Akun TataDesa Anda di {citizen.office.full_name} sudah ditutup sesuai permintaan Anda."
                if closed
                else f"{citizen.office.full_name} sudah menjawab permintaan tentang data Anda. Buka Akun, Data saya."
            )
            message = Message(channel, address, "permintaan_data", "Permintaan data Anda", text)
            queue_message(message, request.office_id)
            return
