"""From a prepared letter to an issued one: the last transaction, whatever the way of signing."""

from __future__ import annotations

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.complete import complete
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.states import Verb, next_state
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict
from tatadesa.files.models import StoredFile
from tatadesa.letters import books
from tatadesa.letters.models import Letter, PreparedLetter
from tatadesa.letters.signing import letter_from

DONE_ALREADY = "Surat ini sudah terbit."
CHANGED = "Permohonan ini berubah setelah suratnya disiapkan. Siapkan dan lihat lagi suratnya."


def lock(staff: StaffMember, prepared: PreparedLetter) -> tuple[Application, PreparedLetter]:
    """Both rows, the application's first as everywhere, when the letter may still be issued; raises ``Conflict``."""
    application = lock_for_staff(staff, prepared.application.number)
    locked = PreparedLetter.objects.select_for_update(of=("self",)).get(pk=prepared.pk)
    if locked.state == PreparedLetter.State.ISSUED:
        raise Conflict(DONE_ALREADY)
    unchanged = locked.seen == application.event_count and locked.sha256 == prepared.sha256
    if locked.state != PreparedLetter.State.PREPARED or not unchanged:
        raise Conflict(CHANGED)
    if next_state(application.state, Verb.COMPLETE) is None:
        raise Conflict(CHANGED)
    return application, locked


def finish(
    application: Application,
    prepared: PreparedLetter,
    signer: StaffMember,
    file: StoredFile,
    *,
    words: str,
    certificate: str = "",
) -> Letter:
    """Make the letter of both locked rows, with ``file`` as it is from now on; ``words`` end the history's sentence.

    Raises what ``complete`` raises when ``signer`` may no longer act.
    """
    letter = letter_from(prepared)
    letter.signer, letter.issued_at = signer, now()
    letter.file, letter.sha256 = file, file.sha256
    letter.signed_by, letter.certificate = prepared.method, certificate
    letter.save(force_insert=True)
    books.record_letter(letter)
    prepared.state, prepared.content, prepared.failure = PreparedLetter.State.ISSUED, None, ""
    prepared.attempt = prepared.attempted_at = None
    prepared.save()
    complete(application, signer, f"Surat terbit dengan nomor {letter.number}. {words}")
    return letter


def file_name(prepared: PreparedLetter) -> str:
    """What the file is called when somebody saves it."""
    return f"{prepared.particulars['subject']} {prepared.application.number}.pdf"
