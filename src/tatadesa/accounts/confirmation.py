"""Six-digit codes that prove a phone number or an e-mail address is somebody's own."""

import hmac
import secrets as random
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.messages import end_message, queue_message
from tatadesa.accounts.models import ConfirmationCode
from tatadesa.accounts.ports import Channel, Message
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.ids import uuid7

GOOD_FOR = timedelta(minutes=10)
MAX_TRIES = 5
_WRONG = "Kode salah. Periksa lagi 6 angka di pesan terakhir."
_OVER = "Kode ini sudah tidak berlaku. Minta kode baru."


def send_code(*, purpose: str, subject: str, channel: Channel, address: str, office_id: UUID, client: str = "") -> None:
    """Send a fresh code for ``subject`` (an account's or a registration's id) to ``address`` (62... or e-mail).

    It is good for ten minutes and five tries, and ends the one before. ``client`` is the address of whoever asks.
    Raises ``TooMany`` after five codes an hour for one subject or one address, or thirty from one client.
    """
    spend("code-subject", fingerprint(f"{purpose}:{subject}"), capacity=5, per_seconds=3600)
    spend("code-address", fingerprint(address), capacity=5, per_seconds=3600)
    if client:
        spend("code-client", client, capacity=30, per_seconds=3600)
    issue_code(purpose=purpose, subject=subject, channel=channel, address=address, office_id=office_id)


@transaction.atomic
def issue_code(*, purpose: str, subject: str, channel: Channel, address: str, office_id: UUID | None) -> None:
    """Make the code and queue its message in the name of an office, without limits: the caller has spent its own.

    Without ``address`` or office it is a decoy: a row that lives and dies like a real one and that no code fits.
    """
    row_id = uuid7()
    code = f"{random.randbelow(1_000_000):06d}"
    moment = now()
    ConfirmationCode.objects.create(
        id=row_id,
        purpose=purpose,
        subject=subject,
        channel=channel,
        address=address,
        code_hash=_hash(row_id, code if address and office_id else random.token_hex(16)),
        created_at=moment,
        expires_at=moment + GOOD_FOR,
    )
    if address and office_id is not None:
        queue_message(_message(channel, address, code), office_id, good_for=GOOD_FOR, key=str(row_id))


def check_code(*, purpose: str, subject: str, typed: str) -> ConfirmationCode:
    """The code row that ``typed`` fits, now used up and no longer on its way; it names the address that is proven.

    Raises ``InvalidInput`` at ``kode``. Never call it inside a transaction: what an error rolls back would not count
    as a try (Django then raises ``RuntimeError``).
    """
    with transaction.atomic(durable=True):
        row, problem = _try(purpose, subject, "".join(typed.split()))
    if problem or row is None:
        raise InvalidInput({"kode": problem})
    return row


def _try(purpose: str, subject: str, typed: str) -> tuple[ConfirmationCode | None, str]:
    rows = ConfirmationCode.objects.select_for_update(of=("self",)).filter(purpose=purpose, subject=subject)
    row = rows.order_by("-created_at", "-id").first()
    if row is None or row.used_at is not None or row.tries >= MAX_TRIES or row.expires_at <= now():
        return row, _OVER
    row.tries += 1
    is_right = hmac.compare_digest(row.code_hash, _hash(row.pk, typed))
    if is_right:
        row.used_at = now()
    row.save(update_fields=["tries", "used_at"])
    if is_right:
        end_message(str(row.pk))
    return row, "" if is_right else _WRONG


def _hash(row_id: UUID, code: str) -> str:
    """Keyed, as a million codes are hashed in a second."""
    return fingerprint(f"code:{row_id}:{code}")


def _message(channel: Channel, address: str, code: str) -> Message:
    text = (
        f"Kode TataDesa Anda: {code}. Berlaku 10 menit. Jangan berikan kepada siapa pun, petugas desa pun tidak pernah "
        "memintanya. Tidak merasa meminta kode? Abaikan pesan ini."
    )
    return Message(channel, address, purpose="kode", subject="Kode TataDesa", text=text, code=code)
