"""Fonnte: WhatsApp through a number of the office's own, unofficially. See docs/notices.md."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from tatadesa.core import json_api
from tatadesa.core.outgoing import NoAnswer, NotSent
from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.notices.ports import Callback, Fate, Outcome, Outgoing, Receipt, Sent, is_inside

_FATES = {
    "sent": Fate.SENT,
    "delivered": Fate.DELIVERED,
    "read": Fate.READ,
    "failed": Fate.FAILED,
    "invalid": Fate.FAILED,
    "expired": Fate.FAILED,
}
# Their words for what an office has to put right; the message waits for it.
_OURS = ("token", "device", "quota", "disconnected")


class Fonnte:
    """The port ``Provider`` for Fonnte."""

    code = "fonnte"
    title = "Fonnte (tidak resmi)"
    channel = "whatsapp"
    tells_delivery = True
    has_callbacks = True
    fields: tuple[SettingField, ...] = (
        SettingField(
            "token", "Token perangkat", "Dari dasbor Fonnte. Disimpan tersandi.", is_secret=True, is_required=True
        ),
        SettingField("hook_secret", "Secret webhook", "Bila diisi di dasbor Fonnte.", is_secret=True),
        SettingField("url", "Alamat layanan", "", default="https://api.fonnte.com"),
    )

    def is_ready(self, account: Account) -> bool:
        """A token."""
        return bool(account["token"])

    def test(self, account: Account) -> tuple[Check, ...]:
        """Asks how the device is, which sends nothing."""
        try:
            answer = _ask(account, "/device", {})
        except NoAnswer as error:
            return (Check("Perangkat", is_good=False, words=f"Fonnte {error}."),)
        status = json_api.said(json_api.at(answer.data, "device_status"), 30)
        good = json_api.at(answer.data, "status") is True and status == "connect"
        reason = json_api.said(json_api.at(answer.data, "reason"), 80)
        return (Check("Perangkat", is_good=good, words="tersambung." if good else reason or "tidak tersambung."),)

    def send(self, account: Account, message: Outgoing) -> Sent:
        """One form; the answer says that it waits in Fonnte's own queue."""
        try:
            answer = _ask(account, "/send", {"target": message.to, "message": message.text, "countryCode": "62"})
        except NotSent as error:
            return Sent(Outcome.RETRY, f"Fonnte {error}.")
        except NoAnswer as error:
            return Sent(Outcome.UNSURE, f"Fonnte {error}.")
        return _read(answer)

    def shake_hands(self, account: Account, query: Mapping[str, str]) -> str | None:
        """They post only."""
        return None

    def read_callback(self, account: Account, headers: Mapping[str, str], body: bytes) -> Callback:
        """``{"id", "stateid", "state"}``. Unsigned: the address is secret, and a secret counts where one is set."""
        data = _object(headers, body)
        wanted = account["hook_secret"]
        if wanted and not hmac.compare_digest(str(data.get("secret", "")).encode(), wanted.encode()):
            return Callback(is_genuine=False)
        said = str(data.get("state") or data.get("status") or "").lower()
        identity = json_api.said(data.get("id"), 40)
        fate = _FATES.get(said)
        if fate is None or not identity:
            return Callback(is_genuine=True)
        return Callback(is_genuine=True, receipts=(Receipt(fate, identity, reason=f"Fonnte: {said}."),))


def _ask(account: Account, path: str, form: Mapping[str, str]) -> json_api.JsonAnswer:
    return json_api.ask(
        "POST",
        f"{account['url'].rstrip('/')}{path}",
        headers={"Authorization": account["token"]},
        seconds=account.timeout_seconds,
        form=form,
        refuses=is_inside,
    )


def _read(answer: json_api.JsonAnswer) -> Sent:
    if answer.is_passing:
        return Sent(Outcome.RETRY, f"Fonnte: HTTP {answer.status}.", retry_after=answer.retry_after)
    status = json_api.at(answer.data, "status")
    if status is True:
        ids = json_api.at(answer.data, "id")
        first = ids[0] if isinstance(ids, list) and ids else ids
        return Sent(Outcome.SENT, provider_id=json_api.said(first, 40))
    if status is False:
        reason = json_api.said(json_api.at(answer.data, "reason"), 120)
        later = any(word in reason.lower() for word in _OURS)
        return Sent(Outcome.RETRY if later else Outcome.REFUSED, f"Fonnte: {reason or 'ditolak'}.")
    if answer.is_good:
        return Sent(Outcome.UNSURE, "Fonnte: jawaban tidak terbaca.")
    return Sent(Outcome.REFUSED, f"Fonnte: HTTP {answer.status}.")


def _object(headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode("utf-8", "replace")))
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
