"""What one office says of a service that it shows: in its own words, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue import changes
from tatadesa.catalogue.models import ServiceAtOffice
from tatadesa.catalogue.offers import TEXTS
from tatadesa.catalogue.permissions import require_settings_editor
from tatadesa.catalogue.queries import service_of
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines, one_line

LONGEST = {"name": 120, "summary": 240, "cost": 400, "note": 600}
INPUTS = {"name": "nama", "summary": "penjelasan", "cost": "biaya", "note": "catatan"}
"""What the form calls them."""


@transaction.atomic
def change_offer(staff: StaffMember, slug: str, *, is_off: bool, texts: Mapping[str, str], seen: UUID | None) -> bool:
    """Keep the officer's choice about a service at the own office; gives whether anything changed.

    ``texts`` are typed words by ``offers.TEXTS``; empty ones and those equal to the owner's follow the owner. A service
    of one's own is closed in its settings, not switched off. ``seen`` as in ``changes.require_seen``. Raises
    ``NotAllowed``, ``NotFound``, ``Conflict``, ``InvalidInput``.
    """
    require_settings_editor(staff)
    offered = service_of(staff.office, slug)
    place = {"office": staff.office, "service": offered.service}
    ServiceAtOffice.objects.bulk_create([ServiceAtOffice(**place)], ignore_conflicts=True)
    choice = ServiceAtOffice.objects.select_for_update(of=("self",)).get(**place)
    changes.require_seen(staff.office, offered.service, seen)
    version = offered.version
    theirs = {"name": version.name, "summary": version.summary, "cost": version.standard["cost"]}
    own = _own_words(texts, theirs)
    is_off = is_off and not offered.is_own
    words = _differences(choice, own, is_off=is_off)
    if not words:
        return False
    choice.texts, choice.is_off = own, is_off
    choice.save(update_fields=["texts", "is_off"])
    changes.note(staff, offered.service, words)
    return True


def _own_words(texts: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    own, errors = {}, {}
    for part in TEXTS:
        typed = texts.get(part, "")
        clean = many_lines(typed) if part == "note" else one_line(typed)
        if len(clean) > LONGEST[part]:
            errors[INPUTS[part]] = f"Terlalu panjang. Paling banyak {LONGEST[part]} huruf."
        if clean and clean != theirs.get(part):
            own[part] = clean
    if errors:
        raise InvalidInput(errors)
    return own


def _differences(choice: ServiceAtOffice, own: Mapping[str, str], *, is_off: bool) -> list[str]:
    words = []
    if choice.is_off != is_off:
        words.append("Tidak ditawarkan di sini." if is_off else "Ditawarkan lagi di sini.")
    labels = {"name": "Nama", "summary": "Penjelasan", "cost": "Biaya", "note": "Catatan"}
    for part, label in labels.items():
        if choice.texts.get(part, "") != own.get(part, ""):
            words.append(f"{label}: “{own[part][:120]}”." if part in own else f"{label}: ikut pemilik layanan.")
    return words
