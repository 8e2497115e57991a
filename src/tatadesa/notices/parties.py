"""Whom a round is for: a person with an account, an agency or a mailbox, an address that only a sealed message knows.

A party answers what the round and the sending job ask: where a channel reaches it, by which provider, when, in which
words. ``of_round`` and ``of_notice`` find it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.conf import settings as installation

from tatadesa.accounts import secrets
from tatadesa.accounts.messages import unseal_message
from tatadesa.accounts.models import Account
from tatadesa.accounts.ports import Message
from tatadesa.applications import referral_links
from tatadesa.applications.models import Referral
from tatadesa.core.clock import now
from tatadesa.core.provider import Account as ProviderAccount
from tatadesa.notices import channels, quiet, recipients
from tatadesa.notices.facts import Facts, Template, fill, template_of
from tatadesa.notices.kinds import Channel
from tatadesa.notices.models import Notice, NoticeSettings, Preference, PushSubscription, Round
from tatadesa.notices.ports import Outgoing, Provider
from tatadesa.notices.wording import text_of
from tatadesa.offices.models import Office

_CODE_WAITS = timedelta(seconds=60)
"""A person stands there with the page open: whoever has not had the code by then gets it on the next channel."""
_ENDED = "agency_ended"


class Party(Protocol):
    """One recipient, as the office whose round it is may reach it."""

    def address(self, channel: str) -> str:
        """Where ``channel`` reaches it now; empty where it does not or must not."""
        ...

    def provider(self, channel: str) -> Provider | None:
        """Who carries ``channel`` to it."""
        ...

    def sends_at(self, channel: str, kind: str) -> datetime:
        """The earliest moment for a message of ``kind``; now where it need not wait."""
        ...

    def waits(self) -> timedelta:
        """How long a channel may take before the next one has its turn."""
        ...

    def words(self, turn: Round, channel: str) -> Template:
        """Title and body of the notice on ``channel``. May seal what else is to be said into ``turn``."""
        ...

    def message(self, notice: Notice, to: str) -> Outgoing:
        """The whole message."""
        ...


@dataclass(frozen=True)
class Person:
    """Somebody with an account, who chose channels and agreed to them."""

    account: Account
    settings: NoticeSettings
    wish: Preference
    agreed: frozenset[str]

    @staticmethod
    def of(account: Account, office_id: UUID) -> Person:
        """As ``office_id`` reaches ``account``. Three queries."""
        agreed = frozenset(channels.consents_of(account.pk))
        return Person(account, channels.settings_of(office_id), channels.wishes_of(account.pk), agreed)

    def address(self, channel: str) -> str:
        """Proven addresses of channels the person agreed to; of push only whether there is a device."""
        if channel == Channel.WEB_PUSH:
            return "device" if PushSubscription.objects.filter(account=self.account.pk).exists() else ""
        return channels.address_of(self.account, channel, self.wish) if channel in self.agreed else ""

    def provider(self, channel: str) -> Provider | None:
        """The office's."""
        return channels.provider_of(self.settings, channel)

    def sends_at(self, channel: str, kind: str) -> datetime:
        """Push messages come at once, at night without a sound; everything else waits for the morning."""
        moment = now()
        if channel == Channel.WEB_PUSH or kind in self.wish.even_at_night:
            return moment
        return quiet.earliest(moment, quiet.hours_of(self.settings, self.wish), self.settings.office.timezone)

    def waits(self) -> timedelta:
        """What the office says."""
        return timedelta(minutes=self.settings.wait_minutes)

    def words(self, turn: Round, channel: str) -> Template:
        """The office's, in the person's language."""
        return _filled(turn, self.wish.language)

    def message(self, notice: Notice, to: str) -> Outgoing:
        """Title, body and a link that opens after signing in."""
        link = f"{installation.BASE_URL}{notice.link}"
        return Outgoing(to=to, key=str(notice.pk), title=notice.title, text=text_of(notice, link), link=link)


@dataclass(frozen=True)
class Agency:
    """An agency that is asked (by a one-time link where it has no account), or an office's own mailbox."""

    settings: NoticeSettings
    addresses: dict[str, str]
    asked: Referral | None = None

    def address(self, channel: str) -> str:
        """What the office keeps of it."""
        return self.addresses.get(channel, "")

    def provider(self, channel: str) -> Provider | None:
        """The office's, where it is set up."""
        return _ready(self.settings, channel)

    def sends_at(self, channel: str, kind: str) -> datetime:
        """A mailbox does not ring; a phone is left alone in the office's quiet hours."""
        moment = now()
        if channel == Channel.EMAIL:
            return moment
        hours = (self.settings.quiet_from, self.settings.quiet_until)
        return quiet.earliest(moment, hours, self.settings.office.timezone)

    def waits(self) -> timedelta:
        """What the office says."""
        return timedelta(minutes=self.settings.wait_minutes)

    def words(self, turn: Round, channel: str) -> Template:
        """The office's. A contact without account gets a fresh link with each channel, of which only a hash is kept."""
        if self.asked is not None and self.asked.to_contact_id is not None and turn.kind != _ENDED:
            _, token = referral_links.make(self.asked, channel=channel)
            turn.sealed = secrets.encrypt(token)
        return _filled(turn, "id")

    def message(self, notice: Notice, to: str) -> Outgoing:
        """Title, body and the way in: the desk, or the link, which is only for whom it was made."""
        token = _unsealed(notice)
        link = (
            referral_links.address(token) if token else f"{installation.BASE_URL}{notice.link}" if notice.link else ""
        )
        text = text_of(notice, link)
        if token and self.asked is not None and self.asked.to_contact is not None:
            text += f" Tautan ini hanya untuk {self.asked.to_contact.name}; jangan diteruskan."
        return Outgoing(to=to, key=str(notice.pk), title=notice.title, text=text, link=link, purpose="rujukan")


