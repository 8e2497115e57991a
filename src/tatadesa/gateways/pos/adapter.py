"""PT POS Indonesia by its own gateway, for offices with an agreement. See docs/couriers.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tatadesa.core import json_api
from tatadesa.core.json_api import JsonAnswer
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
from tatadesa.gateways.pos import tokens, wire

_PUBLIC = "umum"
_TRIAL = ("53183", "40115")
_FIELDS = (
    SettingField("url", "Alamat gerbang POS", "Dari perjanjian.", default="https://api.posindonesia.co.id:8245"),
    SettingField("consumer_key", "Consumer key", "Dari POS.", is_required=True),
    SettingField(
        "consumer_secret", "Consumer secret", "Dari POS. Disimpan tersandi.", is_secret=True, is_required=True
    ),
    SettingField("user", "X-POS-USER", "Hanya kalau diberi oleh POS."),
    SettingField("password", "X-POS-PASSWORD", "Hanya kalau diberi oleh POS.", is_secret=True),
    SettingField("customer", "Kode pelanggan (customerid)", "Kode akun korporat; boleh kosong."),
    SettingField("member", "Kode anggota (memberid)", "Dipakai saat meminta kiriman."),
    SettingField("userid", "Nomor pengguna (userid)", "Dipakai saat meminta kiriman.", default="1"),
    SettingField(
        "family",
        "Bagian alamat ongkos dan lacak",
        "Sesuai perjanjian.",
        default="utilitas/1.0.1",
        choices=(("utilitas/1.0.1", "utilitas/1.0.1 (baru)"), ("utility/1.0.0", "utility/1.0.0 (lama)")),
    ),
    SettingField(
        "booking",
        "Bagian alamat permintaan kirim",
        "Sesuai perjanjian.",
        default="webhookpos/1.0.1/AddPostingDoc",
        choices=(
            ("webhookpos/1.0.1/AddPostingDoc", "webhookpos/1.0.1"),
            ("webhook/1.0/AddPostingDoc", "webhook/1.0"),
        ),
    ),
    SettingField(
        "tracking",
        "Lacak resi lewat",
        "Halaman umum tidak perlu perjanjian, tetapi bisa berubah sewaktu-waktu.",
        default="gerbang",
        choices=(("gerbang", "gerbang POS"), (_PUBLIC, "halaman umum POS")),
    ),
    SettingField("public_url", "Alamat halaman umum", "", default="https://order.posindonesia.co.id"),
    POS_PAGE,
)


class PosCourier:
    """The port ``Courier`` for the gateway of POS. There is no cancellation and no webhook in what is known of it."""

    code = "pos"
    title = "POS Indonesia"
    capabilities = Capability.RATES | Capability.ORDERS | Capability.TRACKING
    fields = _FIELDS

    def test(self, account: Account) -> tuple[Check, ...]:
        """Signs in, asks for a price and for a waybill that does not exist."""
        checks = []
        try:
            tokens.forget(account)
            tokens.token(account)
        except (tokens.SignInRefused, NoAnswer) as error:
            words = f"POS {error}." if isinstance(error, NoAnswer) else str(error)
            checks.append(Check("Masuk", is_good=False, words=words))
        else:
            checks.append(Check("Masuk", is_good=True, words="berhasil."))
        if checks[0].is_good:
            rates = self.rates(account, _TRIAL[0], _TRIAL[1], Parcel(100, "Uji"))
            named = ", ".join(f"{rate.name} Rp{rate.total:,}".replace(",", ".") for rate in rates.rates[:4])
            words = f"{_TRIAL[0]} ke {_TRIAL[1]}: {named}." if named else rates.reason
            checks.append(Check("Ongkos", is_good=rates.outcome is Outcome.DONE, words=words))
        tracked = self.track(account, NO_WAYBILL, "")
        works = tracked.outcome in (Outcome.DONE, Outcome.NOTHING)
        checks.append(Check("Lacak resi", is_good=works, words="menjawab." if works else tracked.reason))
        return tuple(checks)

    def rates(self, account: Account, origin: str, destination: str, parcel: Parcel) -> Rates:
        """By getFee."""
        body = wire.fee_request(account["customer"], origin, destination, parcel.weight, parcel.value)
        try:
            answer = _call(account, f"{account['family']}/getFee", body)
        except _Failed as failed:
            return Rates(failed.outcome, reason=failed.words)
        rates = wire.read_rates(answer.data)
        if rates is None:
            return Rates(Outcome.RETRY, reason=_odd(answer))
        return Rates(Outcome.DONE if rates else Outcome.NOTHING, tuple(rates))

    def order(self, account: Account, order: Order) -> Ordered:
        """By AddPostingDoc, whose answer is written down nowhere: it is kept, and a waybill looked for in it."""
        body = wire.posting(order, account["member"], account["userid"])
        try:
            answer = _call(account, account["booking"], body)
        except _Failed as failed:
            # Once connected the gateway may have taken the order before the answer was lost.
            unsure = failed.outcome is Outcome.RETRY and failed.is_maybe_done
            outcome = Outcome.UNSURE if unsure else failed.outcome
            return Ordered(outcome, raw=failed.raw, reason=failed.words, retry_after=failed.retry_after)
        # A waybill outweighs any word beside it: to call such an order refused would send a second parcel.
        if waybill := wire.sure_waybill(answer.data, answer.raw):
            return Ordered(Outcome.DONE, waybill=waybill, raw=answer.raw)
        if refusal := wire.said_no(answer.data):
            return Ordered(Outcome.REFUSED, raw=answer.raw, reason=f"POS menolak: {refusal}.")
        if not answer.data or not isinstance(answer.data, dict | list):
            return Ordered(Outcome.UNSURE, raw=answer.raw, reason=_odd(answer))
        return Ordered(Outcome.DONE, waybill=wire.find_waybill(answer.data, answer.raw), raw=answer.raw)

    def cancel(self, account: Account, reference: str, waybill: str, reason: str) -> Cancelled:
        """Not known to exist."""
        return Cancelled(Outcome.REFUSED, reason="POS tidak punya pembatalan lewat internet; hubungi kantor pos.")

    def track(self, account: Account, waybill: str, reference: str) -> Tracked:
        """By getTrackAndTrace, or by the public page."""
        try:
            if account["tracking"] == _PUBLIC:
                answer = _public(account, waybill)
            else:
                answer = _call(account, f"{account['family']}/getTrackAndTrace", {"resi": waybill})
        except _Failed as failed:
            return Tracked(failed.outcome, reason=failed.words, retry_after=failed.retry_after)
        events = wire.read_events(answer.data)
        if events is None:
            return Tracked(Outcome.RETRY, reason=_odd(answer))
        return Tracked(Outcome.DONE if events else Outcome.NOTHING, tuple(events))

    def read_webhook(self, account: Account, headers: Mapping[str, str], body: bytes) -> Webhook:
        """POS is not known to send any."""
        return Webhook(is_genuine=False)

    def page_of(self, account: Account, waybill: str) -> str:
        """POS's own page."""
        return f"{account['page_url']}{quote(waybill)}" if waybill else ""


