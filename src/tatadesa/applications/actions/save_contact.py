"""Keep the list of agencies that have no account here."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from tatadesa.accounts.contacts import clean_address
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.ports import Channel
from tatadesa.applications.models import AgencyContact
from tatadesa.applications.referral_permissions import require_contact_keeper
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.plain import one_line

MAX_NAME = 120


@transaction.atomic
def save_contact(staff: StaffMember, typed: Mapping[str, str], contact_id: UUID | None = None) -> AgencyContact:
    """A new contact of the officer's own office, or ``contact_id`` changed; raises ``InvalidInput``, ``NotFound``.

    ``typed`` holds ``kind``, ``name``, ``email``, ``phone`` and, when it is in use, ``is_active``.
    """
    contact = AgencyContact(office_id=staff.office_id)
    if contact_id is not None:
        rows = AgencyContact.objects.select_for_update(of=("self",))
        found = rows.filter(office=staff.office_id, pk=contact_id).first()
        if found is None:
            raise NotFound
        contact = found
    require_contact_keeper(staff)
    _read(contact, typed)
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as error:
        raise InvalidInput({"name": "Nama ini sudah ada di daftar. Pakai nama lain."}) from error
    return contact


def _read(contact: AgencyContact, typed: Mapping[str, str]) -> None:
    errors: dict[str, str] = {}
    contact.kind, contact.name = typed.get("kind", ""), one_line(typed.get("name", ""))
    contact.is_active = "is_active" in typed
    if contact.kind not in AgencyContact.Kind.values:
        errors["kind"] = "Pilih jenis instansi."
    if not contact.name or len(contact.name) > MAX_NAME:
        errors["name"] = f"Isi nama instansi, paling panjang {MAX_NAME} huruf."
    for channel, name in ((Channel.EMAIL, "email"), (Channel.WHATSAPP, "phone")):
        text = typed.get(name, "").replace("\0", "").strip()
        try:
            setattr(contact, name, clean_address(channel, text, name) if text else "")
        except InvalidInput as refused:
            errors |= refused.errors
    if not errors and contact.is_active and not (contact.email or contact.phone):
        errors["email"] = "Isi e-mail atau nomor WhatsApp, supaya tautan dapat dikirim."
    if errors:
        raise InvalidInput(errors)
