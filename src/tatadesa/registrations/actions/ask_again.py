"""Ask the person to mend a registration, with an exact list."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines
from tatadesa.registrations import history
from tatadesa.registrations.locking import lock_for_decision
from tatadesa.registrations.models import Registration
from tatadesa.registrations.replies import tell

MAX_MESSAGE = 300
MAX_WHOLE = 500
# What can be asked for: how the page names it, and what the person reads.
ASKABLE = {
    "photo": ("Foto KTP", "Foto KTP lagi: seluruh kartu terlihat, terang, dan tidak buram."),
    "nik": ("NIK", "Periksa lagi NIK Anda, 16 angka seperti di KTP."),
    "name": ("Nama", "Tulis nama lengkap seperti di KTP."),
    "birth_place": ("Tempat lahir", "Periksa lagi tempat lahir seperti di KTP."),
    "birth_date": ("Tanggal lahir", "Periksa lagi tanggal lahir seperti di KTP."),
    "sex": ("Jenis kelamin", "Periksa lagi jenis kelamin."),
    "address": ("Alamat", "Periksa lagi alamat, RT, dan RW seperti di KTP."),
}


@transaction.atomic
def ask_again(
    staff: StaffMember, registration_id: UUID, *, seen: int, fields: Sequence[str], message: str = ""
) -> Registration:
    """Open ``fields`` (keys of ``ASKABLE``) to the person; ``message`` adds words of the officer's own.

    The photo stays until another replaces it, at the latest until its own date.
    """
    registration = lock_for_decision(staff, registration_id, seen, Registration.State.WAITING)
    message = many_lines(message)
    asked = [field for field in ASKABLE if field in fields]
    whole = " ".join([*(ASKABLE[field][1] for field in asked), message]).strip()
    errors = {}
    if not fields or not set(fields) <= set(ASKABLE):
        errors["fields"] = "Centang paling sedikit satu yang harus diperbaiki."
    if len(message) > MAX_MESSAGE:
        errors["message"] = f"Pesan paling panjang {MAX_MESSAGE} huruf."
    elif len(whole) > MAX_WHOLE:
        errors["message"] = f"Pesan ini terlalu panjang. Kurangi {len(whole) - MAX_WHOLE} huruf."
    if errors:
        raise InvalidInput(errors)
    registration.state = Registration.State.ASKED
    registration.asked_fields = asked
    registration.message = whole
    registration.edition += 1
    registration.save()
    names = ", ".join(ASKABLE[field][0] for field in asked)
    history.record(registration, "ask_again", registration.state, staff.account, f"Petugas meminta perbaikan: {names}.")
    tell(
        registration,
        "pendaftaran_diperbaiki",
        "Pendaftaran Anda perlu diperbaiki",
        f"pendaftaran akun Anda perlu diperbaiki. {registration.message}",
        "/daftar/",
    )
    return registration
