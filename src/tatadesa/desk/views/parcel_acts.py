"""What an officer does about the parcel of one application. A refusal shows the page with what was typed kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import queries
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import may_apply_for_others
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from tatadesa.deliveries import queries as parcels
from tatadesa.deliveries import question, waybills
from tatadesa.deliveries.actions.cancel_shipment import cancel_shipment
from tatadesa.deliveries.actions.check_off import check_off
from tatadesa.deliveries.actions.choose_delivery import choose_for_citizen
from tatadesa.deliveries.actions.confirm_payment import confirm_payment, note_refund
from tatadesa.deliveries.actions.enter_waybill import enter_waybill
from tatadesa.deliveries.actions.hand_over import hand_over
from tatadesa.deliveries.actions.note_arrival import note_arrival
from tatadesa.deliveries.actions.readdress import decline_readdress, readdress
from tatadesa.deliveries.actions.request_shipment import request_shipment
from tatadesa.deliveries.actions.scan_waybill import scan_waybill
from tatadesa.deliveries.actions.try_again import try_again
from tatadesa.deliveries.choosing import Delivery, delivery_of
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.permissions import may_send
from tatadesa.deliveries.wishes import InvalidWish, Wish
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.desk.views.application import Attempt, show
from tatadesa.files.limits import one_file_body

_READDRESSED = "Alamat diganti. Cetak label yang baru, dan buang label yang lama."
_SAVE = "simpan"
_PRICE = re.compile(r"[0-9]{1,8}", re.ASCII)


@require_POST
@staff_required
def send(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Send the letter."""

    def act() -> str:
        shipment = request_shipment(staff, number)
        if shipment.request == shipment.Request.BY_HAND:
            return "Masuk daftar kiriman. Cetak labelnya, bawa ke loket POS, lalu tulis resinya di sini."
        return "Permintaan sedang dikirim ke kurir. Resi muncul sendiri di halaman ini."

    return _answer(request, staff, number, "kirim-pos", act)


