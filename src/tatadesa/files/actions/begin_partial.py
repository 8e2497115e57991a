"""Begin to take a file that comes in pieces."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, TooMany
from tatadesa.files.limits import EMPTY, MAX_FILE, TOO_LARGE, FileRefused
from tatadesa.files.models import PartialUpload
from tatadesa.files.naming import clean_name
from tatadesa.files.partials import KEEP_FOR, MAX_OPEN, MAX_OPEN_BYTES, open_of
from tatadesa.offices.models import Office

_TOO_MANY = "Terlalu banyak berkas sedang dikirim sekaligus. Tunggu yang lain selesai, lalu coba lagi."
_RETRY_AFTER = 60


@transaction.atomic
def begin_partial(*, office: Office, owner: Account, upload_key: UUID, name: str, size: int) -> PartialUpload:
    """An upload of ``size`` bytes; a repeated ``upload_key`` of the owner finds the first one, with what has come.

    Raises ``FileRefused`` for a size that no file may have, ``TooMany`` beyond what one account may have under way,
    ``Conflict`` for a known key with another size.
    """
    if size > MAX_FILE:
        raise FileRefused(TOO_LARGE)
    if size < 1:
        raise FileRefused(EMPTY)
    # One at a time for each account, so that the bound holds.
    Account.objects.select_for_update(of=("self",), no_key=True).get(pk=owner.pk)
    known = PartialUpload.objects.filter(office=office, owner=owner, upload_key=upload_key).first()
    if known is not None and known.expires_at > now():
        if known.size != size:
            raise Conflict("Berkas ini berbeda dari yang tadi mulai dikirim. Hapus, lalu pilih lagi berkasnya.")
        return known
    if known is not None:
        known.delete()
    count, total = open_of(owner)
    if count >= MAX_OPEN or total + size > MAX_OPEN_BYTES:
        raise TooMany(_TOO_MANY, _RETRY_AFTER)
    begun = now()
    return PartialUpload.objects.create(
        office=office,
        owner=owner,
        upload_key=upload_key,
        name=clean_name(name),
        size=size,
        created_at=begun,
        expires_at=begun + KEEP_FOR,
    )
