"""Approve a registration: an account, tied to a resident of the register where there is one."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.registrations.activation import activate
from tatadesa.registrations.cautions import has_account
from tatadesa.registrations.comparison import compare, identity_differs
from tatadesa.registrations.locking import lock_for_decision
from tatadesa.registrations.models import Registration
from tatadesa.registrations.queries import DECIDABLE, resident_of_register
from tatadesa.registrations.replies import tell
from tatadesa.residents import codes
from tatadesa.residents.models import Resident


@transaction.atomic
def approve(
    staff: StaffMember, registration_id: UUID, *, seen: int, resident_id: UUID | None, checked: bool = False
) -> Registration:
    """Make the account with the PIN that was chosen, and delete the photo.

    ``resident_id`` is a resident of the officer's own register, None for a person who is not in it: they can sign in,
    but apply for nothing until they are. ``checked`` says that the officer has looked at a NIK, name or birth date that
    the register has otherwise.
    """
    registration = lock_for_decision(staff, registration_id, seen, *DECIDABLE)
    if has_account(registration.nik):
        raise Conflict(
            "NIK ini sudah punya akun. Bila warga lupa PIN, ganti PIN dari halaman akunnya. Tolak pendaftaran ini."
        )
    if not registration.pin_hash:
        raise Conflict("PIN belum dibuat, jadi akun belum dapat dibuka. Minta warga mendaftar lagi.")
    resident = _resident(staff, resident_id)
    if resident is not None and not checked and identity_differs(compare(registration, resident)):
        raise InvalidInput({"checked": "Ada NIK, nama, atau tanggal lahir yang beda. Periksa, lalu centang kotak ini."})
    registration.resident = resident
    activate(registration, staff)
    tell(
        registration,
        "akun_aktif",
        "Akun Anda sudah aktif",
        "akun Anda sudah aktif. Masuk dengan NIK dan PIN yang Anda buat saat mendaftar.",
        "/masuk/",
    )
    return registration


def _resident(staff: StaffMember, resident_id: UUID | None) -> Resident | None:
    if resident_id is None:
        return None
    resident = resident_of_register(staff, resident_id)
    if resident.account_id is not None:
        raise Conflict(
            "Penduduk ini sudah terhubung dengan akun lain. Pilih penduduk lain, atau tolak pendaftaran ini."
        )
    if resident.base_status == codes.DEAD:
        raise Conflict("Penduduk ini tercatat meninggal. Perbaiki dahulu data penduduknya, atau tolak pendaftaran ini.")
    return resident
