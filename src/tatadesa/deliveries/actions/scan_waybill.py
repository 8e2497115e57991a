"""An officer photographs the courier's receipt instead of typing its number."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import InvalidInput
from tatadesa.deliveries import waybills
from tatadesa.deliveries.queries import shipment_of_office
from tatadesa.files.barcodes import texts_on
from tatadesa.files.limits import FileRefused

_NONE = "Tidak ada kode batang yang terbaca. Foto ulang lebih dekat, lurus, dan terang, atau ketik nomornya."


def scan_waybill(staff: StaffMember, shipment_id: UUID, upload: UploadedFile[Any] | None) -> str:
    """The waybill on a photo, for the officer to compare and save; nothing is kept of either.

    Raises ``NotFound``, ``NotAllowed``, ``InvalidInput`` (key ``foto``) where none is read, ``TooMany`` after 120
    photos in an hour.
    """
    shipment_of_office(staff, shipment_id)
    if upload is None:
        raise InvalidInput({"foto": "Pilih atau ambil dahulu foto struk atau labelnya."})
    spend("scan", str(staff.pk), capacity=120, per_seconds=3600)
    try:
        texts = texts_on(upload)
    except FileRefused as refused:
        raise InvalidInput({"foto": refused.message}) from refused
    found = [waybill for text in texts if (waybill := _waybill(text))]
    # A label has other codes too; a number in POS's present form is the one.
    found.sort(key=lambda waybill: not waybills.is_usual(waybill))
    if not found:
        raise InvalidInput({"foto": _NONE})
    return found[0]


def _waybill(text: str) -> str:
    try:
        return waybills.read(text)
    except InvalidInput:
        return ""
