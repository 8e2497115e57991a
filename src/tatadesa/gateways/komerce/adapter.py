"""RajaOngkir by Komerce: prices of POS between postcodes, and where a waybill is. See docs/couriers.md."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from tatadesa.core import json_api
from tatadesa.core.outgoing import NoAnswer
from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.deliveries.ports import (
    NO_WAYBILL,
    POS_PAGE,
    Cancelled,
    Capability,
    Order,
    Ordered,
    Outcome,
    Parcel,
    Rates,
    Tracked,
    Webhook,
    is_inside,
)
from tatadesa.gateways.komerce import wire

_MOST_PLACES = 20_000
_lock = threading.Lock()
_places: dict[tuple[str, str], str] = {}
"""Ids of postcodes by server: they cost a question of the day's quota each."""


class KomerceCourier:
    """The port ``Courier`` for RajaOngkir, which takes no orders."""

    code = "komerce"
    title = "RajaOngkir (Komerce)"
    capabilities = Capability.RATES | Capability.TRACKING
    fields: tuple[SettingField, ...] = (
        SettingField("url", "Alamat layanan", "", default="https://rajaongkir.komerce.id/api/v1"),
        SettingField("key", "API key", "Dari dasbor RajaOngkir. Disimpan tersandi.", is_secret=True, is_required=True),
        POS_PAGE,
    )

    def test(self, account: Account) -> tuple[Check, ...]:
        """Asks for one price and a waybill that does not exist: two to four questions of the quota."""
        rates = self.rates(account, "53183", "40115", Parcel(100, "Uji"))
        named = ", ".join(f"{rate.name} Rp{rate.total:,}".replace(",", ".") for rate in rates.rates[:4])
        words = f"53183 ke 40115: {named}." if named else rates.reason
        tracked = self.track(account, NO_WAYBILL, "")
        works = tracked.outcome in (Outcome.DONE, Outcome.NOTHING)
        return (
            Check("Ongkos", is_good=rates.outcome is Outcome.DONE, words=words),
            Check("Lacak resi", is_good=works, words="menjawab." if works else tracked.reason),
        )

    def rates(self, account: Account, origin: str, destination: str, parcel: Parcel) -> Rates:
        """Two searches for the places, kept afterwards, and one question for the price."""
        ids = []
        for postcode in (origin, destination):
            found = self._place(account, postcode)
            if isinstance(found, Rates):
                return found
            ids.append(found)
        form = {"origin": ids[0], "destination": ids[1], "weight": str(parcel.weight), "courier": "pos"}
        answer = _ask(account, "POST", "calculate/domestic-cost", form)
        if isinstance(answer, str):
            return Rates(Outcome.RETRY, reason=answer)
        if fault := wire.fault(answer):
            return Rates(fault[0], reason=fault[1])
        rates = wire.read_rates(answer.data)
        return Rates(Outcome.DONE if rates else Outcome.NOTHING, tuple(rates))

    def order(self, account: Account, order: Order) -> Ordered:
        """Not with this key."""
        return Ordered(Outcome.REFUSED, reason="RajaOngkir tidak menerima permintaan kirim.")

    def cancel(self, account: Account, reference: str, waybill: str, reason: str) -> Cancelled:
        """Not with this key."""
        return Cancelled(Outcome.REFUSED, reason="RajaOngkir tidak menerima pembatalan.")

    def track(self, account: Account, waybill: str, reference: str) -> Tracked:
        """The manifest of a waybill of POS."""
        answer = _ask(account, "POST", "track/waybill", {"awb": waybill, "courier": "pos"})
        if isinstance(answer, str):
            return Tracked(Outcome.RETRY, reason=answer)
        if fault := wire.fault(answer):
            return Tracked(fault[0], reason=fault[1], retry_after=answer.retry_after)
        events = wire.read_events(answer.data)
        return Tracked(Outcome.DONE if events else Outcome.NOTHING, tuple(events))

    def read_webhook(self, account: Account, headers: Mapping[str, str], body: bytes) -> Webhook:
        """None is sent."""
        return Webhook(is_genuine=False)

    def page_of(self, account: Account, waybill: str) -> str:
        """POS's own page."""
        return f"{account['page_url']}{quote(waybill)}" if waybill else ""

    def _place(self, account: Account, postcode: str) -> str | Rates:
        key = (account["url"], postcode)
        with _lock:
            if key in _places:
                return _places[key]
        query = urlencode({"search": postcode, "limit": "10", "offset": "0"})
        answer = _ask(account, "GET", f"destination/domestic-destination?{query}", None)
        if isinstance(answer, str):
            return Rates(Outcome.RETRY, reason=answer)
        if fault := wire.fault(answer):
            return Rates(fault[0], reason=fault[1])
        found = wire.destination(answer.data, postcode)
        if not found:
            return Rates(Outcome.NOTHING, reason=f"RajaOngkir tidak mengenal kode pos {postcode}.")
        with _lock:
            if len(_places) >= _MOST_PLACES:
                _places.clear()
            _places[key] = found
        return found


def _ask(account: Account, method: str, path: str, form: Mapping[str, str] | None) -> json_api.JsonAnswer | str:
    """The answer, or why there is none."""
    headers: dict[str, Any] = {"key": account["key"]}
    try:
        return json_api.ask(
            method,
            f"{account['url'].rstrip('/')}/{path}",
            headers=headers,
            form=form,
            seconds=account.timeout_seconds,
            refuses=is_inside,
        )
    except NoAnswer as error:
        return f"RajaOngkir {error}."
