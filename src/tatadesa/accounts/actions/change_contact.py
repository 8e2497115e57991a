"""A citizen changes the phone number or e-mail address that codes go to."""

from django.db import transaction

from tatadesa.accounts import contacts, history, own_secret
from tatadesa.accounts.confirmation import check_code, send_code
from tatadesa.accounts.models import Account, AccountEvent, Citizen, ConfirmationCode
from tatadesa.accounts.ports import Channel
from tatadesa.core.clock import now

_PURPOSE = ConfirmationCode.Purpose.NEW_CONTACT


def begin_change_contact(account: Account, channel: Channel, typed: str, *, pin: str, client: str) -> str:
    """Send a code to the new address, once the PIN was typed again; gives the address as it is kept.

    Raises ``InvalidInput`` at ``alamat`` or ``pin``, ``TooMany`` when asked too often.
    """
    address = contacts.clean_address(channel, typed)
    own_secret.confirm(account, pin, field="pin")
    office_id = account.citizen.office_id
    send_code(
        purpose=_PURPOSE,
        subject=str(account.pk),
        channel=channel,
        address=address,
        office_id=office_id,
        client=client,
    )
    return address


def change_contact(account: Account, typed: str) -> Channel:
    """Take over the address that the code ``typed`` was sent to; the old one is told. Raises ``InvalidInput``."""
    row = check_code(purpose=_PURPOSE, subject=str(account.pk), typed=typed)
    channel = Channel(row.channel)
    before = contacts.confirmed(account)
    with transaction.atomic():
        citizen = Citizen.objects.select_for_update(of=("self",)).get(pk=account.pk)
        if channel is Channel.WHATSAPP:
            citizen.phone, citizen.phone_confirmed_at = row.address, now()
        else:
            citizen.email, citizen.email_confirmed_at = row.address, now()
        citizen.save()
        what = "Nomor HP" if channel is Channel.WHATSAPP else "Alamat e-mail"
        words = f"{what} diganti menjadi {contacts.masked(channel, row.address)}."
        history.record(account, AccountEvent.Kind.CONTACT_CHANGED, words, actor=account)
        contacts.tell_owner(
            account,
            purpose="pin_diganti",
            subject=f"{what} Anda diganti",
            text=f"{what} akun TataDesa Anda baru saja diganti. Bukan Anda? Segera hubungi kantor desa.",
            to={key: value for key, value in before.items() if value != row.address},
        )
    return channel
