"""Zenziva: SMS inside Indonesia. See docs/notices.md for why this one."""

from __future__ import annotations

from collections.abc import Mapping

from tatadesa.core import json_api
from tatadesa.core.outgoing import NoAnswer, NotSent
from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.notices.ports import Callback, Outcome, Outgoing, Sent, is_inside

# One SMS of the 7-bit alphabet; longer ones are paid for twice. The link is left out rather than the words.
_ONE_SMS = 160


class Zenziva:
    """The port ``Provider`` for Zenziva. It says that a message was taken and no more."""

    code = "zenziva"
    title = "SMS Zenziva"
    channel = "sms"
    tells_delivery = False
    has_callbacks = False
    fields: tuple[SettingField, ...] = (
        SettingField("userkey", "Userkey", "Dari dasbor Zenziva.", is_required=True),
        SettingField("passkey", "Passkey", "Disimpan tersandi.", is_secret=True, is_required=True),
        SettingField(
            "url", "Alamat layanan", "Reguler, masking atau SMS Center.", default="https://console.zenziva.net/reguler"
        ),
    )

    def is_ready(self, account: Account) -> bool:
        """Both keys."""
        return bool(account["userkey"] and account["passkey"])

    def test(self, account: Account) -> tuple[Check, ...]:
        """Asks for the balance."""
        if not self.is_ready(account):
            return (Check("Akun", is_good=False, words="isi userkey dan passkey."),)
        try:
            answer = _ask(account, "/api/balance/", {})
        except NoAnswer as error:
            return (Check("Akun", is_good=False, words=f"Zenziva {error}."),)
        left = json_api.whole(json_api.at(answer.data, "balance") or json_api.at(answer.data, "value"))
        good = answer.is_good and left is not None
        return (Check("Akun", is_good=good, words=f"sisa {left}." if good else f"HTTP {answer.status}: ditolak."),)

    def send(self, account: Account, message: Outgoing) -> Sent:
        """One form."""
        words = message.text if len(message.text) <= _ONE_SMS else message.text.replace(f" Buka: {message.link}", "")
        try:
            answer = _ask(account, "/api/sendsms/", {"to": f"0{message.to.removeprefix('62')}", "message": words})
        except NotSent as error:
            return Sent(Outcome.RETRY, f"Zenziva {error}.")
        except NoAnswer as error:
            return Sent(Outcome.UNSURE, f"Zenziva {error}.")
        if answer.is_passing:
            return Sent(Outcome.RETRY, f"Zenziva: HTTP {answer.status}.", retry_after=answer.retry_after)
        status = json_api.said(json_api.at(answer.data, "status"), 10)
        if status == "1":
            return Sent(Outcome.SENT, provider_id=json_api.said(json_api.at(answer.data, "messageId"), 80))
        if answer.is_good and not status:
            return Sent(Outcome.UNSURE, "Zenziva: jawaban tidak terbaca.")
        words = json_api.said(json_api.at(answer.data, "text"), 100)
        return Sent(Outcome.REFUSED, f"Zenziva: {words or f'HTTP {answer.status}'}.")

    def shake_hands(self, account: Account, query: Mapping[str, str]) -> str | None:
        """Nobody posts to us."""
        return None

    def read_callback(self, account: Account, headers: Mapping[str, str], body: bytes) -> Callback:
        """Nobody posts to us."""
        return Callback(is_genuine=False)


def _ask(account: Account, path: str, form: Mapping[str, str]) -> json_api.JsonAnswer:
    keys = {"userkey": account["userkey"], "passkey": account["passkey"]}
    return json_api.ask(
        "POST",
        f"{account['url'].rstrip('/')}{path}",
        headers={},
        seconds=account.timeout_seconds,
        form={**keys, **form},
        refuses=is_inside,
    )
