"""A staff member sets up the authenticator app, and makes recovery codes."""

from django.db import transaction
from django.http import HttpRequest

from tatadesa.accounts import history, own_secret, recovery, secrets, setbacks, totp
from tatadesa.accounts.models import AccountEvent, StaffMember
from tatadesa.accounts.opening import raise_proof
from tatadesa.core.errors import InvalidInput

_NEW = "new_totp"


def begin_set_up_second_factor(request: HttpRequest, staff: StaffMember, *, password: str) -> None:
    """Make the secret of a new app, kept (encrypted) in the session until a code confirms it.

    The password is asked again where an app is set up already: an open desk must not be enough to replace it.
    """
    if staff.totp_secret:
        own_secret.confirm(staff.account, password, field="password")
    request.session[_NEW] = secrets.encrypt(totp.new_secret())


def new_secret(request: HttpRequest) -> str:
    """The secret that waits for its confirmation; empty when none does."""
    kept = request.session.get(_NEW, "")
    try:
        return secrets.decrypt(kept) if kept else ""
    except ValueError:
        return ""


def set_up_second_factor(request: HttpRequest, staff: StaffMember, code: str) -> list[str]:
    """Turn the second factor on with the first code of the app; gives fresh recovery codes to show once."""
    secret = new_secret(request)
    if not secret:
        raise InvalidInput({"": "Waktu habis. Mulai lagi dengan gambar kode yang baru."})
    setbacks.begin_try(f"new-code:{staff.pk}")
    step = totp.matching_step(secret, code)
    if step is None:
        raise InvalidInput({"otp": "Kode salah. Samakan jam ponsel (waktu otomatis), lalu ketik kode yang tampil."})
    setbacks.forgive(f"new-code:{staff.pk}")
    with transaction.atomic():
        row = StaffMember.objects.select_for_update(of=("self",)).get(pk=staff.pk)
        row.totp_secret, row.totp_last_step = secrets.encrypt(secret), step
        row.save(update_fields=["totp_secret", "totp_last_step"])
        codes = recovery.make(staff.account)
        history.record(staff.account, AccountEvent.Kind.FACTOR_SET, "Aplikasi kode dipasang.", actor=staff.account)
    request.session.pop(_NEW, None)
    raise_proof(request)
    return codes
