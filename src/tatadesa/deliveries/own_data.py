"""What a citizen's copy of the own data says about the way of letters: rows of (label, text)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tatadesa.applications.models import Application, Draft
from tatadesa.core.text import moment_words
from tatadesa.deliveries import addresses
from tatadesa.deliveries.models import DeliveryChoice, Shipment
from tatadesa.deliveries.ports import Place
from tatadesa.regions.lookups import RegionTree

Rows = list[tuple[str, str]]
_METHOD, _ADDRESS = "Cara menerima surat", "Alamat kiriman"


def of_application(row: Application, zone: str) -> Rows:
    """How the letter was to come, where to, another address that was asked for, and every parcel with its own.

    ``row`` is read with its ``delivery_choice`` and ``shipments``; no query then.
    """
    choice: DeliveryChoice | None = getattr(row, "delivery_choice", None)
    told: Rows = []
    if choice is not None:
        told.append((_METHOD, choice.get_method_display()))
    if choice is not None and choice.address:
        told.append((_ADDRESS, _place(addresses.receiver(choice))))
    if choice is not None and choice.wanted:
        told.append(("Alamat lain yang diminta", _line(_typed(choice.wanted))))
    return [*told, *(_parcel(shipment, zone) for shipment in sorted(row.shipments.all(), key=lambda one: one.asked_at))]


def of_draft(draft: Draft, regions: RegionTree) -> Rows:
    """What was typed about it so far. ``draft`` is read with its ``delivery_wish``; one query for a region that
    ``regions`` has not seen yet.
    """
    wish = getattr(draft, "delivery_wish", None)
    if wish is None:
        return []
    known = dict(DeliveryChoice.Method.choices)
    told: Rows = [(_METHOD, str(known.get(wish.method, wish.method)))] if wish.method else []
    address = _line(_typed(wish.address, regions))
    return [*told, (_ADDRESS, address)] if address else told


def _parcel(shipment: Shipment, zone: str) -> tuple[str, str]:
    words = (
        shipment.product_name or "POS",
        f"resi {shipment.waybill}" if shipment.waybill else "belum ada resi",
        _place(Place(**shipment.receiver)),
    )
    return f"Kiriman {moment_words(shipment.asked_at, zone)}", ", ".join(words)


def _place(to: Place) -> str:
    return _line((to.name, to.phone, to.street, to.village, to.district, to.city, to.province, to.postcode))


def _typed(values: Mapping[str, Any], regions: RegionTree | None = None) -> Iterable[str]:
    """The address form as it was typed or cleaned: regions are names in the one, codes in the other."""
    found = values.get(addresses.ADDRESS)
    address = found if isinstance(found, dict) else {}
    block = "/".join(f"{name.upper()} {address[name]}" for name in ("rt", "rw") if address.get(name))
    places = [str(address.get(name) or "") for name in ("desa", "kecamatan", "kota", "provinsi")]
    if regions is not None:
        path = regions.path(next((code for code in places if code), ""))
        places = [region.name for region in reversed(path)] or places
    return (
        *(str(values.get(name) or "") for name in (addresses.NAME, addresses.PHONE)),
        str(address.get("jalan") or ""),
        block,
        *places,
        addresses.postcode(address),
    )


def _line(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
