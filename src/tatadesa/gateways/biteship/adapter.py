"""Biteship: prices, orders, cancellation, tracking and webhooks for POS. See docs/couriers.md."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tatadesa.core import json_api
from tatadesa.core.json_api import JsonAnswer, at, said, whole
from tatadesa.core.outgoing import NoAnswer, NotSent
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
from tatadesa.gateways.biteship import wire

_HMAC = "hmac"


class BiteshipCourier:
    """The port ``Courier`` for Biteship."""

    code = "biteship"
    title = "Biteship"
    capabilities = Capability.RATES | Capability.ORDERS | Capability.CANCEL | Capability.TRACKING | Capability.WEBHOOK
    fields: tuple[SettingField, ...] = (
        SettingField("url", "Alamat layanan", "", default="https://api.biteship.com"),
        SettingField("key", "API key", "Dari dasbor Biteship. Disimpan tersandi.", is_secret=True, is_required=True),
        SettingField("hook_header", "Nama header webhook", "Seperti dipilih di dasbor.", default="X-Biteship-Secret"),
        SettingField("hook_secret", "Rahasia webhook", "Seperti dipilih di dasbor.", is_secret=True),
        SettingField(
            "hook_form",
            "Bentuk rahasia webhook",
            "",
            default="sama",
            choices=(("sama", "dikirim apa adanya"), (_HMAC, "HMAC-SHA256 dari isi")),
        ),
        POS_PAGE,
    )

    def test(self, account: Account) -> tuple[Check, ...]:
        """Asks for one price and a waybill that does not exist; says whether webhooks can be told from forged ones."""
        rates = self.rates(account, "53183", "40115", Parcel(100, "Uji", 10_000))
        named = ", ".join(f"{rate.name} Rp{rate.total:,}".replace(",", ".") for rate in rates.rates[:4])
        words = f"53183 ke 40115: {named}." if named else rates.reason
        has_secret = bool(account["hook_secret"])
        hook = "rahasia sudah diisi." if has_secret else "rahasia belum diisi, jadi kabar otomatis ditolak."
        tracked = self.track(account, NO_WAYBILL, "")
        works = tracked.outcome in (Outcome.DONE, Outcome.NOTHING)
        return (
            Check("Ongkos", is_good=rates.outcome is Outcome.DONE, words=words),
            Check("Lacak resi", is_good=works, words="menjawab." if works else tracked.reason),
            Check("Webhook", is_good=has_secret, words=hook),
        )

    def rates(self, account: Account, origin: str, destination: str, parcel: Parcel) -> Rates:
        """By postcodes."""
        answer = _ask(account, "POST", "/v1/rates/couriers", wire.rate_request(origin, destination, parcel))
        if isinstance(answer, NoAnswer):
            return Rates(Outcome.RETRY, reason=f"Biteship {answer}.")
        if fault := wire.fault(answer):
            return Rates(fault[0], reason=fault[1])
        rates = wire.read_rates(answer.data)
        return Rates(Outcome.DONE if rates else Outcome.NOTHING, tuple(rates))

    def order(self, account: Account, order: Order) -> Ordered:
        """One order; ``reference_id`` is our key."""
        answer = _ask(account, "POST", "/v1/orders", wire.order_request(order))
        if isinstance(answer, NotSent):
            return Ordered(Outcome.RETRY, reason=f"Biteship {answer}.")
        if isinstance(answer, NoAnswer):
            return Ordered(Outcome.UNSURE, reason=f"Biteship {answer}.")
        if fault := wire.fault(answer):
            outcome, words = fault
            if outcome is Outcome.RETRY and answer.status not in (429, 503):
                outcome = Outcome.UNSURE
            elif outcome is Outcome.NOTHING:
                outcome = Outcome.REFUSED
            return Ordered(outcome, raw=answer.raw, reason=words, retry_after=answer.retry_after)
        return Ordered(
            Outcome.DONE,
            waybill=said(at(answer.data, "courier", "waybill_id"), 20),
            reference=said(at(answer.data, "id"), 80),
            price=whole(at(answer.data, "price")),
            raw=answer.raw,
        )

    def cancel(self, account: Account, reference: str, waybill: str, reason: str) -> Cancelled:
        """Before the courier has it."""
        answer = _ask(account, "DELETE", f"/v1/orders/{quote(reference, safe='')}", {"cancellation_reason": reason})
        if isinstance(answer, NoAnswer):
            return Cancelled(Outcome.UNSURE, reason=f"Biteship {answer}.")
        if fault := wire.fault(answer):
            return Cancelled(fault[0], raw=answer.raw, reason=fault[1])
        return Cancelled(Outcome.DONE, raw=answer.raw)

    def track(self, account: Account, waybill: str, reference: str) -> Tracked:
        """By waybill where there is one, else the order's own history: its id is none of a tracking."""
        if waybill:
            path = f"/v1/trackings/{quote(waybill, safe='')}/couriers/pos"
        else:
            path = f"/v1/orders/{quote(reference, safe='')}"
        answer = _ask(account, "GET", path, None)
        if isinstance(answer, NoAnswer):
            return Tracked(Outcome.RETRY, reason=f"Biteship {answer}.")
        if fault := wire.fault(answer):
            return Tracked(fault[0], reason=fault[1], retry_after=answer.retry_after)
        events = wire.read_events(answer.data)
        return Tracked(Outcome.DONE if events else Outcome.NOTHING, tuple(events))

    def read_webhook(self, account: Account, headers: Mapping[str, str], body: bytes) -> Webhook:
        """The dashboard's trial sends an empty body and wants 200."""
        if not body.strip():
            return Webhook(is_genuine=True)
        secret = account["hook_secret"].encode()
        given = headers.get(account["hook_header"].lower(), "").encode("latin-1", "replace")
        if account["hook_form"] == _HMAC:
            wanted = hmac.new(secret, body, hashlib.sha256).hexdigest().encode()
        else:
            wanted = secret
        if not secret or not hmac.compare_digest(wanted, given):
            return Webhook(is_genuine=False)
        try:
            news = wire.read_news(json.loads(body))
        except (ValueError, RecursionError):
            news = None
        return Webhook(is_genuine=True, news=(news,) if news else ())

    def page_of(self, account: Account, waybill: str) -> str:
        """POS's own page."""
        return f"{account['page_url']}{quote(waybill)}" if waybill else ""


def _ask(account: Account, method: str, path: str, body: Any) -> JsonAnswer | NoAnswer:
    """The answer, or why there is none."""
    try:
        return json_api.ask(
            method,
            f"{account['url'].rstrip('/')}{path}",
            headers={"Authorization": account["key"]},
            body=body,
            seconds=account.timeout_seconds,
            refuses=is_inside,
        )
    except NoAnswer as error:
        return error
