"""Numbers of parcels as people type and scan them."""

import re

from tatadesa.core.errors import InvalidInput

_WAYBILL = re.compile(r"[A-Z0-9]{8,20}")
# Source: docs/couriers.md; today's form of POS: P, the date, seven digits.
_USUAL = re.compile(r"P\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{7}", re.ASCII)
_BOOKING = re.compile(r"(?:QOB|PON)[A-Z0-9]+")
_SEPARATORS = re.compile(r"[\s\-.]+")


def read(typed: str, field: str = "resi") -> str:
    """A waybill as it is kept: capitals and digits. Raises ``InvalidInput`` for what no courier prints.

    POS writes P, the date and seven digits today, other forms existed before, so any 8 to 20 characters pass.
    """
    waybill = _SEPARATORS.sub("", typed.replace("\0", "")).upper()
    if not waybill:
        raise InvalidInput({field: "Tulis nomor resi yang tercetak di struk POS."})
    if _BOOKING.fullmatch(waybill):
        raise InvalidInput({field: "Ini nomor pesanan, bukan resi. Resi POS biasanya diawali huruf P."})
    if not _WAYBILL.fullmatch(waybill) or not any(sign.isdigit() for sign in waybill):
        raise InvalidInput({field: "Nomor resi berisi 8 sampai 20 huruf dan angka, contoh P2607150000001."})
    return waybill


def is_usual(waybill: str) -> bool:
    """Whether it has the form POS prints today."""
    return _USUAL.fullmatch(waybill) is not None
