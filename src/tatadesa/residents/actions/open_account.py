"""An officer opens an account for a resident who has come to the counter."""

from uuid import UUID

from django.db import IntegrityError, transaction

from tatadesa.accounts import history
from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.actions.give_temporary_pin import GOOD_FOR
from tatadesa.accounts.contacts import clean_address
from tatadesa.accounts.models import Account, AccountEvent, StaffMember
from tatadesa.accounts.passwords import random_pin
from tatadesa.accounts.permissions import may_manage_citizens
from tatadesa.accounts.ports import Channel
from tatadesa.core.clock import now
from tatadesa.core.effects import emit
from tatadesa.core.errors import Conflict, NotAllowed, NotFound
from tatadesa.residents import codes
from tatadesa.residents.models import Resident


@transaction.atomic
def open_account(staff: StaffMember, resident_id: UUID, *, phone: str = "") -> str:
    """Make the account, tie it to the resident and give the temporary PIN to show once.

    ``phone`` as typed, may be empty; nobody has proven it yet, so no code goes there before its owner confirms it.
    Raises ``NotAllowed``, ``NotFound``, ``Conflict`` (has one already) or ``InvalidInput`` at ``telepon``.
    """
    if not may_manage_citizens(staff):
        raise NotAllowed("Hanya operator atau sekretaris desa yang mengurus akun warga.")
    rows = Resident.objects.select_for_update(of=("self",)).filter(office=staff.office_id)
    resident = rows.filter(pk=resident_id).first()
    if resident is None:
        raise NotFound
    if resident.base_status != codes.ALIVE:
        raise Conflict("Akun hanya untuk penduduk yang masih tercatat tinggal di desa.")
    if resident.account_id is not None:
        raise Conflict("Warga ini sudah punya akun.")
    number = clean_address(Channel.WHATSAPP, phone, "telepon") if phone.strip() else None
    pin = random_pin()
    account = _create(staff, resident, pin, number)
    account.temporary_until = now() + GOOD_FOR
    account.save(update_fields=["temporary_until"])
    resident.account = account
    resident.save(update_fields=["account"])
    words = f"Akun dibuat petugas {staff.name} di kantor desa, dengan PIN sementara."
    history.record(account, AccountEvent.Kind.CREATED, words, actor=staff.account)
    emit("account.tied", {"account_id": str(account.pk), "resident_id": str(resident.pk)})
    return pin


def _create(staff: StaffMember, resident: Resident, pin: str, phone: str | None) -> Account:
    try:
        with transaction.atomic():
            return create_citizen(staff.office, resident.nik, pin, resident.name, phone)
    except IntegrityError as error:
        raise Conflict("NIK ini sudah punya akun. Periksa halaman Pendaftaran, atau hubungi administrator.") from error
