"""Change how an office numbers its letters: pattern, counters, where they begin, and what single letters do instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import changes
from tatadesa.administration.models import OfficeChange
from tatadesa.catalogue import queries as catalogue
from tatadesa.catalogue.offers import Offered
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.plain import one_line
from tatadesa.letters import numbering
from tatadesa.letters.giving_numbers import check_scheme, last_before_next, numbering_of, settings_of, skip_to
from tatadesa.letters.models import CounterScheme, NumberSettings, ServiceNumbering, TakenNumber
from tatadesa.offices.models import Office

MAX_START = 99_999
STARTED = "Sudah dipakai sebelum memakai aplikasi ini."
_CODE = re.compile(r"[0-9A-Za-z.-]{1,30}", re.ASCII)


@dataclass(frozen=True)
class Rules:
    """``scheme`` is a ``CounterScheme``."""

    pattern: str
    code: str
    scheme: str


@dataclass(frozen=True)
class Instead:
    """What one letter has instead; empty means as everywhere. ``code`` is ``{layanan}``."""

    classification: str
    pattern: str
    code: str


@transaction.atomic
def change_numbering(staff: StaffMember, typed: Rules, *, seen: UUID | None) -> bool:
    """Make the pattern and the way of counting hold for the officer's own office; gives whether anything changed.

    ``seen`` as in ``changes.hold_office``. Raises ``NotAllowed``, ``Conflict`` and ``InvalidInput`` at ``pola``,
    ``kode`` or ``hitungan``, which names a number when the next letter would print one that is taken.
    """
    office = changes.hold_office(staff, seen)
    pattern, code = one_line(typed.pattern), one_line(typed.code)
    errors = problems(office, pattern, code, typed.scheme)
    if errors:
        raise InvalidInput(errors)
    words = changes.differences(
        office, {"number_pattern": ("Pola nomor", pattern), "number_code": ("Kode surat", code)}
    )
    NumberSettings.objects.get_or_create(office=office)
    settings = NumberSettings.objects.select_for_update(of=("self",)).get(office=office)
    if settings.scheme != typed.scheme:
        words.append(f"Hitungan: {settings.get_scheme_display()} → {CounterScheme(typed.scheme).label}.")
        settings.scheme = typed.scheme
        settings.edition += 1
        settings.save(update_fields=["scheme", "edition"])
    office.save(update_fields=["number_pattern", "number_code"])
    return changes.note(staff, OfficeChange.Topic.NUMBERS, words)


def problems(office: Office, pattern: str, code: str, scheme: str) -> dict[str, str]:
    """What keeps ``office`` from numbering by these rules, by field: the rules, a number that would come again, or the
    pattern of a single letter.
    """
    return (
        check_rules(pattern, code, scheme)
        or _collision(office, pattern, code, scheme)
        or _single_patterns(office, scheme)
    )


def check_rules(pattern: str, code: str, scheme: str) -> dict[str, str]:
    """What is wrong with the rules, by field."""
    errors = {}
    try:
        numbering.check_pattern(pattern)
        if scheme in CounterScheme.values:
            check_scheme(scheme, pattern)
    except InvalidInput as refused:
        errors["pola"] = refused.message
    if not _CODE.fullmatch(code):
        errors["kode"] = "Pakai huruf, angka, titik, atau tanda hubung, paling panjang 30. Misalnya DS.KRS."
    if scheme not in CounterScheme.values:
        errors["hitungan"] = "Pilih salah satu."
    return errors


@transaction.atomic
def set_start(staff: StaffMember, typed: str, *, code: str, seen: UUID | None) -> bool:
    """Let a counter of this year go on with the number ``typed``: a village that begins in the middle of a year.

    ``code`` names the counter where there is one for each classification or letter. Raises ``NotAllowed``,
    ``Conflict`` and ``InvalidInput`` at ``mulai`` or ``hitungan_kode``.
    """
    office = changes.hold_office(staff, seen)
    first, code = one_line(typed), one_line(code)
    if not (first.isascii() and first.isdecimal() and len(first) <= 5 and 0 < int(first) <= MAX_START):
        raise InvalidInput({"mulai": f"Isi angka 1 sampai {MAX_START}."})
    scheme = settings_of(office).scheme
    if scheme != CounterScheme.ALL and not _CODE.fullmatch(code):
        raise InvalidInput({"hitungan_kode": "Tulis kode klasifikasi atau kode layanan yang dihitung."})
    prefix = {CounterScheme.CLASSIFICATION: "k:", CounterScheme.SERVICE: "l:"}.get(CounterScheme(scheme), "")
    year = office_today(office.timezone).year
    row = numbering.held(office, f"{prefix}{code}"[:40] if prefix else "semua", year)
    if int(first) <= row.last:
        words = f"Nomor {row.last} sudah terpakai tahun ini. Isi angka yang lebih besar."
        raise InvalidInput({"mulai": words}, words)
    skip_to(row, int(first) - 1, STARTED)
    label = f" untuk {code}" if prefix else ""
    return changes.note(staff, OfficeChange.Topic.NUMBERS, [f"Nomor tahun {year}{label} dilanjutkan dari {first}."])


@transaction.atomic
def change_service_numbering(staff: StaffMember, slug: str, typed: Instead, *, seen: UUID | None) -> bool:
    """Give one letter a classification, a pattern or a short code of its own at the officer's office.

    Raises ``NotAllowed``, ``Conflict`` and ``InvalidInput`` at ``layanan``, ``klasifikasi``, ``pola`` or ``singkatan``.
    """
    office = changes.hold_office(staff, seen)
    offered = _offered(office, slug)
    instead = Instead(one_line(typed.classification), one_line(typed.pattern), one_line(typed.code))
    errors = {} if offered else {"layanan": "Pilih surat dari daftar."}
    if instead.classification and not _CODE.fullmatch(instead.classification):
        errors["klasifikasi"] = "Pakai angka dan titik, misalnya 400.12.3.2."
    if instead.code and not _CODE.fullmatch(instead.code):
        errors["singkatan"] = "Pakai huruf dan angka, paling panjang 30. Misalnya SKU."
    if instead.pattern:
        try:
            numbering.check_pattern(instead.pattern)
            check_scheme(settings_of(office).scheme, instead.pattern)
        except InvalidInput as refused:
            errors["pola"] = refused.message
    if errors or offered is None:
        raise InvalidInput(errors)
    old = numbering_of(office, offered.service)
    words = [
        f"{label} surat {offered.name}: {before or 'seperti biasa'} → {after or 'seperti biasa'}."
        for label, before, after in (
            ("Klasifikasi", old.classification, instead.classification),
            ("Pola", old.pattern, instead.pattern),
            ("Singkatan", old.code, instead.code),
        )
        if before != after
    ]
    ServiceNumbering.objects.update_or_create(
        office=office,
        service=offered.service,
        defaults={"classification": instead.classification, "pattern": instead.pattern, "code": instead.code},
    )
    return bool(words) and changes.note(staff, OfficeChange.Topic.NUMBERS, words)


def _offered(office: Office, slug: str) -> Offered | None:
    try:
        return catalogue.service_of(office, one_line(slug)[:60])
    except NotFound:
        return None


def _collision(office: Office, pattern: str, code: str, scheme: str) -> dict[str, str]:
    """The next number of the common counter, when it was printed before in another pattern."""
    if scheme != CounterScheme.ALL:
        return {}
    today = office_today(office.timezone)
    taken = TakenNumber.objects.filter(office=office, year=today.year)
    last = last_before_next(office, scheme, today.year)
    for classification in taken.order_by().values_list("classification", flat=True).distinct()[:200]:
        number = numbering.format_number(pattern, numbering.NumberParts(classification, last + 1, code, today))
        if TakenNumber.objects.filter(office=office, number=number).exists():
            return {"pola": f"Dengan pola ini surat berikutnya bernomor {number}, yang sudah dipakai. Ubah polanya."}
    return {}


def _single_patterns(office: Office, scheme: str) -> dict[str, str]:
    """The scheme must fit the patterns of single letters too."""
    for own in ServiceNumbering.objects.filter(office=office).exclude(pattern="").select_related("service"):
        try:
            check_scheme(scheme, own.pattern)
        except InvalidInput as refused:
            return {"hitungan": f"Pola khusus surat {own.service.slug}: {refused.message}"}
    return {}
