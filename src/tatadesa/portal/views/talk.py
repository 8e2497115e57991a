"""What a citizen and the officers write to each other about an application."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.see_messages import see_messages
from tatadesa.applications.actions.withdraw_message import withdraw_message
from tatadesa.applications.actions.write_to_office import write_to_office
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_citizen
from tatadesa.applications.talk import is_open, may_withdraw, thread_of
from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.files.actions.receive import receive
from tatadesa.files.queries import owned
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page, parse_key


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def messages(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/pesan/``: the thread and a form; POST sends, twice with one ``kunci`` only once."""
    application = of_citizen(account, number)
    if request.method != "POST":
        return _page(request, account, application)
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")
    kept = request.POST.getlist("files")[:20]
    try:
        kept += _received(request, account)
        write_to_office(account, number, key=parse_key(request.POST.get("kunci", "")), text=text, files=kept)
    except DomainError as refused:
        if refused.status == 404:
            raise
        return _page(request, account, application, refused, text, kept)
    return HttpResponseRedirect(f"{reverse('portal:messages', args=[number])}#tulis")


@require_safe
@citizen_required
def listing(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``.../pesan/daftar/``: the part of the page that changes by itself."""
    return page(request, "talk_list", _thread(account, of_citizen(account, number)))


@require_POST
@citizen_required
def seen(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``.../pesan/dilihat/``: the page has shown everything to the message ``sampai``."""
    see_messages(account, number, parse_key(request.POST.get("sampai", "")))
    return HttpResponse(status=204)


@require_POST
@citizen_required
def withdraw(request: HttpRequest, account: Account, number: str, message_id: UUID) -> HttpResponse:
    """``.../pesan/<uuid>/tarik/``: within a minute."""
    of_citizen(account, number)
    try:
        withdraw_message(account, number, message_id)
    except DomainError as refused:
        if refused.status == 404:
            raise
        flash.warning(request, refused.message)
    return HttpResponseRedirect(reverse("portal:messages", args=[number]))


def _received(request: HttpRequest, account: Account) -> list[str]:
    office = account.citizen.office
    try:
        stored = [
            receive(office=office, owner=account, upload=upload, upload_key=None)
            for upload in request.FILES.getlist("berkas")[:5]
        ]
    except InvalidInput as refused:
        raise InvalidInput({"files": refused.errors.get("", refused.message)}) from refused
    return [str(file.pk) for file in stored]


def _thread(account: Account, application: Application) -> dict[str, Any]:
    thread = thread_of(application)
    return {
        "application": application,
        "thread": thread,
        "mine": account,
        "undoable": [row.pk for row in thread.messages if may_withdraw(row, account)],
        "zone": application.office.timezone,
    }


def _page(
    request: HttpRequest,
    account: Account,
    application: Application,
    refused: DomainError | None = None,
    text: str = "",
    kept: list[str] | None = None,
) -> HttpResponse:
    errors = refused.errors if isinstance(refused, InvalidInput) else {"": refused.message} if refused else {}
    context = {
        **_thread(account, application),
        "errors": errors,
        "text": text,
        "kept": list(owned(account, kept or []).values()),
        "key": request.POST.get("kunci") if refused else str(uuid4()),
        "is_open": is_open(application),
    }
    return page(request, "talk", context, status=refused.status if refused else 200)
