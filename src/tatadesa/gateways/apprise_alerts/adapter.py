"""Alerts to officers through Apprise, by addresses such as ``tgram://…`` or ``discord://…``. See docs/notices.md.

Apprise says whether a message went and not what became of it, so it carries no citizen's notice. It is loaded at the
first alert of a process (45 MB, a second).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.notices.ports import Callback, Outcome, Outgoing, Sent

# Services whose host is fixed. All others name a host of their own, which could be one of our own network.
_FIXED = frozenset({"tgram", "discord", "slack", "gchat", "pover", "pbul"})
_ADDRESS = re.compile(r"(?P<schema>[a-z][a-z0-9]{1,15})://[\x21-\x7e]{3,300}")
_MOST = 5


class AppriseAlerts:
    """The port ``Provider`` for alerts to the office."""

    code = "apprise"
    title = "Peringatan untuk perangkat (Apprise)"
    channel = ""
    tells_delivery = False
    has_callbacks = False
    fields: tuple[SettingField, ...] = (
        SettingField(
            "urls",
            "Alamat Apprise",
            "Paling banyak 5, dipisah spasi: tgram://, discord://, slack://, gchat://, pover://, pbul://.",
            is_secret=True,
            is_required=True,
        ),
    )

    def is_ready(self, account: Account) -> bool:
        """At least one address we may use."""
        return bool(_addresses(account))

    def test(self, account: Account) -> tuple[Check, ...]:
        """Reads the addresses; sending is left to the first alert."""
        checks = []
        for number, text in enumerate(account["urls"].split()[:_MOST], 1):
            schema = text.partition("://")[0][:16]
            good = _is_open(text) and _plugin(text) is not None
            words = (
                f"{schema}: dikenal." if good else f"{schema}: bentuknya tidak dikenal atau layanannya tidak dibuka."
            )
            checks.append(Check(f"Alamat {number}", is_good=good, words=words))
        return tuple(checks) or (Check("Alamat", is_good=False, words="belum diisi."),)

    def send(self, account: Account, message: Outgoing) -> Sent:
        """To every address; one that works is enough."""
        plugins = [plugin for text in _addresses(account) if (plugin := _plugin(text)) is not None]
        if not plugins:
            return Sent(Outcome.REFUSED, "Alamat peringatan belum diisi.")
        told = [_tell(plugin, message) for plugin in plugins]
        return Sent(Outcome.SENT) if any(told) else Sent(Outcome.RETRY, "Layanan peringatan tidak menerima pesan.")

    def shake_hands(self, account: Account, query: Mapping[str, str]) -> str | None:
        """Nobody posts to us."""
        return None

    def read_callback(self, account: Account, headers: Mapping[str, str], body: bytes) -> Callback:
        """Nobody posts to us."""
        return Callback(is_genuine=False)


def _addresses(account: Account) -> list[str]:
    return [text for text in account["urls"].split()[:_MOST] if _is_open(text)]


def _is_open(text: str) -> bool:
    found = _ADDRESS.fullmatch(text)
    return found is not None and (settings.CHANNELS_MAY_BE_PRIVATE or found["schema"] in _FIXED)


def _plugin(text: str) -> Any | None:
    import apprise

    return apprise.Apprise.instantiate(text, suppress_exceptions=True)


def _tell(plugin: Any, message: Outgoing) -> bool:
    try:
        return bool(plugin.notify(body=message.text, title=message.title))
    except Exception:
        return False
