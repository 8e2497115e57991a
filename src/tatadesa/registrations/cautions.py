"""What an officer should know before deciding on a registration, in words. Nothing here refuses anything."""

from __future__ import annotations

from dataclasses import dataclass

from tatadesa.accounts.models import Account
from tatadesa.core.clock import office_today
from tatadesa.core.text import moment_words
from tatadesa.regions.queries import path
from tatadesa.registrations.comparison import LABELS
from tatadesa.registrations.deadlines import end_of
from tatadesa.registrations.models import IdentityPhoto, Registration
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.nik import check_nik
from tatadesa.residents.queries import age_on

CARD_AGE = 17
_OPEN = (Registration.State.WAITING, Registration.State.ASKED)
# Status codes of ``residents.ports.SourceStatus``; MATCHED and OFF are no reason to pause.
_POPULATION = {
    "not_matched": "Dukcapil: NIK ada, tetapi nama atau tanggal lahir tidak sama.",
    "not_found": "Dukcapil: NIK tidak ditemukan.",
    "deceased": "Dukcapil: pemilik NIK tercatat sudah meninggal.",
    "duplicate": "Dukcapil: NIK ini tercatat ganda.",
    "inactive": "Dukcapil: NIK ini tidak aktif.",
    "unavailable": "Dukcapil tidak dapat dihubungi, jadi NIK belum diperiksa di sana.",
}


@dataclass(frozen=True)
class Caution:
    """``key`` names the kind, for the page to put a way out beside it."""

    key: str
    words: str


def cautions(registration: Registration, resident: Resident | None, photo: IdentityPhoto | None) -> list[Caution]:
    """Everything to look at, the gravest first. ``resident`` is whom the account would belong to. Four queries."""
    return [
        *_accounts(registration, resident),
        *_others(registration),
        *_deadline(registration),
        *_register(resident),
        *_person(registration),
        *_number(registration),
        *_card(registration, photo),
        *_population(registration),
    ]


def has_account(nik: str) -> bool:
    """True when somebody signs in with this NIK, in whatever village. One query."""
    return Account.objects.filter(kind=Account.Kind.CITIZEN, login=nik).exists()


def population_words(registration: Registration) -> str:
    """What Dukcapil said, for reading."""
    if registration.population_check == "matched":
        return "Cocok"
    return _POPULATION.get(registration.population_check, "Tidak diperiksa").removeprefix("Dukcapil: ")


def _accounts(registration: Registration, resident: Resident | None) -> list[Caution]:
    if has_account(registration.nik):
        return [Caution("has_account", "NIK ini sudah punya akun. Pendaftaran ini tidak dapat disetujui.")]
    if resident is not None and resident.account_id is not None:
        return [Caution("tied", "Penduduk ini sudah terhubung dengan akun lain.")]
    return []


def _others(registration: Registration) -> list[Caution]:
    others = Registration.objects.filter(nik=registration.nik).exclude(pk=registration.pk)
    found = []
    offices = set(others.filter(state__in=_OPEN).values_list("office_id", flat=True))
    if registration.office_id in offices:
        found.append(
            Caution("other_open", "Ada pendaftaran lain untuk NIK ini yang belum diputuskan. Bandingkan dahulu.")
        )
    elif offices:
        found.append(Caution("other_open", "Ada pendaftaran lain untuk NIK ini di desa lain, belum diputuskan."))
    refused = (
        others.filter(office=registration.office_id, state=Registration.State.REFUSED).order_by("-decided_at").first()
    )
    if refused is not None and refused.decided_at is not None:
        when = moment_words(refused.decided_at, registration.office.timezone)
        found.append(Caution("refused_before", f"NIK ini pernah ditolak pada {when}: {refused.message}"))
    return found


def _deadline(registration: Registration) -> list[Caution]:
    end = end_of(registration, registration.office)
    if end is None:
        return []
    when = moment_words(end, registration.office.timezone)
    return [Caution("ending", f"Belum diputuskan: berakhir sendiri dan datanya dihapus pada {when}.")]


def _register(resident: Resident | None) -> list[Caution]:
    if resident is None or resident.base_status == codes.ALIVE:
        return []
    status = resident.get_base_status_display()
    return [Caution("status", f"Status penduduk ini di data penduduk: {status}. Pastikan siapa yang mendaftar.")]


def _person(registration: Registration) -> list[Caution]:
    found = []
    today = office_today(registration.office.timezone)
    if registration.birth_date is not None and age_on(today, registration.birth_date) < CARD_AGE:
        found.append(Caution("young", f"Pendaftar belum {CARD_AGE} tahun, jadi belum punya KTP sendiri."))
    if registration.contact_confirmed_at is None:
        found.append(Caution("contact", "Nomor HP atau e-mail belum dipastikan dengan kode, jadi kabar tidak dikirim."))
    return found


def _number(registration: Registration) -> list[Caution]:
    nik = registration.nik
    names = {region.code: region.name for region in path(f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}")}
    check = check_nik(nik, sex=registration.sex, birth_date=registration.birth_date, region_name=names.get)
    return [Caution("nik", f"NIK: {words}") for words in (*check.errors, *check.warnings)]


def _card(registration: Registration, photo: IdentityPhoto | None) -> list[Caution]:
    if photo is None:
        return [Caution("photo", "Tidak ada foto KTP. Minta foto lewat “Minta perbaikan”, atau lihat KTP aslinya.")]
    if registration.reading == Registration.Reading.UNREADABLE:
        return [Caution("unreadable", "Foto ini tidak terbaca oleh mesin. Bandingkan sendiri dengan teliti.")]
    doubtful = [label for field, label in LABELS.items() if field in (registration.card.get("doubtful") or ())]
    if doubtful:
        return [Caution("doubtful", f"Mesin ragu membaca {', '.join(doubtful)} di foto. Lihat sendiri.")]
    return []


def _population(registration: Registration) -> list[Caution]:
    words = _POPULATION.get(registration.population_check)
    return [Caution("population", words)] if words else []
