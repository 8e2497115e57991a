"""Telegram: a bot of the office's own. A person has to open it first. See docs/notices.md."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping

from tatadesa.core import json_api
from tatadesa.core.outgoing import NoAnswer, NotSent
from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.notices.ports import Callback, Outcome, Outgoing, Sent, Tie, is_inside

_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{10,80}")
_START = re.compile(r"/start(?:@\w{1,40})? ([A-Za-z0-9_-]{16,64})")
_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name


class TelegramBot:
    """The port ``Provider`` for Telegram's Bot API. Its yes means that the message is in the chat."""

    code = "telegram"
    title = "Telegram"
    channel = "telegram"
    tells_delivery = True
    has_callbacks = True
    fields: tuple[SettingField, ...] = (
        SettingField("bot", "Nama bot", "Tanpa @, misalnya kabar_karangsari_bot.", is_required=True),
        SettingField("token", "Token bot", "Dari @BotFather. Disimpan tersandi.", is_secret=True, is_required=True),
        SettingField(
            "hook_secret",
            "Rahasia webhook",
            "Kata karangan Anda (huruf, angka, _ dan -), dipasang dengan setWebhook.",
            is_secret=True,
        ),
        SettingField("url", "Alamat layanan", "", default="https://api.telegram.org"),
    )

    def is_ready(self, account: Account) -> bool:
        """A bot with a token."""
        return bool(_TOKEN.fullmatch(account["token"]) and re.fullmatch(r"\w{4,40}", account["bot"]))

    def test(self, account: Account) -> tuple[Check, ...]:
        """Asks who the bot is."""
        if not self.is_ready(account):
            return (Check("Bot", is_good=False, words="isi nama bot dan token dari @BotFather."),)
        try:
            answer = _ask(account, "getMe", {})
        except NoAnswer as error:
            return (Check("Bot", is_good=False, words=f"Telegram {error}."),)
        name = json_api.said(json_api.at(answer.data, "result", "username"), 40)
        good = name.lower() == account["bot"].lower()
        words = (
            f"@{name}." if good else f"token ini milik @{name}." if name else f"HTTP {answer.status}: token ditolak."
        )
        has_secret = bool(account["hook_secret"])
        hook = "rahasia sudah diisi." if has_secret else "rahasia belum diisi, jadi warga belum bisa menyambungkan."
        return (Check("Bot", is_good=good, words=words), Check("Webhook", is_good=has_secret, words=hook))

    def send(self, account: Account, message: Outgoing) -> Sent:
        """As plain text: nothing in it is read as markup."""
        body = {"chat_id": message.to, "text": message.text, "link_preview_options": {"is_disabled": True}}
        try:
            answer = _ask(account, "sendMessage", body)
        except NotSent as error:
            return Sent(Outcome.RETRY, f"Telegram {error}.")
        except NoAnswer as error:
            return Sent(Outcome.UNSURE, f"Telegram {error}.")
        if json_api.at(answer.data, "ok") is True:
            number = json_api.whole(json_api.at(answer.data, "result", "message_id"))
            return Sent(Outcome.DELIVERED, provider_id="" if number is None else f"{message.to}:{number}")
        if answer.is_passing or answer.status in (401, 404):
            after = json_api.whole(json_api.at(answer.data, "parameters", "retry_after"))
            return Sent(Outcome.RETRY, f"Telegram: HTTP {answer.status}.", retry_after=after or answer.retry_after)
        if answer.is_good:
            return Sent(Outcome.UNSURE, "Telegram: jawaban tidak terbaca.")
        words = json_api.said(json_api.at(answer.data, "description"), 100)
        return Sent(Outcome.REFUSED, f"Telegram: {words or f'HTTP {answer.status}'}.")

    def shake_hands(self, account: Account, query: Mapping[str, str]) -> str | None:
        """They post only."""
        return None

    def read_callback(self, account: Account, headers: Mapping[str, str], body: bytes) -> Callback:
        """An update; of all people write to the bot only ``/start <code>`` means something here."""
        wanted = account["hook_secret"]
        if not wanted or not hmac.compare_digest(headers.get(_SECRET, "").encode("utf-8", "replace"), wanted.encode()):
            return Callback(is_genuine=False)
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return Callback(is_genuine=True)
        text = json_api.said(json_api.at(data, "message", "text"), 200)
        chat = json_api.at(data, "message", "chat", "id")
        kind = json_api.at(data, "message", "chat", "type")
        found = _START.fullmatch(text)
        if found is None or not isinstance(chat, int) or isinstance(chat, bool) or kind != "private":
            return Callback(is_genuine=True)
        return Callback(is_genuine=True, ties=(Tie(found[1], str(chat)[:24]),))


def _ask(account: Account, method: str, body: object) -> json_api.JsonAnswer:
    return json_api.ask(
        "POST",
        f"{account['url'].rstrip('/')}/bot{account['token']}/{method}",
        headers={},
        seconds=account.timeout_seconds,
        body=body,
        refuses=is_inside,
    )
