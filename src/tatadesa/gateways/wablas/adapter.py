"""Wablas: WhatsApp through a number of the office's own, unofficially. See docs/notices.md."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tatadesa.core import json_api
from tatadesa.core.outgoing import NoAnswer, NotSent
from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.notices.ports import Callback, Fate, Outcome, Outgoing, Receipt, Sent, is_inside

_FATES = {
    "sent": Fate.SENT,
    "delivered": Fate.DELIVERED,
    "received": Fate.DELIVERED,
    "read": Fate.READ,
    "reject": Fate.FAILED,
    "rejected": Fate.FAILED,
    "cancel": Fate.FAILED,
    "failed": Fate.FAILED,
}


class Wablas:
    """The port ``Provider`` for Wablas."""

    code = "wablas"
    title = "Wablas (tidak resmi)"
    channel = "whatsapp"
    tells_delivery = True
    has_callbacks = True
    fields: tuple[SettingField, ...] = (
        SettingField("url", "Alamat server", "Seperti di dasbor, misalnya https://jogja.wablas.com.", is_required=True),
        SettingField("token", "Token", "Disimpan tersandi.", is_secret=True, is_required=True),
        SettingField("secret_key", "Secret key", "Akun lama tidak punya.", is_secret=True),
    )

    def is_ready(self, account: Account) -> bool:
        """A server and a token."""
        return bool(account["token"] and account["url"])

    def test(self, account: Account) -> tuple[Check, ...]:
        """Asks how the device is, which sends nothing."""
        try:
            answer = _ask(account, "GET", "/api/device/info", None)
        except NoAnswer as error:
            return (Check("Perangkat", is_good=False, words=f"Wablas {error}."),)
        status = json_api.said(json_api.at(answer.data, "data", "status"), 30)
        good = answer.is_good and status == "connected"
        return (Check("Perangkat", is_good=good, words="tersambung." if good else f"HTTP {answer.status} {status}."),)

    def send(self, account: Account, message: Outgoing) -> Sent:
        """One message in the list their second version takes."""
        body = {"data": [{"phone": message.to, "message": message.text, "isGroup": False, "ref_id": message.key}]}
        try:
            answer = _ask(account, "POST", "/api/v2/send-message", body)
        except NotSent as error:
            return Sent(Outcome.RETRY, f"Wablas {error}.")
        except NoAnswer as error:
            return Sent(Outcome.UNSURE, f"Wablas {error}.")
        return _read(answer)

    def shake_hands(self, account: Account, query: Mapping[str, str]) -> str | None:
        """They post only."""
        return None

    def read_callback(self, account: Account, headers: Mapping[str, str], body: bytes) -> Callback:
        """``{"id", "status", "phone", …}``. Unsigned: the address itself is the secret."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return Callback(is_genuine=True)
        said = json_api.said(json_api.at(data, "status"), 20).lower()
        identity = json_api.said(json_api.at(data, "id"), 80)
        fate = _FATES.get(said)
        if fate is None or not identity:
            return Callback(is_genuine=True)
        key = json_api.said(json_api.at(data, "ref_id"), 40)
        return Callback(is_genuine=True, receipts=(Receipt(fate, identity, key, reason=f"Wablas: {said}."),))


def _ask(account: Account, method: str, path: str, body: object) -> json_api.JsonAnswer:
    secret = account["secret_key"]
    return json_api.ask(
        method,
        f"{account['url'].rstrip('/')}{path}",
        headers={"Authorization": f"{account['token']}.{secret}" if secret else account["token"]},
        seconds=account.timeout_seconds,
        body=body,
        refuses=is_inside,
    )


def _read(answer: json_api.JsonAnswer) -> Sent:
    if answer.is_passing:
        return Sent(Outcome.RETRY, f"Wablas: HTTP {answer.status}.", retry_after=answer.retry_after)
    if answer.status in (401, 403):
        return Sent(Outcome.RETRY, "Wablas: token tidak diterima.")
    status = json_api.at(answer.data, "status")
    if status is True:
        messages = json_api.at(answer.data, "data", "messages")
        first = messages[0] if isinstance(messages, list) and messages else None
        return Sent(Outcome.SENT, provider_id=json_api.said(json_api.at(first, "id"), 80))
    if status is False:
        reason = json_api.said(json_api.at(answer.data, "message"), 120)
        return Sent(Outcome.REFUSED, f"Wablas: {reason or 'ditolak'}.")
    if answer.is_good:
        return Sent(Outcome.UNSURE, "Wablas: jawaban tidak terbaca.")
    return Sent(Outcome.REFUSED, f"Wablas: HTTP {answer.status}.")
