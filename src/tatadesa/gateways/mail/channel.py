"""Notices by e-mail, through the installation's mail server."""

from __future__ import annotations

from collections.abc import Mapping

from tatadesa.core.provider import Account, Check, SettingField
from tatadesa.gateways.mail.adapter import MailSender
from tatadesa.notices.ports import Callback, Outgoing, Sent


class MailChannel:
    """The port ``Provider`` for SMTP: a mail server takes a letter and says no more."""

    code = "mail"
    title = "E-mail server ini"
    channel = "email"
    tells_delivery = False
    has_callbacks = False
    fields: tuple[SettingField, ...] = ()

    def is_ready(self, account: Account) -> bool:
        """The installation has a mail server."""
        return MailSender().is_ready()

    def test(self, account: Account) -> tuple[Check, ...]:
        """Says whether it is set up; a server that answers is tried by the operator (``tatadesa check``)."""
        ready = self.is_ready(account)
        return (
            Check(
                "Server surat",
                is_good=ready,
                words="sudah disiapkan oleh pengelola server." if ready else "belum disiapkan di server ini.",
            ),
        )

    def send(self, account: Account, message: Outgoing) -> Sent:
        """One letter."""
        return MailSender().send(message)

    def shake_hands(self, account: Account, query: Mapping[str, str]) -> str | None:
        """Nobody posts to us."""
        return None

    def read_callback(self, account: Account, headers: Mapping[str, str], body: bytes) -> Callback:
        """Nobody posts to us."""
        return Callback(is_genuine=False)