@dataclass(frozen=True)
class Direct:
    """An address, and what a lower room wants said there (a code, what became of a registration)."""

    settings: NoticeSettings
    said: Message = field(repr=False)

    @property
    def channels(self) -> list[str]:
        """The channel that was asked for; for a phone then an SMS."""
        first = str(self.said.channel)
        return [first, str(Channel.SMS)] if first == Channel.WHATSAPP else [first]

    def address(self, channel: str) -> str:
        """The same phone for both."""
        return self.said.to if channel in self.channels else ""

    def provider(self, channel: str) -> Provider | None:
        """The office's; where it has none ready, the one that carries every office's."""
        usual = channels.known(channels.USUAL_PROVIDERS.get(Channel(channel), ""))
        ready = _ready(self.settings, channel)
        if ready is None and usual is not None and usual.is_ready(_account(self.settings, usual)):
            return usual
        return ready

    def sends_at(self, channel: str, kind: str) -> datetime:
        """At once: somebody has asked for it, or has to know."""
        return now()

    def waits(self) -> timedelta:
        """A code has little time."""
        return _CODE_WAITS if self.said.code else timedelta(minutes=self.settings.wait_minutes)

    def words(self, turn: Round, channel: str) -> Template:
        """What it is, without what it says: that stays sealed."""
        return Template(self.said.subject[:120], "")

    def message(self, notice: Notice, to: str) -> Outgoing:
        """As it was written; a code fits into one SMS."""
        said, text = self.said, self.said.text
        if said.code and notice.channel == Channel.SMS:
            text = f"Kode TataDesa: {said.code}. Berlaku 10 menit. Jangan berikan kepada siapa pun."
        return Outgoing(
            to=to, key=str(notice.pk), title=said.subject, text=text, link="", purpose=said.purpose, code=said.code
        )


def of_round(turn: Round) -> Party | None:
    """Whom ``turn`` is for; None when there is nobody to be told any more."""
    if turn.account_id is not None:
        person = Account.objects.filter(pk=turn.account_id, is_active=True).first()
        return Person.of(person, turn.office_id) if person is not None else None
    sort, _, name = turn.recipient.partition(":")
    settings = channels.settings_of(turn.office_id)
    match sort:
        case recipients.REFERRAL:
            return _asked(UUID(name), turn.kind, settings)
        case recipients.OFFICE:
            mailbox = Office.objects.filter(pk=UUID(name)).values_list("email", flat=True).first()
            return Agency(settings, {Channel.EMAIL: mailbox or ""})
        case _:
            said = unseal_message(turn.sealed)
            return Direct(settings, said) if said is not None else None


def of_notice(notice: Notice) -> Party | None:
    """The same for one notice."""
    if notice.account is not None:
        return Person.of(notice.account, notice.office_id)
    return of_round(notice.round) if notice.round is not None and notice.round.ended_at is None else None


def _asked(referral_id: UUID, kind: str, settings: NoticeSettings) -> Agency | None:
    """Whom a question is for, while it is open; of its end it hears afterwards."""
    referral = Referral.objects.select_related("to_contact", "to_office").filter(pk=referral_id).first()
    if referral is None or (not referral.is_open and kind != _ENDED):
        return None
    if referral.to_contact is not None:
        contact = referral.to_contact
        return Agency(settings, {Channel.WHATSAPP: contact.phone, Channel.EMAIL: contact.email}, referral)
    if referral.to_office is not None:
        return Agency(settings, {Channel.EMAIL: referral.to_office.email}, referral)
    return None


def _filled(turn: Round, language: str) -> Template:
    facts = Facts.of_json(turn.facts)
    template = template_of(turn.office_id, turn.kind, language)
    return Template(fill(template.title, facts, 120), fill(template.body, facts))


def _ready(settings: NoticeSettings, channel: str) -> Provider | None:
    by = channels.provider_of(settings, channel)
    return by if by is not None and by.is_ready(_account(settings, by)) else None


def _account(settings: NoticeSettings, by: Provider) -> ProviderAccount:
    return channels.account_of(settings.office_id, by.code)


def _unsealed(notice: Notice) -> str:
    """The token of a link; empty where there is none."""
    sealed = notice.round.sealed if notice.round is not None else ""
    try:
        return secrets.decrypt(sealed) if sealed else ""
    except ValueError:
        return ""
