"""Writing a message down; called by the actions with the application's row held."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tatadesa.accounts.models import Account
from tatadesa.accounts.throttle import spend
from tatadesa.applications.history import announce
from tatadesa.applications.models import Application, Message, MessageFile
from tatadesa.applications.talk import MAX_FILES, is_open
from tatadesa.core.clock import now
from tatadesa.core.effects import emit
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import many_lines
from tatadesa.files.models import StoredFile
from tatadesa.files.queries import owned

MAX_TEXT = 2000
_CLOSED = "Percakapan ini sudah ditutup, sebab keputusannya sudah lebih dari 30 hari. Hubungi kantor desa."


def post(
    application: Application,
    author: Account,
    label: str,
    *,
    from_office: bool,
    key: UUID,
    text: str,
    files: Sequence[str],
) -> Message:
    """Write a message of the ``author``; the same ``key`` again gives the first. Whoever answers has read.

    Raises ``Conflict`` when the thread is closed, ``InvalidInput`` (``text``, ``files``), ``TooMany``.
    """
    sent = Message.objects.filter(application=application, author=author, key=key).first()
    if sent is not None:
        return sent
    if not is_open(application):
        raise Conflict(_CLOSED)
    text = many_lines(text)
    attached = owned(author, files, hold=True)
    _check(text, files, attached)
    spend("message", str(author.pk), capacity=300 if from_office else 30, per_seconds=3600)
    message = Message.objects.create(
        office_id=application.office_id,
        application=application,
        author=author,
        author_label=label,
        is_from_office=from_office,
        key=key,
        text=text,
        sent_at=now(),
    )
    MessageFile.objects.bulk_create(
        MessageFile(office_id=application.office_id, message=message, file=file) for file in attached.values()
    )
    see(application, by_office=from_office)
    if not from_office:
        Application.objects.filter(pk=application.pk).update(awaits_reply_since=None, citizen_wrote_at=message.sent_at)
    emit("application.message", {"message_id": str(message.pk)})
    announce(application)
    return message


def see(application: Application, *, by_office: bool, up_to: UUID | None = None) -> int:
    """Note that one side has seen what the other wrote, ``up_to`` that message; gives how many were new to it."""
    unseen = Message.objects.filter(application=application, is_from_office=not by_office, seen_at=None)
    if up_to is not None:
        last = Message.objects.filter(application=application, pk=up_to).first()
        if last is None:
            return 0
        unseen = unseen.filter(sent_at__lte=last.sent_at)
    count = unseen.update(seen_at=now())
    if by_office and count:
        waiting = Message.objects.filter(application=application, is_from_office=False, seen_at=None)
        if not waiting.exists():
            Application.objects.filter(pk=application.pk).update(citizen_wrote_at=None)
    return count


def _check(text: str, files: Sequence[str], attached: Mapping[str, StoredFile]) -> None:
    errors = {}
    if len(text) > MAX_TEXT:
        errors["text"] = f"Pesan paling panjang {MAX_TEXT} huruf."
    elif not text and not files:
        errors["text"] = "Tulis pesan Anda."
    if len(files) > MAX_FILES:
        errors["files"] = f"Paling banyak {MAX_FILES} berkas dalam satu pesan."
    elif len(set(files)) != len(attached):
        errors["files"] = "Berkas tidak sampai. Pilih lagi berkasnya."
    if errors:
        raise InvalidInput(errors)
