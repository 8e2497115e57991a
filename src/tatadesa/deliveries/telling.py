"""What the history of an application says about its parcel. Each caller holds the application's row."""

from __future__ import annotations

from uuid import UUID

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.models import Application
from tatadesa.applications.states import State, Verb, next_state
from tatadesa.core.clock import office_today
from tatadesa.deliveries import arrival
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.ports import ParcelState, courier
from tatadesa.letters.books import record_letter_sent
from tatadesa.letters.models import DispatchEntry

_WORDS = {
    ParcelState.OUT_FOR_DELIVERY: "Surat sedang diantar kurir ke alamat tujuan. Pastikan ada orang di rumah.",
    ParcelState.FAILED_ATTEMPT: "Surat belum berhasil diantar. Kurir akan mencoba lagi; pastikan ada orang di rumah.",
    ParcelState.DELIVERED: "Surat sudah sampai di alamat tujuan.",
    ParcelState.RETURNED: "Surat tidak sampai dan sudah kembali ke kantor desa. Hubungi kantor desa.",
}


def lock_application(application_id: UUID) -> Application:
    """The application of a shipment, locked: always before the shipment's own row."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("office", "version")
    return rows.get(pk=application_id)


def tell_sent(application: Application, shipment: Shipment, staff: StaffMember | None) -> None:
    """The letter has a waybill: the expedition book has it, and the history."""
    record_letter_sent(
        shipment.letter,
        way=DispatchEntry.Way.POST,
        recipient=shipment.receiver["name"],
        proof=shipment.waybill,
        staff=staff,
        occasion=f"pos:{shipment.pk}:{shipment.waybill}",
    )
    by = shipment.product_name or courier(shipment.provider).title
    expected = arrival.words(shipment, office_today(application.office.timezone))
    words = f"Surat dikirim dengan {by}. Nomor resi {shipment.waybill}. {expected}".rstrip()
    _tell(application, shipment, staff, words, "sent")


def tell_state(application: Application, shipment: Shipment, note: str, staff: StaffMember | None = None) -> None:
    """A state that citizens are told of was entered; ``note`` is the courier's reason, without persons."""
    state = ParcelState(shipment.state)
    words = _WORDS[state] + (f" Kata kurir: {note}." if note and state is ParcelState.FAILED_ATTEMPT else "")
    _tell(application, shipment, staff, words, state)


def tell_cancelled(application: Application, shipment: Shipment, staff: StaffMember) -> None:
    """A parcel with a waybill was taken back."""
    _tell(application, shipment, staff, f"Pengiriman dengan resi {shipment.waybill} dibatalkan kantor.", "cancelled")


def _tell(application: Application, shipment: Shipment, staff: StaffMember | None, words: str, what: str) -> None:
    if next_state(State(application.state), Verb.DELIVER) is None:
        return
    record(
        application,
        Verb.DELIVER,
        actor=staff.account if staff else None,
        label=staff_label(staff) if staff else courier(shipment.provider).title,
        words=words,
        data={"deliver": str(what), "shipment": str(shipment.pk)},
    )
