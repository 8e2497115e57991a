"""Beside a request: the thread with the citizen, notes for colleagues, and who else has it open."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import queries
from tatadesa.applications.actions.await_reply import await_reply
from tatadesa.applications.actions.look_at import look_at
from tatadesa.applications.actions.note_internally import note_internally
from tatadesa.applications.actions.see_messages import see_messages_at_desk
from tatadesa.applications.actions.withdraw_message import withdraw_message
from tatadesa.applications.actions.write_to_citizen import write_to_citizen
from tatadesa.applications.looking import also_here, since
from tatadesa.applications.talk import file_of_message
from tatadesa.core.errors import DomainError, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.desk.views.application import Attempt, show
from tatadesa.desk.views.application_parts import talk_context
from tatadesa.desk.views.going_back import back, with_list
from tatadesa.files import serving
from tatadesa.files.actions.receive import receive


@require_safe
@staff_required
def listing(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``.../pesan/``: thread and notes alone, for live refreshing."""
    application = queries.of_office(staff, number)
    log_look(staff, application, "pesan")
    context = {**talk_context(staff, application, since(staff, application)), "dari": with_list(request)}
    return render(request, "desk/views/application_talk.html", context)


@require_POST
@staff_required
def write(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``.../pesan/tulis/``: a message to the citizen, with files."""
    application = queries.of_office(staff, number)
    text, kept = _text(request), request.POST.getlist("files")[:20]
    try:
        kept += _received(request, staff)
        awaits = "tunggu" in request.POST
        write_to_citizen(staff, number, key=_key(request), text=text, files=kept, awaits_reply=awaits)
    except DomainError as refused:
        return _refused(request, staff, number, "pesan", refused, text)
    messages.success(request, "Pesan terkirim. Bisa ditarik dalam satu menit.")
    return back(request, application.number, "#pesan")


@require_POST
@staff_required
def note(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``.../catatan/``: words for colleagues."""
    text = _text(request)
    try:
        note_internally(staff, number, key=_key(request), text=text)
    except DomainError as refused:
        return _refused(request, staff, number, "catatan", refused, text)
    messages.success(request, "Catatan disimpan. Hanya perangkat yang membacanya.")
    return back(request, number, "#catatan")


@require_POST
@staff_required
def withdraw(request: HttpRequest, staff: StaffMember, number: str, message_id: UUID) -> HttpResponseBase:
    """``.../pesan/<uuid>/tarik/``: within a minute."""
    queries.of_office(staff, number)
    try:
        withdraw_message(staff.account, number, message_id)
    except NotFound:
        raise
    except DomainError as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, "Pesan ditarik.")
    return back(request, number, "#pesan")


@require_POST
@staff_required
def awaiting(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``.../pesan/tunggu/``: mark that an answer is awaited (``tunggu=1``), or take the mark away."""
    awaits = request.POST.get("tunggu") == "1"
    try:
        await_reply(staff, number, awaits=awaits)
    except NotFound:
        raise
    except DomainError as refused:
        messages.warning(request, refused.message)
    return back(request, number, "#pesan")


@require_POST
@staff_required
def seen(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``.../dilihat/``: the page is open and has shown this much; answers with who else is there."""
    typed = request.POST.get("posisi", "")
    application = look_at(staff, number, int(typed) if typed.isdecimal() and len(typed) < 10 else 0)
    if last := request.POST.get("sampai"):
        see_messages_at_desk(staff, number, _uuid(last))
    return render(request, "desk/views/application_here.html", {"here_too": also_here(staff, application)})


@require_safe
@staff_required
def file(request: HttpRequest, staff: StaffMember, number: str, file_id: UUID) -> HttpResponseBase:
    """``.../pesan/berkas/<uuid>/``: a file that came with a message."""
    found = file_of_message(staff, number, file_id)
    log_look(staff, queries.of_office(staff, number), "berkas")
    return serving.response(found, download=False)


def _received(request: HttpRequest, staff: StaffMember) -> list[str]:
    try:
        stored = [
            receive(office=staff.office, owner=staff.account, upload=upload, upload_key=None)
            for upload in request.FILES.getlist("berkas")[:5]
        ]
    except InvalidInput as refused:
        raise InvalidInput({"files": refused.errors.get("", refused.message)}) from refused
    return [str(file.pk) for file in stored]


def _refused(
    request: HttpRequest, staff: StaffMember, number: str, act: str, refused: DomainError, text: str
) -> HttpResponse:
    if isinstance(refused, NotFound):
        raise refused
    return show(
        request, staff, queries.of_office(staff, number), Attempt(act=act, refused=refused, words={"text": text})
    )


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")


def _key(request: HttpRequest) -> UUID:
    return _uuid(request.POST.get("kunci", ""))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("Halaman ini sudah lama terbuka. Muat ulang, lalu kirim lagi.") from error