@require_POST
@staff_required
def paid(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """The money for the postage is there."""

    def act() -> str:
        confirm_payment(staff, number)
        return "Pembayaran ongkos kirim dicatat. Surat bisa dikirim."

    return _answer(request, staff, number, "ongkos-lunas", act)


@require_POST
@staff_required
def refunded(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """The money for the postage went back."""

    def act() -> str:
        note_refund(staff, number)
        return "Pengembalian uang dicatat."

    return _answer(request, staff, number, "uang-kembali", act)


@require_POST
@staff_required
def collected(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Somebody has come for the letter."""
    seen = request.POST.get("seen", "")

    def act() -> str:
        hand_over(staff, number, name=request.POST.get("nama", "").replace("\0", ""), seen=_number(seen))
        return "Penyerahan surat dicatat."

    return _answer(request, staff, number, "diambil", act)


@require_POST
@staff_required
def waybill(request: HttpRequest, staff: StaffMember, shipment_id: UUID) -> HttpResponseBase:
    """The number on the courier's receipt."""
    shipment = parcels.shipment_of_office(staff, shipment_id)

    def act() -> str:
        typed = request.POST.get("resi", "")
        price = request.POST.get("biaya", "").replace("Rp", "").replace(".", "").strip()
        if price and not _PRICE.fullmatch(price):
            raise InvalidInput({"biaya": "Tulis biaya dengan angka, contoh 9000.", **_fault_of(typed)})
        entered = enter_waybill(staff, shipment_id, typed, int(price) if price else None)
        return f"Resi {entered.waybill} disimpan. Pemohon sudah diberi tahu."

    return _answer(request, staff, shipment.application.number, "resi", act)


def _fault_of(typed: str) -> dict[str, str]:
    """What is wrong with a waybill, so that both inputs are mended at once."""
    try:
        waybills.read(typed)
    except InvalidInput as refused:
        return dict(refused.errors)
    return {}


@require_POST
@one_file_body
@staff_required
def scan(request: HttpRequest, staff: StaffMember, shipment_id: UUID) -> HttpResponseBase:
    """``foto`` of the receipt or label: its number stands in the field for the waybill, to be compared and saved.

    The camera of a page asks for JSON: ``resi``, or ``kesalahan``.
    """
    is_live = request.headers.get("Accept", "").startswith("application/json")
    number = parcels.shipment_of_office(staff, shipment_id).application.number
    try:
        found = scan_waybill(staff, shipment_id, request.FILES.get("foto"))
    except NotFound:
        raise
    except DomainError as refused:
        if is_live:
            return JsonResponse({"kesalahan": refused.message}, status=refused.status)
        return show(request, staff, queries.of_office(staff, number), Attempt("resi", refused))
    if is_live:
        return JsonResponse({"resi": found})
    messages.success(request, f"Terbaca {found}. Cocokkan dengan struknya, lalu simpan.")
    return redirect(f"{reverse('desk:application', args=[number])}?{urlencode({'resi': found})}#kiriman")


@require_POST
@staff_required
def cancel(request: HttpRequest, staff: StaffMember, shipment_id: UUID) -> HttpResponseBase:
    """Take it back."""
    shipment = parcels.shipment_of_office(staff, shipment_id)

    def act() -> str:
        cancel_shipment(staff, shipment_id)
        return "Kiriman dibatalkan. Alamatnya bisa diubah, lalu suratnya dikirim lagi."

    return _answer(request, staff, shipment.application.number, "batal-kirim", act)


@require_POST
@staff_required
def again(request: HttpRequest, staff: StaffMember, shipment_id: UUID) -> HttpResponseBase:
    """Send a request whose fate was unclear once more."""
    shipment = parcels.shipment_of_office(staff, shipment_id)

    def act() -> str:
        try_again(staff, shipment_id)
        return "Permintaan dikirim lagi ke kurir."

    return _answer(request, staff, shipment.application.number, "kirim-lagi", act)


@require_POST
@staff_required
def arrived(request: HttpRequest, staff: StaffMember, shipment_id: UUID) -> HttpResponseBase:
    """Note what became of it."""
    shipment = parcels.shipment_of_office(staff, shipment_id)

    def act() -> str:
        words = request.POST.get("keterangan", "").replace("\0", "")
        noted = note_arrival(staff, shipment_id, request.POST.get("keadaan", ""), words)
        return f"Dicatat: {noted.get_state_display()}."

    return _answer(request, staff, shipment.application.number, "keadaan-kirim", act)


@require_POST
@staff_required
def checked(request: HttpRequest, staff: StaffMember, shipment_id: UUID) -> HttpResponseBase:
    """Somebody saw to what was wrong with it."""
    try:
        shipment = check_off(staff, shipment_id)
    except Conflict as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, f"Kiriman {shipment.application.number} ditandai sudah diperiksa.")
    return redirect(f"{reverse('desk:parcels')}?bagian={parcels.Part.TROUBLE.value}")


@require_POST
@staff_required
def readdressed(request: HttpRequest, staff: StaffMember, shipment_id: UUID) -> HttpResponseBase:
    """What the citizen asked for: ``jawab=ganti`` sends it to the other address, anything else declines."""
    shipment = parcels.shipment_of_office(staff, shipment_id)

    def act() -> str:
        if request.POST.get("jawab") == "ganti":
            readdress(staff, shipment_id)
            return _READDRESSED
        decline_readdress(staff, shipment_id, request.POST.get("alasan", "").replace("\0", ""))
        return "Alamat tidak diganti. Pemohon sudah diberi tahu."

    return _answer(request, staff, shipment.application.number, "ganti-alamat", act)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def choose(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``/desk/permohonan/<number>/kiriman/``: how the letter is to come, for whoever stands at the counter; another
    address where it waits for the courier.
    """
    application = queries.of_office(staff, number)
    found = delivery_of(application)
    _require_chooser(staff, found)
    wish: Wish | None = None
    refused: DomainError | None = None
    if request.method == "POST":
        wish = question.typed(request.POST)
    if wish is not None and request.POST.get("aksi", _SAVE) == _SAVE:
        try:
            words = _keep(staff, number, found, wish)
        except NotFound:
            raise
        except DomainError as error:
            refused = error
        else:
            messages.success(request, words)
            return redirect("desk:application", number)
    log_look(staff, application, "alamat kiriman")
    status = refused.status if refused else 200
    return render(request, "desk/views/parcel_choose.html", _asked(application, found, wish, refused), status=status)


@require_safe
@staff_required
def prices(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``/desk/permohonan/<number>/kiriman/ongkos/``: the prices alone, while an address is typed; ``ke`` counts how
    often the page has asked for one that is still to come.
    """
    application = queries.of_office(staff, number)
    found = delivery_of(application)
    _require_chooser(staff, found)
    sent = request.GET
    told = question.prices(
        question.of_request(application, found), sent.get("alamat_kirim__kode_pos", ""), sent.get("layanan_kirim", "")
    )
    turn = max(_number(sent.get("ke", "")), 0) + 1
    return render(request, "desk/views/parcel_prices.html", {**told, "application": application, "turn": turn})


def _require_chooser(staff: StaffMember, found: Delivery) -> None:
    if not may_apply_for_others(staff) and not (found.may_readdress and may_send(staff)):
        raise NotAllowed("Cara menerima surat diisi warga, atau petugas yang melayani di loket.")


def _keep(staff: StaffMember, number: str, found: Delivery, wish: Wish) -> str:
    """Keep the wish, or send the letter to another address; gives what was done."""
    if found.may_readdress and found.shipment is not None:
        readdress(staff, found.shipment.pk, wish)
        return _READDRESSED
    choose_for_citizen(staff, number, wish)
    return "Cara menerima surat disimpan."


def _asked(application: Application, found: Delivery, wish: Wish | None, refused: DomainError | None) -> dict[str, Any]:
    asked = question.of_request(application, found, DeliveryChoice.Method.COLLECT)
    fault = refused if isinstance(refused, InvalidWish) else None
    return {
        "application": application,
        "delivery": found,
        **question.shown(asked, wish, fault),
        "refused": refused,
        "turn": 1,
    }


def _answer(request: HttpRequest, staff: StaffMember, number: str, act: str, do: Callable[[], str]) -> HttpResponseBase:
    try:
        words = do()
    except NotFound:
        raise
    except DomainError as refused:
        typed = {name: str(request.POST.get(name, "")) for name in ("resi", "biaya", "nama", "keterangan", "alasan")}
        return show(request, staff, queries.of_office(staff, number), Attempt(act, refused, words=typed))
    messages.success(request, words)
    return redirect("desk:application", number)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
