"""An officer writes to the citizen about an application."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import staff_label
from tatadesa.applications.locking import lock_for_reader
from tatadesa.applications.messaging import post
from tatadesa.applications.models import Application, Message
from tatadesa.applications.permissions import may_take_papers
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotAllowed


@transaction.atomic
def write_to_citizen(
    staff: StaffMember, number: str, *, key: UUID, text: str, files: Sequence[str] = (), awaits_reply: bool = False
) -> Message:
    """Send ``text`` and ``files`` (ids of own uploads), once per ``key``; ``awaits_reply`` marks it in the inbox.

    Raises ``NotFound``, ``NotAllowed``, ``InvalidInput``, ``Conflict`` when nobody could read it or the thread is
    closed.
    """
    application = lock_for_reader(staff, number)
    if not may_take_papers(staff):
        raise NotAllowed("Pesan kepada warga ditulis oleh petugas yang melayani permohonan.")
    if not application.reader_ids:
        raise Conflict("Pemohon belum punya akun, jadi pesan tidak akan terbaca. Hubungi lewat telepon.")
    label = staff_label(staff)
    message = post(application, staff.account, label, from_office=True, key=key, text=text, files=files)
    if awaits_reply:
        Application.objects.filter(pk=application.pk).update(awaits_reply_since=now())
    return message