class _Failed(Exception):
    """The call gave nothing to read."""

    def __init__(
        self,
        outcome: Outcome,
        words: str,
        *,
        raw: str = "",
        retry_after: int | None = None,
        is_maybe_done: bool = False,
    ) -> None:
        super().__init__(words)
        self.outcome, self.words, self.raw = outcome, words, raw
        self.retry_after, self.is_maybe_done = retry_after, is_maybe_done


def _call(account: Account, path: str, body: dict[str, Any]) -> JsonAnswer:
    """One call with a token; a token that is no longer good is fetched anew, once."""
    answer = _once(account, path, body)
    if _is_signed_out(answer):
        tokens.forget(account)
        answer = _once(account, path, body)
    if _is_signed_out(answer) or answer.status == 403:
        words = f"POS menolak izin akun ini (HTTP {answer.status}). Periksa consumer key dan layanan yang diizinkan."
        raise _Failed(Outcome.REFUSED, words, raw=answer.raw)
    if answer.is_passing:
        raise _Failed(
            Outcome.RETRY,
            f"POS sedang terganggu (HTTP {answer.status}).",
            raw=answer.raw,
            retry_after=answer.retry_after,
            # Too many, or closed for a while: it has not looked at the request. Other faults may come after the deed.
            is_maybe_done=answer.status not in (429, 503),
        )
    if not answer.is_good:
        words = wire.said_no(answer.data)
        reason = f"POS menolak (HTTP {answer.status}){f': {words}' if words else ''}."
        raise _Failed(Outcome.REFUSED, reason, raw=answer.raw)
    return answer


def _once(account: Account, path: str, body: dict[str, Any]) -> JsonAnswer:
    try:
        text = tokens.token(account)
    except tokens.SignInRefused as refused:
        outcome = Outcome.RETRY if refused.is_passing else Outcome.REFUSED
        raise _Failed(outcome, str(refused), retry_after=refused.retry_after) from refused
    except NoAnswer as error:
        raise _Failed(Outcome.RETRY, f"POS {error}.") from error
    url = f"{account['url'].rstrip('/')}/{path}"
    return _asked(url, {"Authorization": f"Bearer {text}", **tokens.x_headers(account)}, account, body)


def _public(account: Account, waybill: str) -> JsonAnswer:
    answer = _asked(f"{account['public_url'].rstrip('/')}/api/lacak", {}, account, {"barcode": waybill})
    if answer.is_passing:
        raise _Failed(Outcome.RETRY, f"Halaman lacak POS sedang terganggu (HTTP {answer.status}).")
    if not answer.is_good and not json_api.at(answer.data, "errors", "global"):
        raise _Failed(Outcome.REFUSED, f"Halaman lacak POS menolak (HTTP {answer.status}).")
    return answer


def _asked(url: str, headers: dict[str, str], account: Account, body: dict[str, Any]) -> JsonAnswer:
    try:
        return json_api.ask("POST", url, headers=headers, body=body, seconds=account.timeout_seconds, refuses=is_inside)
    except NotSent as error:
        raise _Failed(Outcome.RETRY, f"POS {error}.") from error
    except NoAnswer as error:
        raise _Failed(Outcome.RETRY, f"POS {error}.", is_maybe_done=True) from error


def _is_signed_out(answer: JsonAnswer) -> bool:
    code = json_api.whole(json_api.at(answer.data, "fault", "code"))
    return answer.status == 401 or code in (900901, 900902, 900904)


def _odd(answer: JsonAnswer) -> str:
    return f"Jawaban POS tidak terbaca (HTTP {answer.status})."
