"""Notices by WhatsApp Cloud API: one approved template, and callbacks about what became of it. See docs/notices.md."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from tatadesa.core import json_api
from tatadesa.core.outgoing import NoAnswer, NotSent, post
from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.gateways.whatsapp.adapter import read_answer
from tatadesa.notices.ports import Callback, Fate, Outcome, Outgoing, Receipt, Sent

_MAX_ANSWER_BYTES = 64 * 1024
# The provider allows 1,024 letters in a body; template and text share them.
_MAX_TEXT = 900
_NUMBER = re.compile(r"[1-9][0-9]{7,14}")


class CloudChannel:
    """The port ``Provider`` for Meta's Cloud API. What an office leaves empty is the installation's."""

    code = "whatsapp_cloud"
    title = "WhatsApp Cloud API (resmi)"
    channel = "whatsapp"
    tells_delivery = True
    has_callbacks = True
    fields: tuple[SettingField, ...] = (
        SettingField("phone_id", "Phone number ID", "Bukan nomornya. Kosong: nomor bersama server ini."),
        SettingField("token", "Token akses", "Token tetap milik pengguna sistem. Disimpan tersandi.", is_secret=True),
        SettingField("app_secret", "App secret", "Untuk memeriksa tanda tangan kabar balik.", is_secret=True),
        SettingField("verify_token", "Verify token", "Kata yang Anda karang sendiri, diketik juga di dasbor Meta."),
        SettingField(
            "template", "Nama templat", "Sudah disetujui Meta, kategori utility, satu isian.", default="kabar"
        ),
        SettingField(
            "code_template", "Nama templat kode", "Kategori authentication, dengan tombol salin kode.", default="kode"
        ),
        SettingField("language", "Bahasa templat", "", default="id"),
    )

    def is_ready(self, account: Account) -> bool:
        """A token and a sender."""
        return bool(_token(account) and _phone_id(account))

    def test(self, account: Account) -> tuple[Check, ...]:
        """Asks for the sender's name, which costs nothing, and says whether callbacks can be told from forged ones."""
        if not self.is_ready(account):
            return (Check("Nomor pengirim", is_good=False, words="isi Phone number ID dan token."),)
        url = f"{_base()}/{_phone_id(account)}?fields=verified_name,quality_rating"
        try:
            answer = json_api.ask("GET", url, headers=_headers(account), seconds=account.timeout_seconds)
        except NoAnswer as error:
            return (Check("Nomor pengirim", is_good=False, words=f"WhatsApp {error}."),)
        name = json_api.said(json_api.at(answer.data, "verified_name"), 80)
        words = f"dikenal sebagai {name}." if name else f"HTTP {answer.status}: token atau nomor tidak diterima."
        has_secret = bool(_secret(account))
        return (
            Check("Nomor pengirim", is_good=bool(name), words=words),
            Check(
                "Kabar balik",
                is_good=has_secret,
                words="app secret sudah diisi." if has_secret else "app secret belum diisi, jadi kabar balik ditolak.",
            ),
        )

    def send(self, account: Account, message: Outgoing) -> Sent:
        """POST once. ``biz_opaque_callback_data`` comes back in callbacks, so a lost answer loses nothing."""
        if not self.is_ready(account):
            return Sent(Outcome.REFUSED, "WhatsApp belum disiapkan.")
        if not _NUMBER.fullmatch(message.to):
            return Sent(Outcome.REFUSED, "Nomor tujuan tidak sah.")
        body = json.dumps(payload(account, message)).encode()
        url = f"{_base()}/{_phone_id(account)}/messages"
        try:
            answer = post(url, body, _headers(account), seconds=account.timeout_seconds, max_bytes=_MAX_ANSWER_BYTES)
        except NotSent as error:
            return Sent(Outcome.RETRY, f"WhatsApp {error}.")
        except NoAnswer as error:
            return Sent(Outcome.UNSURE, f"WhatsApp {error}.")
        return read_answer(answer)

    def shake_hands(self, account: Account, query: Mapping[str, str]) -> str | None:
        """``hub.challenge`` back to whoever knows the word that was agreed."""
        wanted = account["verify_token"] or settings.WHATSAPP_VERIFY_TOKEN
        given = query.get("hub.verify_token", "")
        if query.get("hub.mode") != "subscribe" or not wanted or not _same(given, wanted):
            return None
        return query.get("hub.challenge", "")[:200]

    def read_callback(self, account: Account, headers: Mapping[str, str], body: bytes) -> Callback:
        """Believed only with the signature of the app's secret over the raw body."""
        secret = _secret(account)
        signed = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        if not secret or not _same(headers.get("x-hub-signature-256", ""), signed):
            return Callback(is_genuine=False)
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return Callback(is_genuine=True)
        found = [receipt for status in _statuses(data) if (receipt := _receipt(status)) is not None]
        return Callback(is_genuine=True, receipts=tuple(found[:500]))


