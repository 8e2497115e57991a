"""Whose code it is when somebody has forgotten the PIN; runs as a job, so that nobody can time it."""

from datetime import date
from uuid import UUID

from tatadesa.accounts import contacts
from tatadesa.accounts.confirmation import issue_code
from tatadesa.accounts.models import Account, ConfirmationCode
from tatadesa.accounts.ports import Channel


def send_code_if_it_agrees(*, nik: str, born: date, channel: Channel, subject: UUID) -> None:
    """A code to a confirmed address where NIK and birth date belong together, a decoy otherwise.

    The chosen channel is a wish: who has confirmed only the other one gets the code there.
    """
    citizens = Account.objects.filter(kind=Account.Kind.CITIZEN, is_active=True, resident__birth_date=born)
    account = citizens.filter(login=nik, resident__nik=nik).first()
    known = contacts.confirmed(account) if account is not None else {}
    chosen = channel if channel in known else next(iter(known), channel)
    issue_code(
        purpose=ConfirmationCode.Purpose.FORGOTTEN_PIN,
        subject=str(subject),
        channel=chosen,
        address=known.get(chosen, ""),
        office_id=account.citizen.office_id if account is not None else None,
    )
