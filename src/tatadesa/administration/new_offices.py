"""Offices that are not there yet: what is said of one, judged and turned into rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.text import slugify

from tatadesa.accounts.models import Account, AccountEvent, Role, StaffMember
from tatadesa.accounts.staff_form import read_username
from tatadesa.administration.actions.change_profile import Profile, read_profile
from tatadesa.administration.models import OfficeChange
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line, storable
from tatadesa.offices.models import Office
from tatadesa.regions import names
from tatadesa.regions.models import Region

GOOD_FOR = timedelta(days=14)
"""How long the first password of a new office opens it: lists are printed and carried to the villages."""

AGENCIES = (
    Office.Kind.KUA,
    Office.Kind.POLSEK,
    Office.Kind.PUSKESMAS,
    Office.Kind.DUKCAPIL,
    Office.Kind.DINAS,
)
_WITA = (51, 52, 53, 63, 64, 65, 71, 72, 73, 74, 75, 76)
_WEST_KALIMANTAN = (61, 62)
_FIRST_OF_THE_EAST = 81
_SHORT = {"Desa": "DS", "Desa Adat": "DS", "Kelurahan": "KEL", "Kecamatan": "KEC", "Distrik": "DIST"}
_KINDS = {
    "Desa": Office.Kind.DESA,
    "Desa Adat": Office.Kind.DESA,
    "Kelurahan": Office.Kind.KELURAHAN,
    "Kecamatan": Office.Kind.KECAMATAN,
    "Distrik": Office.Kind.KECAMATAN,
    "Kabupaten": Office.Kind.KABUPATEN,
    "Kota": Office.Kind.KABUPATEN,
}


@dataclass(frozen=True)
class Typed:
    """What somebody says of a new office. ``kind`` is empty for the office that the region itself has."""

    region: str
    address: str
    admin_name: str
    username: str
    postcode: str = ""
    phone: str = ""
    email: str = ""
    kind: str = ""
    name: str = ""


@dataclass(frozen=True)
class Prepared:
    """An office not yet written, with who is to be its first administrator."""

    office: Office
    username: str
    admin_name: str


@dataclass(frozen=True)
class Known:
    """What new offices are judged against. Three queries for any number of them."""

    regions: dict[str, Region]
    codes: set[str]
    usernames: set[str]

    @classmethod
    def of(cls, rows: Iterable[Typed]) -> Known:
        """Everything that the regions, codes and user names of ``rows`` meet."""
        typed = list(rows)
        codes = {storable(row.region) for row in typed}
        wanted = {".".join(code.split(".")[:depth]) for code in codes for depth in range(1, 5)}
        usernames = {one_line(row.username).lower() for row in typed}
        accounts = Account.objects.select_related(None).filter(kind=Account.Kind.STAFF, login__in=usernames)
        return cls(
            Region.objects.in_bulk(wanted),
            set(Office.objects.values_list("code", flat=True)),
            set(accounts.values_list("login", flat=True)),
        )


def prepare(typed: Typed, known: Known, *, within: str = "") -> Prepared:
    """The office of ``typed``; ``within`` is the code of the region it must lie in. Raises ``InvalidInput``.

    Name, kind, zone, letterhead and number code come from the region and can be changed by the office later.
    """
    errors: dict[str, str] = {}
    region = known.regions.get(typed.region)
    if region is None or region.retired or region.level == Region.Level.PROVINCE:
        errors["kode"] = "Kode wilayah ini tidak ada. Tulis seperti 33.02.07.2001."
        region = None
    elif within and not (f"{region.code}.".startswith(f"{within}.") and (typed.kind or region.code != within)):
        errors["kode"] = "Wilayah ini di luar wilayah kantor Anda."
    office = _office(typed, region, known, errors) if region is not None else Office()
    if office.code in known.codes:
        errors["kode"] = "Kantor ini sudah ada di sistem."
    try:
        profile = read_profile(Profile(typed.address, typed.postcode, typed.phone, typed.email))
        office.address, office.phone, office.email = profile.address, profile.phone, profile.email
        office.postcode = profile.postcode or office.postcode
    except InvalidInput as refused:
        errors |= refused.errors
    username = _username(typed, known, errors)
    admin_name = one_line(typed.admin_name)
    if not 0 < len(admin_name) <= 120:
        errors["admin"] = "Tulis nama administratornya, paling panjang 120 huruf."
    if errors:
        raise InvalidInput(errors)
    return Prepared(office, username, admin_name)


def write(prepared: Sequence[Prepared], hashes: Sequence[str], maker: StaffMember | None) -> None:
    """Write the offices with their first administrators, whose passwords have been hashed before; all or none.

    ``maker`` is who does it, None for the command line. Raises ``IntegrityError`` where a code or a user name has been
    taken meanwhile.
    """
    moment = now()
    accounts = [
        Account(kind=Account.Kind.STAFF, login=one.username, password=hashed, temporary_until=moment + GOOD_FOR)
        for one, hashed in zip(prepared, hashes, strict=True)
    ]
    by = f"{maker.name}, {maker.office.full_name}" if maker is not None else "baris perintah"
    pairs = list(zip(prepared, accounts, strict=True))
    with transaction.atomic():
        Office.objects.bulk_create([one.office for one in prepared])
        Account.objects.bulk_create(accounts)
        StaffMember.objects.bulk_create(
            StaffMember(
                account=account,
                office=one.office,
                name=one.admin_name,
                position="Administrator",
                roles=[Role.ADMINISTRATOR],
            )
            for one, account in pairs
        )
        AccountEvent.objects.bulk_create(
            AccountEvent(
                office=one.office,
                account=account,
                kind=AccountEvent.Kind.CREATED,
                actor=maker.account if maker is not None else None,
                words=f"Akun administrator pertama dibuat oleh {by}."[:300],
                at=moment,
            )
            for one, account in pairs
        )
        OfficeChange.objects.bulk_create(
            OfficeChange(
                office=one.office,
                topic=OfficeChange.Topic.MADE,
                actor=maker,
                actor_label=by[:260],
                words=f"Kantor dibuat. Administrator pertama: {one.admin_name}.",
            )
            for one in prepared
        )


def _office(typed: Typed, region: Region, known: Known, errors: dict[str, str]) -> Office:
    kind, name, code = _KINDS[names.kind(region)], region.name, region.code
    if typed.kind:
        name = one_line(typed.name)
        code = f"{slugify(name)[:26]}-{region.code}"
        if typed.kind not in AGENCIES:
            errors["jenis"] = "Pilih salah satu."
        elif not slugify(name) or len(name) > 120:
            errors["nama"] = "Tulis nama lengkap instansinya, misalnya KUA Kecamatan Sumpiuh."
        else:
            kind = Office.Kind(typed.kind)
    regency = known.regions.get(region.code[:5])
    head = [f"PEMERINTAH {names.full_name(regency).upper()}"] if regency is not None else []
    district = known.regions.get(region.code[:8]) if region.level >= Region.Level.DISTRICT else None
    own = name.upper() if typed.kind else names.full_name(region).upper()
    head += [names.full_name(district).upper()] if district is not None and not typed.kind else []
    head += [own] if (own not in head and region.level != Region.Level.REGENCY) or typed.kind else []
    return Office(
        code=code,
        kind=kind,
        name=name,
        region=region,
        timezone=zone_of(region.code),
        postcode=region.postcode,
        letterhead=head,
        number_code=_number_code(kind, name, region, is_agency=bool(typed.kind)),
    )


def zone_of(code: str) -> str:
    """The zone of a region by the code of its province (Keppres 41/1987)."""
    province = int(code[:2])
    if province >= _FIRST_OF_THE_EAST:
        return "Asia/Jayapura"
    if province in _WITA:
        return "Asia/Makassar"
    return "Asia/Pontianak" if province in _WEST_KALIMANTAN else "Asia/Jakarta"


def _number_code(kind: str, name: str, region: Region, *, is_agency: bool) -> str:
    letters = slugify(name).replace("-", "").upper()
    if is_agency:
        return str(kind).upper()
    short = _SHORT.get(names.kind(region))
    return (f"{short}.{letters}" if short else "SETDA")[:30]


def _username(typed: Typed, known: Known, errors: dict[str, str]) -> str:
    try:
        username = read_username(typed.username)
    except InvalidInput as refused:
        errors |= refused.errors
        return ""
    if username in known.usernames:
        errors["pengguna"] = "Nama pengguna ini sudah dipakai. Pilih yang lain."
    return username
