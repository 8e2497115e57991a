"""Refuse a registration, with the reason."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines
from tatadesa.registrations import history, photos
from tatadesa.registrations.locking import lock_for_decision
from tatadesa.registrations.models import Registration
from tatadesa.registrations.queries import DECIDABLE
from tatadesa.registrations.replies import tell

MAX_WORDS = 300
# How the page names a reason, and what the person reads. None of them says whether a NIK is known or has an account:
# who registers may not be who the NIK belongs to.
REASONS = {
    "not_resident": (
        "Bukan penduduk desa ini",
        "Data Anda tidak kami temukan di data penduduk desa. Datanglah ke kantor desa dengan KTP dan KK.",
    ),
    "other_person": (
        "Foto dan isian tidak sesuai",
        "Isian tidak sama dengan KTP di foto. Daftar lagi dengan KTP Anda sendiri, atau datang ke kantor desa.",
    ),
    "no_card": ("Foto bukan KTP asli", "Foto yang dikirim bukan KTP asli. Daftar lagi dengan foto KTP Anda sendiri."),
    "has_account": (
        "NIK sudah punya akun",
        "Pendaftaran ini tidak dapat diselesaikan di sini. Masuk atau Lupa PIN, atau datang ke kantor desa dengan KTP.",
    ),
    "too_young": (
        "Belum berumur 17 tahun",
        "Akun dibuat mulai umur 17 tahun. Orang tua dapat mengajukan surat untuk Anda dari akunnya.",
    ),
    "other": ("Alasan lain", ""),
}


@transaction.atomic
def refuse(staff: StaffMember, registration_id: UUID, *, seen: int, reason: str, words: str = "") -> Registration:
    """End the registration. ``reason`` is a key of ``REASONS``; ``words`` add the officer's own, and are the reason
    itself for "other". The person reads both; the photo is deleted at once.
    """
    registration = lock_for_decision(staff, registration_id, seen, *DECIDABLE)
    words = many_lines(words)
    errors = {}
    if reason not in REASONS:
        errors["reason"] = "Pilih alasan penolakan. Warga berhak mengetahuinya."
    if reason == "other" and not words:
        errors["words"] = "Tulis alasan penolakan. Warga berhak mengetahuinya."
    elif len(words) > MAX_WORDS:
        errors["words"] = f"Alasan paling panjang {MAX_WORDS} huruf."
    if errors:
        raise InvalidInput(errors)
    label, told = REASONS[reason]
    registration.state = Registration.State.REFUSED
    registration.message = f"{told} {words}".strip()
    registration.asked_fields = []
    registration.pin_hash = ""
    registration.card = {}
    registration.decided_by = staff
    registration.decided_at = now()
    registration.edition += 1
    registration.save()
    photos.delete_of(registration)
    history.record(registration, "refuse", registration.state, staff.account, f"Ditolak: {label}.")
    tell(
        registration,
        "pendaftaran_ditolak",
        "Pendaftaran Anda belum dapat diterima",
        f"pendaftaran akun Anda belum dapat diterima. {registration.message}",
        "/daftar/",
    )
    return registration
