"""Writing down what somebody has filled in so far; called by the actions inside their transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from tatadesa.accounts.models import Account
from tatadesa.applications.answers import known_files
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.states import State
from tatadesa.catalogue.handling_office import handling_office
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.papers import may_be_brought
from tatadesa.core.errors import Conflict
from tatadesa.core.unique import unique
from tatadesa.forms import cleaning
from tatadesa.forms.registry import kind_of
from tatadesa.residents.models import Resident

MAX_OPEN_DRAFTS = 50
_MOST_TURNS = 2**31 - 1


class AlreadySubmitted(Conflict):
    """The draft of this key went out already; ``number`` is what it became."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Permohonan ini sudah terkirim dengan nomor {number}.")
        self.number = number


class Overtaken(Conflict):
    """A later save of the same page was here first: a slow network brings them out of order."""

    def __init__(self) -> None:
        super().__init__("Isian yang lebih baru dari halaman ini sudah tersimpan.")


@dataclass(frozen=True)
class Turn:
    """Which save this is: the ``number``-th (from 1) of the page ``sheet``, which takes a new id each time it opens."""

    sheet: UUID
    number: int

    @classmethod
    def read(cls, text: str) -> "Turn | None":
        """As a page sends it, ``<sheet> <number>``; None for anything else, as from a page without scripts."""
        sheet, _, number = text.partition(" ")
        try:
            turn = cls(UUID(sheet), int(number))
        except ValueError:
            return None
        return turn if 0 < turn.number <= _MOST_TURNS else None


@dataclass(frozen=True)
class Content:
    """What a draft holds: ``raw`` answers as typed, ``complete`` when they passed every check.

    ``application`` is the one it changes, None for a new one; ``on_paper`` and ``to_bring`` as there. Without ``turn``
    it takes the place of whatever is there.
    """

    raw: dict[str, Any]
    complete: bool
    application: Application | None = None
    on_paper: Collection[str] = ()
    to_bring: Collection[str] = ()
    turn: Turn | None = None


def write(
    author: Account, version: ServiceVersion, key: UUID, content: Content, resident: Resident | None, relation: str
) -> Draft:
    """The draft ``key`` of ``author`` with this content, about ``resident``.

    Raises ``AlreadySubmitted``, and ``Overtaken`` when the draft holds a later turn of the same page.
    """
    application = content.application
    mine = set(known_files(author, cleaning.file_ids(version.form, content.raw), application, hold=True))
    files = {entry["id"] for entry in version.form["fields"] if kind_of(entry).keeps_files}
    known = {name: _known_only(value, mine) if name in files else value for name, value in content.raw.items()}
    if application is not None:
        known = {**application.answers, **known}
    home = resident.office if resident is not None else version.office
    office = application.office if application is not None else handling_office(version.service, home)
    content_now = {
        "office": office,
        "version": version,
        "resident": resident,
        "relation": relation,
        "answers": known,
        "on_paper": list(content.on_paper),
        "to_bring": [name for name in content.to_bring if name in may_be_brought(version)],
        "complete": content.complete,
        "application": application,
        "sheet": content.turn.sheet if content.turn is not None else None,
        "turn": content.turn.number if content.turn is not None else 0,
    }
    # Found by its key alone: another office may have come to handle the service since it was last saved. Nearly every
    # save is of a draft that is there: one UPDATE holds its row, without the savepoint a new one needs.
    this = Draft.objects.filter(author=author, key=key)
    earlier = this if content.turn is None else this.exclude(sheet=content.turn.sheet, turn__gt=content.turn.number)
    is_new = False
    if not earlier.update(**content_now, updated_at=timezone.now()):
        draft, is_new = Draft.objects.get_or_create(author=author, key=key, defaults=content_now)
        if not is_new and not earlier.update(**content_now, updated_at=timezone.now()):
            raise Overtaken
    if not is_new:
        draft = this.get()
    # Only now, with the draft's row in our hands: whoever waited for it may have waited for its submission.
    sent = unique(Application.objects.filter(author=author, draft_key=key).only("number"))
    if sent is not None:
        raise AlreadySubmitted(sent.number)
    if is_new:
        _drop_oldest(author)
    return draft


def require_open(application: Application) -> None:
    """Raise ``Conflict`` when its answers cannot be changed any more."""
    if application.state not in (State.SUBMITTED, State.CORRECTION):
        raise Conflict("Permohonan ini sedang diperiksa petugas, jadi isiannya tidak bisa diubah lagi.")


def _known_only(value: Any, known: set[str]) -> Any:
    """Ids of files that are not the author's to use are left out."""
    return [item for item in value if item in known] if isinstance(value, list) else value


def _drop_oldest(author: Account) -> None:
    stale = Draft.objects.filter(author=author).order_by("-updated_at").values("pk")[MAX_OPEN_DRAFTS:]
    Draft.objects.filter(pk__in=list(stale.values_list("pk", flat=True))).delete()
