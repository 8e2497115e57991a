"""Labels for envelopes and the list for the counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from barcode import Code128

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import local, now
from tatadesa.core.text import moment_words
from tatadesa.deliveries.models import DeliverySettings, Shipment
from tatadesa.deliveries.ports import courier
from tatadesa.letters import typeset
from tatadesa.letters.compose import letterhead
from tatadesa.letters.glyphs import printable

_QUIET_ZONE = 10
"""Modules of white at both ends (ISO/IEC 15417)."""


def labels(staff: StaffMember, shipments: Sequence[Shipment]) -> bytes:
    """One A6 page for each; the bars are the waybill, and a space to stick it on where there is none."""
    office = staff.office
    data = {
        "title": "Label kiriman",
        "author": printable(office.full_name),
        "labels": [_label(shipment) for shipment in shipments],
    }
    return typeset.label_pdf(data, local(now(), office.timezone))


def manifest(staff: StaffMember, shipments: Sequence[Shipment]) -> bytes:
    """What goes to the counter together, to be signed by both sides."""
    office, moment = staff.office, now()
    data = {
        "title": "Daftar Kiriman",
        "author": printable(office.full_name),
        "paper": office.paper,
        "letterhead": asdict(letterhead(office)),
        "when": moment_words(moment, office.timezone),
        "rows": [
            [str(position), *(printable(cell) for cell in _row(shipment))]
            for position, shipment in enumerate(shipments, 1)
        ],
        "total": f"Jumlah: {len(shipments)} kiriman, {sum(shipment.weight for shipment in shipments)} gram.",
        "officer": printable(staff.name),
        "footer": printable(office.full_name),
    }
    return typeset.manifest_pdf(data, local(moment, office.timezone))


def bars(text: str) -> str:
    """``text`` (printable ASCII) as Code 128, as SVG one unit high."""
    pattern = Code128(text).build()[0]
    width = len(pattern) + 2 * _QUIET_ZONE
    drawn = "".join(
        f'<rect x="{_QUIET_ZONE + place}" y="0" width="1.02" height="1"/>'
        for place, module in enumerate(pattern)
        if module == "1"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 1" preserveAspectRatio="none" '
        f'shape-rendering="crispEdges">{drawn}</svg>'
    )


def _label(shipment: Shipment) -> dict[str, Any]:
    is_cod = shipment.payer == DeliverySettings.Payer.RECEIVER and shipment.quoted
    return {
        "service": printable(shipment.product_name or courier(shipment.provider).title),
        "weight": f"{shipment.weight} gram",
        "waybill": shipment.waybill,
        "barcode": bars(shipment.waybill) if shipment.waybill else "",
        "receiver": _lines(shipment.receiver),
        "sender": _lines(shipment.sender),
        "cod": f"Ongkos dibayar penerima: Rp{shipment.quoted:,}".replace(",", ".") if is_cod else "",
        "footer": f"Dokumen. Permohonan {shipment.application.number}.",
    }


def _lines(place: Mapping[str, str]) -> list[str]:
    village = ", ".join(part for part in (place["village"], place["district"]) if part)
    city = " ".join(part for part in (place["city"], place["postcode"]) if part)
    lines = [place["name"], place["street"], village, city, place["province"]]
    if place["phone"]:
        lines.append(f"Telepon {_phone(place['phone'])}")
    return [printable(line) for line in lines if line]


def _phone(number: str) -> str:
    return f"0{number[2:]}" if number.startswith("62") else number


def _row(shipment: Shipment) -> tuple[str, str, str, str, str]:
    place = shipment.receiver
    return (
        shipment.waybill or "(belum ada)",
        place["name"],
        ", ".join(part for part in (place["district"], place["city"], place["postcode"]) if part),
        shipment.product_name or courier(shipment.provider).title,
        f"{shipment.weight} g",
    )
