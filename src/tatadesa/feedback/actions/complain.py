"""A citizen complains, about one application or in general."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.accounts.throttle import spend
from tatadesa.applications.deadlines import due_at
from tatadesa.applications.models import Application
from tatadesa.applications.queries import readable_by
from tatadesa.core.clock import local, now
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.ids import public_number
from tatadesa.core.plain import many_lines
from tatadesa.feedback.categories import BY_KEY, WORK_DAYS, Category
from tatadesa.feedback.deciders import route, route_words
from tatadesa.feedback.history import FILER, record
from tatadesa.feedback.locking import MAX_WORDS
from tatadesa.feedback.models import Complaint, ComplaintFile
from tatadesa.feedback.states import Verb
from tatadesa.files.models import StoredFile
from tatadesa.files.queries import owned
from tatadesa.offices.models import Office
from tatadesa.residents.queries import resident_of

MAX_FILES = 5
_PER_DAY = 5


@dataclass(frozen=True)
class Said:
    """A complaint as it was filled in: all texts as typed, ``files`` the ids of uploads of the same account."""

    category: str
    text: str
    number: str = ""
    officer: str = ""
    is_confidential: bool = False
    files: Sequence[str] = ()


def complain(account: Account, key: UUID, said: Said) -> Complaint:
    """File it; its clock starts at once. A repeat with the same ``key`` gives the first one.

    It goes to the office that handles the application, else to the citizen's own village; where nobody there can
    decide on it (it is about the only leader) as ``deciders.route`` says. Raises ``InvalidInput``
    under ``permohonan``, ``kategori``, ``petugas``, ``isi`` and ``bukti``; ``TooMany`` after five in a day.
    """
    if not account.is_citizen:
        raise NotFound
    if (first := _first(account, key)) is not None:
        return first
    errors: dict[str, str] = {}
    application = _application(account, said.number, errors)
    office = application.office if application is not None else account.citizen.office
    officer = _officer(office, said.officer, errors)
    category = BY_KEY.get(said.category)
    if category is None:
        errors["kategori"] = "Pilih apa yang Anda adukan."
    _check(account, said, errors)
    if errors or category is None:
        raise InvalidInput(errors)
    spend("complain", str(account.pk), capacity=_PER_DAY, per_seconds=24 * 3600)
    return _file(account, key, said, office, category, (application, officer))


@transaction.atomic
def _file(
    account: Account,
    key: UUID,
    said: Said,
    office: Office,
    category: Category,
    about: tuple[Application | None, StaffMember | None],
) -> Complaint:
    # The account's row is the lock: the same form sent twice at once finds the first one here.
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if (first := _first(account, key)) is not None:
        return first
    moment = now()
    complaint = Complaint(
        office=office,
        number=_free_number(office, local(moment, office.timezone).year),
        account=account,
        resident=resident_of(account),
        filer_name=account.citizen.name,
        key=key,
        application=about[0],
        about_staff=about[1],
        category=category.key,
        is_confidential=said.is_confidential,
        text=many_lines(said.text),
        term=category.term,
        created_at=moment,
        due_at=due_at(moment, WORK_DAYS[category.term], office),
    )
    words = f"Pengaduan diterima {office.full_name}. Dijawab paling lama {WORK_DAYS[category.term]} hari kerja."
    way = route(complaint)
    if way is not None:
        words = f"{words} {route_words(complaint, way)}"
        complaint.office, complaint.is_for_administrator = way.office, way.for_administrator
        complaint.number = _free_number(way.office, local(moment, way.office.timezone).year)
        complaint.due_at = due_at(moment, WORK_DAYS[category.term], way.office)
    complaint.save(force_insert=True)
    _attach(account, complaint, said.files)
    record(complaint, Verb.COMPLAIN, actor=account, label=FILER, words=words)
    return complaint


def _first(account: Account, key: UUID) -> Complaint | None:
    return Complaint.objects.filter(account=account, key=key).first()


def _application(account: Account, number: str, errors: dict[str, str]) -> Application | None:
    if not number:
        return None
    own = Application.objects.select_related("office").filter(readable_by(account), number=number[:20])
    found = own.first() if "\0" not in number else None
    if found is None:
        errors["permohonan"] = "Pilih salah satu permohonan Anda, atau “Bukan tentang permohonan”."
    return found


def _officer(office: Office, typed: str, errors: dict[str, str]) -> StaffMember | None:
    if not typed:
        return None
    try:
        found = StaffMember.objects.filter(office=office, pk=UUID(typed)).first()
    except ValueError:
        found = None
    if found is None:
        errors["petugas"] = f"Petugas ini tidak bekerja di {office.full_name}. Pilih lagi, atau kosongkan."
    return found


def _check(account: Account, said: Said, errors: dict[str, str]) -> None:
    text = many_lines(said.text)
    if not text:
        errors["isi"] = "Ceritakan apa yang terjadi, kapan, dan di mana."
    elif len(text) > MAX_WORDS:
        errors["isi"] = f"Terlalu panjang: paling banyak {MAX_WORDS} huruf."
    if len(set(said.files)) > MAX_FILES:
        errors["bukti"] = f"Paling banyak {MAX_FILES} berkas. Hapus beberapa."
    elif len(owned(account, said.files)) != len(set(said.files)):
        errors["bukti"] = "Ada berkas yang tidak tersimpan lagi. Pilih lagi berkasnya."


def _attach(account: Account, complaint: Complaint, ids: Sequence[str]) -> None:
    """The files become the complaint's: nobody's own upload any more, so that no sweep takes them for forgotten."""
    files = owned(account, ids, hold=True)
    StoredFile.objects.filter(pk__in=list(files)).update(owner=None)
    ComplaintFile.objects.bulk_create(
        ComplaintFile(office_id=complaint.office_id, complaint=complaint, file=file) for file in files.values()
    )


def _free_number(office: Office, year: int) -> str:
    """A number not yet used; the unique constraint guards the moment between asking and writing."""
    while True:
        number = public_number(year)
        if not Complaint.objects.filter(office=office, number=number).exists():
            return number
