"""Sign a staff member in: password first, then a one-time code where the account has a second factor."""

from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest

from tatadesa.accounts import totp
from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.accounts.passwords import matches
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput

_PENDING = "staff_sign_in"
_PENDING_SECONDS = 300


def check_staff_password(request: HttpRequest, username: str, password: str) -> bool:
    """First step. True when signed in at once; False when a one-time code is still to come.

    Raises ``InvalidInput`` (same words for an unknown name and a wrong password) or ``TooMany``.
    """
    if not username.strip() or not password:
        raise InvalidInput({"username": "Isi nama pengguna dan kata sandi."})
    name = username.strip().lower()
    spend("sign-in-address", client_address(request), capacity=60, per_seconds=900)
    spend("sign-in-staff", fingerprint(name), capacity=8, per_seconds=900)
    account = Account.objects.filter(kind=Account.Kind.STAFF, login=name, is_active=True).first()
    if not matches(account, password) or account is None:
        raise InvalidInput({"username": "Nama pengguna atau kata sandi salah."})
    if not account.staff_member.totp_secret:
        _open(request, account)
        return True
    request.session.cycle_key()
    request.session[_PENDING] = {"account": str(account.pk), "at": int(now().timestamp())}
    return False


def waits_for_code(request: HttpRequest) -> bool:
    """True between a right password and the one-time code, for five minutes."""
    return _pending(request) is not None


def check_staff_code(request: HttpRequest, code: str) -> Account:
    """Second step: the six digits of the authenticator app; raises ``InvalidInput`` or ``TooMany``."""
    account_id = _pending(request)
    if account_id is None:
        raise InvalidInput({"username": "Waktu masuk habis. Isi lagi nama pengguna dan kata sandi."})
    spend("sign-in-code", str(account_id), capacity=6, per_seconds=900)
    staff = StaffMember.objects.select_related("account").get(pk=account_id)
    if not totp.verify(staff, code):
        raise InvalidInput({"otp": "Kode salah atau sudah dipakai. Tunggu kode berikutnya di aplikasi."})
    _open(request, staff.account)
    return staff.account


def _pending(request: HttpRequest) -> UUID | None:
    pending = request.session.get(_PENDING)
    if pending is None or now().timestamp() - pending["at"] > _PENDING_SECONDS:
        return None
    return UUID(pending["account"])


def _open(request: HttpRequest, account: Account) -> None:
    request.session.pop(_PENDING, None)
    login(request, account, backend="tatadesa.accounts.backend.AccountBackend")
    request.session.set_expiry(12 * 3600)
