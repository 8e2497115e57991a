"""Phone numbers and e-mail addresses of citizens: how they are written, which are confirmed, telling their owner."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from lokal import parse_phone

from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.models import Account
from tatadesa.accounts.ports import Channel, Message
from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import phone_words

_LONGEST = 254


def clean_address(channel: Channel, typed: str, field: str = "alamat") -> str:
    """``typed`` as it is kept: a mobile number as 62..., or an e-mail address; raises ``InvalidInput`` at ``field``."""
    text = typed.strip()[: _LONGEST + 1]
    if channel is Channel.WHATSAPP:
        return _mobile(text, field)
    try:
        validate_email(text)
    except ValidationError as error:
        raise InvalidInput({field: "Isi alamat e-mail seperti nama@contoh.id."}) from error
    name, _, domain = text.rpartition("@")
    return f"{name}@{domain.lower()}"


def confirmed(account: Account) -> dict[Channel, str]:
    """The addresses of a citizen that a code has proven."""
    citizen = account.citizen
    found: dict[Channel, str] = {}
    if citizen.phone and citizen.phone_confirmed_at:
        found[Channel.WHATSAPP] = citizen.phone
    if citizen.email and citizen.email_confirmed_at:
        found[Channel.EMAIL] = citizen.email
    return found


def masked(channel: Channel, address: str) -> str:
    """Enough to recognise one's own: ``0812-****-7890``, ``s***@contoh.id``."""
    if channel is Channel.EMAIL:
        name, _, domain = address.rpartition("@")
        return f"{name[:1]}***@{domain}"
    words = phone_words(address)
    return f"{words[:4]}-****-{address[-4:]}"


def tell_owner(
    account: Account, *, purpose: str, subject: str, text: str, to: dict[Channel, str] | None = None
) -> None:
    """Queue a message to every confirmed address of a citizen (or to ``to``) that this installation can reach."""
    addresses = confirmed(account) if to is None else to
    for channel in available_channels(account.citizen.office_id):
        if channel in addresses:
            message = Message(channel, addresses[channel], purpose=purpose, subject=subject, text=text)
            queue_message(message, account.citizen.office_id)


def _mobile(text: str, field: str) -> str:
    plus = f"+{text}" if text.startswith("62") else text
    info = parse_phone(plus) if len(text) <= 30 else None
    # Only mobile numbers get a message; 080x is no range of a person's phone.
    if info is None or not info.valid or not (info.e164 or "").startswith("+628") or str(info.e164)[4] == "0":
        raise InvalidInput({field: "Isi nomor HP seperti 0812-3456-7890."})
    return str(info.e164).removeprefix("+")
