"""An office says how it sends letters home."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import many_lines, one_line
from tatadesa.deliveries import couriers
from tatadesa.deliveries.models import DeliverySettings
from tatadesa.deliveries.permissions import require_setter
from tatadesa.deliveries.ports import PROVIDERS, Capability

MAX_PRODUCTS = 12
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_DAYS = re.compile(r"([0-9]{1,2})(?:\s*[-–]\s*([0-9]{1,2}))?(?:\s*hari)?", re.ASCII | re.IGNORECASE)
_NUMBERS = {
    "envelope_grams": ("Berat amplop", 5, 500),
    "sheet_grams": ("Berat selembar kertas", 1, 50),
    "declared_value": ("Nilai barang", 0, 10_000_000),
    "stuck_days": ("Hari tanpa kabar", 1, 60),
}


@transaction.atomic
def change_settings(staff: StaffMember, typed: Mapping[str, str], *, seen: int) -> DeliverySettings:
    """Set everything of the officer's own office from a form.

    ``products`` has one product a line, ``240 = Pos Reguler`` or ``240 = Pos Reguler = 2-4 hari``. ``seen`` is the
    edition the page showed. Raises ``NotAllowed``, ``InvalidInput`` by field, ``Conflict``.
    """
    require_setter(staff)
    DeliverySettings.objects.get_or_create(office_id=staff.office_id)
    settings = DeliverySettings.objects.select_for_update(of=("self",)).get(office_id=staff.office_id)
    if settings.edition != seen:
        raise Conflict("Pengaturan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
    errors: dict[str, str] = {}
    settings.is_on = "is_on" in typed
    settings.wants_pickup = "wants_pickup" in typed
    _providers(settings, typed, errors)
    _numbers(settings, typed, errors)
    settings.products = _products(typed.get("products", ""), errors)
    payer = typed.get("payer", "")
    if payer not in DeliverySettings.Payer.values:
        errors["payer"] = "Pilih siapa yang membayar ongkos kirim."
    settings.payer = payer
    settings.transfer_words = many_lines(typed.get("transfer_words", ""))
    if len(settings.transfer_words) > 300:
        errors["transfer_words"] = "Paling panjang 300 huruf."
    elif payer == DeliverySettings.Payer.TRANSFER and not settings.transfer_words:
        errors["transfer_words"] = "Tulis ke rekening mana pemohon mentransfer."
    if settings.is_on and not staff.office.postcode:
        errors["is_on"] = "Isi dahulu kode pos kantor di pengaturan kantor; ongkos dihitung dari sana."
    if errors:
        raise InvalidInput(errors)
    settings.edition += 1
    settings.changed_by_id, settings.changed_at = staff.pk, now()
    settings.save()
    return settings


def _providers(settings: DeliverySettings, typed: Mapping[str, str], errors: dict[str, str]) -> None:
    provider, rates, tracking = (typed.get(name, "") for name in ("provider", "rates_by", "tracking_by"))
    if provider not in PROVIDERS:
        errors["provider"] = "Pilih lewat siapa surat dikirim."
    for name, value, needed in (
        ("rates_by", rates, Capability.RATES),
        ("tracking_by", tracking, Capability.TRACKING),
    ):
        courier = couriers.known(value) if value else None
        if value and (courier is None or needed not in courier.capabilities):
            errors[name] = "Layanan ini tidak bisa dipakai untuk itu. Pilih yang lain."
    settings.provider, settings.rates_by, settings.tracking_by = provider, rates, tracking


def _numbers(settings: DeliverySettings, typed: Mapping[str, str], errors: dict[str, str]) -> None:
    for name, (label, least, most) in _NUMBERS.items():
        text = typed.get(name, "").strip().replace(".", "")
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
            errors[name] = f"{label}: tulis angka {least} sampai {most:,}.".replace(",", ".")
        else:
            setattr(settings, name, int(text))


def _products(text: str, errors: dict[str, str]) -> list[dict[str, Any]]:
    products: list[dict[str, Any]] = []
    for line in many_lines(text).split("\n"):
        if not line:
            continue
        product = _product(line)
        if product is None:
            errors["products"] = f"Baris “{line[:40]}” tidak terbaca. Tulis seperti: 240 = Pos Reguler = 2-4 hari"
            return []
        products.append(product)
    if len(products) > MAX_PRODUCTS or len({product["code"] for product in products}) != len(products):
        errors["products"] = f"Paling banyak {MAX_PRODUCTS} jenis kiriman, tiap kode satu kali."
    return products


def _product(line: str) -> dict[str, Any] | None:
    """``{code, name, days}``, the days only where they were written; None for a line that cannot be read."""
    code, name, days = (*(one_line(part) for part in line.split("=", 2)), "", "")[:3]
    if not _CODE.fullmatch(code) or not name or len(name) > 80:
        return None
    if not days:
        return {"code": code, "name": name}
    found = _DAYS.fullmatch(days)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return {"code": code, "name": name, "days": [first, last]} if first <= last else None
