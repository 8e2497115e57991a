"""The question at the start of a form: for whom of the family is this application?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.models import Draft
from tatadesa.applications.subjects import Subject, family_of, subject_in
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.rules import for_family
from tatadesa.core.errors import NotFound
from tatadesa.residents.models import Resident

FIELD, BEFORE = "untuk", "semula"
LABEL = ("isian-untuk", "Untuk siapa?")
_ONLY_SELF = "Layanan ini hanya bisa diajukan oleh orangnya sendiri. Mulai isian baru untuk Anda sendiri."
_NOT_THERE = "Orang ini tidak ada di Kartu Keluarga Anda. Pilih untuk siapa permohonan ini."


@dataclass(frozen=True)
class ForWhom:
    """The family and the one who was chosen; ``error`` says why nobody is. All empty without register data.

    ``only_self`` when the service's rules let nobody apply for others.
    """

    family: list[Subject]
    subject: Subject | None
    error: str = ""
    only_self: bool = False

    @property
    def choices(self) -> list[Subject]:
        """Those who may be chosen."""
        return self.family[:1] if self.only_self else self.family

    @property
    def resident(self) -> Resident | None:
        """The applicant."""
        return self.subject.resident if self.subject is not None else None

    @property
    def register(self) -> Mapping[str, Any]:
        """What the register knows of the applicant. A query at each look."""
        return filling.register_of(self.resident, [subject.resident for subject in self.family])

    @property
    def is_asked(self) -> bool:
        """A person alone on the family card need not be asked."""
        return len(self.choices) > 1 or bool(self.error)


def kept(account: Account, version: ServiceVersion, draft: Draft | None) -> ForWhom:
    """As the draft says; the citizen for a form not yet begun."""
    return _choose(family_of(account), version, draft.resident_id if draft is not None else None)


def chosen(request: HttpRequest, account: Account, version: ServiceVersion, draft: Draft | None) -> ForWhom:
    """As the posted form says, else as the draft does."""
    posted = request.POST.get(FIELD)
    if posted is None:
        return kept(account, version, draft)
    family = family_of(account)
    wanted = _uuid(posted)
    return _choose(family, version, wanted) if wanted is not None else ForWhom(family, None, _NOT_THERE)


def turn(request: HttpRequest, whom: ForWhom, draft: Draft | None) -> filling.Turn | None:
    """How the form turns from the person its page was filled in for to the chosen one; None when they are the same."""
    shown = _shown(request, whom, draft)
    if whom.resident is None or shown is None or shown == whom.resident:
        return None
    return filling.Turn(filling.register_of(shown), whom.register)


def _shown(request: HttpRequest, whom: ForWhom, draft: Draft | None) -> Resident | None:
    """Whose data the page showed: one of the family, or the draft's person who has left it since."""
    begun = draft.resident_id if draft is not None else None
    wanted = _uuid(request.POST.get(BEFORE, "")) or begun
    if draft is not None and wanted == begun and (whom.resident is None or whom.resident.pk != begun):
        return draft.resident
    own = whom.family[0].resident if whom.family else None
    return next((subject.resident for subject in whom.family if subject.resident.pk == wanted), own)


def _choose(family: list[Subject], version: ServiceVersion, resident_id: UUID | None) -> ForWhom:
    if not family:
        return ForWhom([], None)
    only_self = not for_family(version.rules)
    try:
        subject = subject_in(family, resident_id)
    except NotFound:
        return ForWhom(family, None, _NOT_THERE, only_self)
    if only_self and subject is not None and subject.relation:
        return ForWhom(family, None, _ONLY_SELF, only_self)
    return ForWhom(family, subject, only_self=only_self)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
