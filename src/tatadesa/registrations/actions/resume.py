"""Come back to a sent registration from another phone, by the contact that was confirmed."""

from uuid import UUID

from tatadesa.accounts.confirmation import check_code, issue_code
from tatadesa.accounts.contacts import clean_address
from tatadesa.accounts.messages import available_channels
from tatadesa.accounts.models import ConfirmationCode
from tatadesa.accounts.ports import Channel
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import InvalidInput
from tatadesa.core.ids import uuid7
from tatadesa.registrations.filling import find
from tatadesa.registrations.models import Registration
from tatadesa.residents.nik import check_nik

_OVER = (Registration.State.BEGUN, Registration.State.EXPIRED)


def send_resume_code(*, nik: str, channel: Channel, typed: str, client: str) -> UUID:
    """Send a code to ``typed`` if a registration for ``nik`` confirmed that contact; gives what the code belongs to.

    When there is none, a decoy that no code opens takes its place: same answer, same work. Raises ``InvalidInput`` at
    ``nik`` or ``alamat`` for what cannot be either, and ``TooMany`` after 5 codes an hour for one NIK or one contact,
    or 30 from one ``client``.
    """
    check = check_nik(nik)
    if check.errors:
        raise InvalidInput({"nik": " ".join(check.errors)})
    if channel not in available_channels(None):
        raise InvalidInput({"alamat": "Isi nomor HP atau e-mail yang Anda pakai waktu mendaftar."})
    address = clean_address(channel, typed)
    spend("register-resume", fingerprint(check.nik), capacity=5, per_seconds=3600)
    spend("code-address", fingerprint(address), capacity=5, per_seconds=3600)
    spend("code-client", client, capacity=30, per_seconds=3600)
    found = _find(check.nik, channel, address)
    subject = uuid7() if found is None else found.pk
    issue_code(
        purpose=ConfirmationCode.Purpose.REGISTER,
        subject=_subject(subject),
        channel=channel,
        address="" if found is None else address,
        office_id=None if found is None else found.office_id,
    )
    return subject


def confirm_resume(subject: UUID, typed: str) -> Registration:
    """The registration that the code opens; raises ``InvalidInput`` at ``kode``."""
    check_code(purpose=ConfirmationCode.Purpose.REGISTER, subject=_subject(subject), typed=typed)
    return find(subject)


def _find(nik: str, channel: Channel, address: str) -> Registration | None:
    field = "phone" if channel is Channel.WHATSAPP else "email"
    rows = Registration.objects.filter(nik=nik, contact_confirmed_at__isnull=False, **{field: address})
    return rows.exclude(state__in=_OVER).order_by("-sent_at").first()


def _subject(registration_id: UUID) -> str:
    """Apart from the codes that confirm a contact of the same registration."""
    return f"resume:{registration_id}"
