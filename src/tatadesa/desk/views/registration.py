"""One registration on one screen: the photo of the KTP beside three voices, what to look at, and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.acts import typed
from tatadesa.files import serving
from tatadesa.registrations import photos, queries
from tatadesa.registrations.actions.ask_again import ASKABLE
from tatadesa.registrations.actions.refuse import REASONS
from tatadesa.registrations.cautions import cautions, population_words
from tatadesa.registrations.comparison import compare, identity_differs
from tatadesa.registrations.models import IdentityPhoto, Registration
from tatadesa.residents.models import Resident
from tatadesa.residents.searching import search

# In the address: the account shall belong to nobody of the register.
NOBODY = "tidak"
MAX_SEARCH = 80
MAX_FOUND = 8
TURNS = ("90", "180", "270")


@dataclass(frozen=True)
class Attempt:
    """A decision that was refused: what was ticked and typed stays on the page, with why it was not done."""

    act: str
    refused: DomainError
    chosen: str = ""
    ticked: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> dict[str, str]:
        """By form field; empty when the refusal is about the registration as a whole."""
        return self.refused.errors if isinstance(self.refused, InvalidInput) else {}


@dataclass(frozen=True)
class Search:
    """What the officer looked for in the register, and who was found."""

    text: str
    found: list[Resident]
    error: str = ""


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, registration_id: UUID) -> HttpResponse:
    """The page. ``penduduk`` names another resident than the matched one, ``putar`` turns the photo."""
    registration = queries.registration_of_office(staff, registration_id)
    return show(request, staff, registration, request.GET.get("penduduk", ""))


@require_POST
@staff_required
def find_resident(request: HttpRequest, staff: StaffMember, registration_id: UUID) -> HttpResponse:
    """The page with residents of the own register to choose from; by POST, so that no name is in an address."""
    registration = queries.registration_of_office(staff, registration_id)
    text = typed(request, "cari").strip()[:MAX_SEARCH]
    try:
        rows = search(staff.office, text, limit=MAX_FOUND).rows if text else []
        asked = Search(text, rows, "" if text else "Ketik nama atau NIK.")
    except InvalidInput as refused:
        asked = Search(text, [], refused.errors.get("cari", refused.message))
    for resident in asked.found:
        queries.log_look(staff, registration, "cari penduduk", resident)
    return show(request, staff, registration, typed(request, "penduduk"), asked=asked)


@require_safe
@staff_required
def photo(request: HttpRequest, staff: StaffMember, registration_id: UUID) -> HttpResponse:
    """The photo of the KTP with its stamp burned in, never kept by the browser; each look is logged."""
    row = queries.photo_of_office(staff, registration_id)
    picture = photos.watermarked(row, words=photos.stamp_words(staff.office), turn=int(_turn(request.GET) or 0))
    queries.log_look(staff, row.registration, "foto KTP")
    return serving.picture(picture)


@require_safe
@staff_required
def state(request: HttpRequest, staff: StaffMember, registration_id: UUID) -> HttpResponse:
    """Whether it has moved past ``dilihat``, the edition the open page showed. Nothing personal in it."""
    registration = queries.registration_of_office(staff, registration_id)
    seen = request.GET.get("dilihat", "")
    has_moved = str(registration.edition) != seen
    context = {"registration": registration, "seen": seen, "has_moved": has_moved}
    return render(request, "desk/views/registration_state.html", context)


def show(
    request: HttpRequest,
    staff: StaffMember,
    registration: Registration,
    chosen: str = "",
    *,
    attempt: Attempt | None = None,
    asked: Search | None = None,
) -> HttpResponse:
    """The whole page; writes the access log. ``chosen`` is a resident's id, ``NOBODY``, or empty: the matched one."""
    resident = _resident(staff, registration, chosen)
    queries.log_look(staff, registration, "pendaftaran", resident)
    rows = compare(registration, resident)
    photo_row = _present_photo(registration)
    is_open = registration.state in queries.DECIDABLE
    before, after = queries.neighbours(staff, registration)
    context = {
        "staff": staff,
        "registration": registration,
        "zone": staff.office.timezone,
        "resident": resident,
        "chosen": str(resident.pk) if resident else NOBODY,
        "nobody": NOBODY,
        "is_matched": resident is not None and resident.pk == registration.resident_id,
        "rows": rows,
        "must_check": identity_differs(rows),
        "population": population_words(registration),
        "cautions": cautions(registration, resident, photo_row) if is_open else [],
        "photo": photo_row,
        "turn": _turn(request.GET),
        "turns": TURNS,
        "is_open": is_open,
        "can_ask": registration.state == Registration.State.WAITING,
        "events": queries.events_of(registration),
        "before": before,
        "after": after,
        "askable": [(key, label) for key, (label, _) in ASKABLE.items()],
        "differing": [row.field for row in rows if "beda" in (row.card_mark, row.register_mark)],
        "reasons": [(key, label, told) for key, (label, told) in REASONS.items()],
        "attempt": attempt,
        "asked": asked,
    }
    return render(request, "desk/views/registration.html", context, status=attempt.refused.status if attempt else 200)


def chosen_id(chosen: str) -> UUID | None:
    """The resident's id that ``chosen`` is, None for nobody; raises ``InvalidInput`` for anything else."""
    if chosen == NOBODY:
        return None
    try:
        return UUID(chosen)
    except ValueError as error:
        words = "Penduduk yang dipilih tidak dikenal. Buka lagi pendaftaran ini, lalu cari penduduknya dan pilih."
        raise InvalidInput({"resident": words}, words) from error


def _resident(staff: StaffMember, registration: Registration, chosen: str) -> Resident | None:
    if chosen == "":
        return registration.resident
    key = chosen_id(chosen)
    return queries.resident_of_register(staff, key) if key else None


def _present_photo(registration: Registration) -> IdentityPhoto | None:
    row: IdentityPhoto | None = getattr(registration, "photo", None)
    return row if row is not None and row.deleted_at is None else None


def _turn(given: Mapping[str, str]) -> str:
    turn = given.get("putar", "")
    return turn if turn in TURNS else ""
