"""A citizen says on which channels, in which order and when the office may write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.notices import channels
from tatadesa.notices.kinds import ABROAD, AT_NIGHT_CHOICES, LANGUAGES, OUTSIDE, Channel
from tatadesa.notices.models import Consent, Preference
from tatadesa.notices.quiet import read_hour

_NEEDS = {
    Channel.WHATSAPP: "Pastikan dulu nomor HP Anda di halaman Nomor HP dan e-mail.",
    Channel.SMS: "Pastikan dulu nomor HP Anda di halaman Nomor HP dan e-mail.",
    Channel.EMAIL: "Pastikan dulu alamat e-mail Anda di halaman Nomor HP dan e-mail.",
    Channel.TELEGRAM: "Sambungkan dulu Telegram Anda.",
}


@dataclass(frozen=True)
class Wish:
    """What was typed. ``agreed`` are the channels with a consent, ``order`` all of them as they are to be tried."""

    agreed: frozenset[str]
    order: Sequence[str]
    quiet: str = Preference.Quiet.OFFICE
    quiet_from: str = ""
    quiet_until: str = ""
    even_at_night: Sequence[str] = ()
    language: str = "id"


@transaction.atomic
def change_preferences(account: Account, wish: Wish) -> Preference:
    """Keep the wish; a consent is written down with its time when it is given and when it is taken back.

    Raises ``InvalidInput`` for a channel without a proven address and for hours that are none.
    """
    # The account's row is the lock: two pages at once cannot both give the same consent.
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    kept, _ = Preference.objects.get_or_create(account=account)
    errors: dict[str, str] = {}
    for channel in ABROAD:
        if channel in wish.agreed and not channels.address_of(account, channel, kept):
            errors[f"setuju-{channel}"] = _NEEDS[channel]
    kept.quiet = wish.quiet if wish.quiet in Preference.Quiet.values else Preference.Quiet.OFFICE
    if kept.quiet == Preference.Quiet.OWN:
        kept.quiet_from, kept.quiet_until = read_hour(wish.quiet_from), read_hour(wish.quiet_until)
        if kept.quiet_from is None:
            errors["dari"] = "Isi jam seperti 21.00."
        if kept.quiet_until is None:
            errors["sampai"] = "Isi jam seperti 06.00."
    if errors:
        raise InvalidInput(errors)
    kept.channels = list(dict.fromkeys(name for name in wish.order if name in OUTSIDE))
    kept.even_at_night = [str(kind) for kind in AT_NIGHT_CHOICES if kind in wish.even_at_night]
    kept.language = wish.language if wish.language in LANGUAGES else "id"
    kept.changed_at = now()
    kept.save()
    _agree(account, wish.agreed)
    return kept


def _agree(account: Account, agreed: frozenset[str]) -> None:
    holds = channels.consents_of(account.pk)
    for channel in ABROAD:
        if channel in agreed and channel not in holds:
            Consent.objects.create(account=account, channel=channel, given_at=now())
        elif channel not in agreed and channel in holds:
            Consent.objects.filter(pk=holds[channel].pk).update(withdrawn_at=now())