def payload(account: Account, message: Outgoing) -> dict[str, Any]:
    """The template of what is said. A code goes into an authentication template: its text and its button carry it."""
    text = message.code or " ".join(message.text.split())[:_MAX_TEXT]
    parameters = [{"type": "text", "text": text}]
    components: list[dict[str, Any]] = [{"type": "body", "parameters": parameters}]
    if message.code:
        components.append({"type": "button", "sub_type": "url", "index": "0", "parameters": parameters})
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": message.to,
        "type": "template",
        "biz_opaque_callback_data": message.key,
        "template": {
            "name": _template(account, message),
            "language": {"code": account["language"]},
            "components": components,
        },
    }


def _template(account: Account, message: Outgoing) -> str:
    """By the installation's number each purpose has its own; an office's own has one for all, and one for codes."""
    if not message.purpose:
        return account["template"]
    if not _own(account):
        return str(settings.WHATSAPP_TEMPLATES.get(message.purpose, message.purpose))
    return account["code_template"] if message.code else account["template"]


def _statuses(data: Any) -> Iterator[dict[str, Any]]:
    for entry in _listed(data, "entry"):
        for change in _listed(entry, "changes"):
            value = change.get("value")
            yield from _listed(value, "statuses")


def _listed(data: Any, name: str) -> list[dict[str, Any]]:
    found = data.get(name) if isinstance(data, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _receipt(status: dict[str, Any]) -> Receipt | None:
    try:
        fate = Fate(str(status.get("status")))
    except ValueError:
        return None
    errors = _listed(status, "errors")
    code = json_api.whole(errors[0].get("code")) if errors else None
    return Receipt(
        fate=fate,
        provider_id=json_api.said(status.get("id"), 200),
        key=json_api.said(status.get("biz_opaque_callback_data"), 40),
        reason=f"WhatsApp: kode {code}." if code is not None else "",
        at=_moment(status.get("timestamp")),
    )


def _moment(value: Any) -> datetime | None:
    seconds = json_api.whole(value)
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 < seconds < 2**32 else None


def _headers(account: Account) -> dict[str, str]:
    return {"Authorization": f"Bearer {_token(account)}", "Content-Type": "application/json"}


def _base() -> str:
    return str(settings.WHATSAPP_BASE_URL).rstrip("/")


def _own(account: Account) -> bool:
    """An office's token goes with its own number and secret, never with the installation's."""
    return bool(account["token"] or account["phone_id"])


def _token(account: Account) -> str:
    return account["token"] if _own(account) else str(settings.WHATSAPP_TOKEN)


def _phone_id(account: Account) -> str:
    number = account["phone_id"] if _own(account) else str(settings.WHATSAPP_PHONE_ID)
    return number if re.fullmatch(r"[0-9A-Za-z]{1,40}", number) else ""


def _secret(account: Account) -> str:
    return account["app_secret"] if _own(account) else str(settings.WHATSAPP_APP_SECRET)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace"))
