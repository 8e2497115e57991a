"""An office says who hears of what, by which providers, and when phones are left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.notices.channels import known
from tatadesa.notices.kinds import ABROAD, KINDS, STAFF_HEARERS, kind_of
from tatadesa.notices.models import NoticeSettings
from tatadesa.notices.permissions import require_setter
from tatadesa.notices.quiet import read_hour

_LONGEST_WAIT = 24 * 60


@dataclass(frozen=True)
class Rules:
    """What was typed. ``channels`` and ``staff`` by kind; ``providers`` by channel, empty where it is switched off."""

    channels: Mapping[str, Sequence[str]]
    staff: Mapping[str, Sequence[str]]
    providers: Mapping[str, str]
    wait: str
    quiet_from: str
    quiet_until: str
    digest_at: str
    has_digest: bool = True


@transaction.atomic
def change_rules(staff: StaffMember, rules: Rules, *, seen: int) -> NoticeSettings:
    """Set the rules of the officer's own office; ``seen`` is the edition of the page.

    Raises ``NotAllowed``, ``InvalidInput`` by field, ``Conflict``.
    """
    require_setter(staff)
    NoticeSettings.objects.get_or_create(office_id=staff.office_id)
    row = NoticeSettings.objects.select_for_update(of=("self",)).get(office_id=staff.office_id)
    if row.edition != seen:
        raise Conflict("Pengaturan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
    errors: dict[str, str] = {}
    wait = int(rules.wait) if rules.wait.isascii() and rules.wait.isdecimal() and len(rules.wait) < 6 else 0
    if not 5 <= wait <= _LONGEST_WAIT:
        errors["tunggu"] = "Isi 5 sampai 1440 menit."
    hours: dict[str, time] = {}
    for name, text in (("dari", rules.quiet_from), ("sampai", rules.quiet_until), ("ringkasan", rules.digest_at)):
        hour = read_hour(text)
        if hour is None:
            errors[name] = "Isi jam seperti 21.00."
        else:
            hours[name] = hour
    for channel in ABROAD:
        code = rules.providers.get(channel, "")
        by = known(code)
        if code and (by is None or by.channel != channel):
            errors[f"lewat-{channel}"] = "Pilih salah satu."
    if errors:
        raise InvalidInput(errors)
    row.wait_minutes, row.has_digest = wait, rules.has_digest
    row.quiet_from, row.quiet_until, row.digest_at = hours["dari"], hours["sampai"], hours["ringkasan"]
    row.providers = {str(channel): rules.providers.get(channel, "") for channel in ABROAD}
    row.rules = {key: rule for key in KINDS if (rule := _rule(key, rules))}
    row.edition += 1
    row.changed_by_id, row.changed_at = staff.pk, now()
    row.save()
    return row


def _rule(key: str, rules: Rules) -> dict[str, list[str]]:
    """Only what differs from the usual is kept, so that a usual that changes reaches everybody else."""
    kind = kind_of(key)
    wanted = [str(channel) for channel in kind.possible if channel in rules.channels.get(key, ())]
    staff = () if kind.to_agency else rules.staff.get(key, ())
    hearers = [hearer for hearer in STAFF_HEARERS if hearer in staff]
    rule: dict[str, list[str]] = {}
    if wanted != [str(channel) for channel in kind.channels]:
        rule["channels"] = wanted
    if hearers != list(kind.staff):
        rule["staff"] = hearers
    return rule
