"""Sign a staff member in: password first, then a code where the account has a second factor."""

from uuid import UUID

from django.http import HttpRequest

from tatadesa.accounts import history, recovery, setbacks, totp
from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.known_browsers import own_allowance
from tatadesa.accounts.models import Account, AccountEvent, StaffMember
from tatadesa.accounts.opening import Proof, open_session
from tatadesa.accounts.passwords import matches
from tatadesa.accounts.second_factor import has_second_factor
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput

_PENDING = "staff_sign_in"
_PENDING_SECONDS = 300
_WRONG = "Nama pengguna atau kata sandi salah."
_WRONG_CODE = "Kode salah atau sudah dipakai. Tunggu kode berikutnya di aplikasi."


def check_staff_password(request: HttpRequest, username: str, password: str) -> Account | None:
    """First step. The account when it is signed in at once; None when a second factor is still to come.

    Raises ``InvalidInput`` (same words for an unknown name and a wrong password) or ``TooMany`` (growing delay).
    """
    if not username.strip() or not password:
        raise InvalidInput({"username": "Isi nama pengguna dan kata sandi."})
    name = username.strip().lower()
    account = Account.objects.filter(kind=Account.Kind.STAFF, login=name, is_active=True).first()
    allowance = own_allowance(request, account)
    if not allowance:
        spend("sign-in-address", client_address(request), capacity=60, per_seconds=900)
    key = f"password:{allowance}" if allowance else name_key(name)
    setbacks.begin_try(key)
    if not matches(account, password) or account is None or account.is_temporary_over:
        raise InvalidInput({"username": _WRONG})
    setbacks.forgive(key)
    if not has_second_factor(account.staff_member):
        open_session(request, account, Proof.SECRET)
        return account
    request.session.cycle_key()
    request.session[_PENDING] = {"account": str(account.pk), "at": int(now().timestamp())}
    return None


def name_key(name: str) -> str:
    """What counts the tries at a user name in browsers nobody knows."""
    return f"password:{fingerprint(name)}"


def waits_for_code(request: HttpRequest) -> bool:
    """True between a right password and the second factor, for five minutes."""
    return _pending(request) is not None


def check_staff_code(request: HttpRequest, typed: str) -> Account:
    """Second step: six digits of the authenticator app, or a recovery code; raises ``InvalidInput`` or ``TooMany``."""
    account_id = _pending(request)
    staff = StaffMember.objects.select_related("account", "office").filter(pk=account_id).first()
    if staff is None or not staff.account.is_active:
        raise InvalidInput({"username": "Waktu masuk habis. Isi lagi nama pengguna dan kata sandi."})
    key = f"code:{own_allowance(request, staff.account) or staff.pk}"
    setbacks.begin_try(key)
    if not _is_right(staff, typed):
        raise InvalidInput({"otp": _WRONG_CODE})
    setbacks.forgive(key)
    request.session.pop(_PENDING, None)
    open_session(request, staff.account, Proof.SECOND_FACTOR)
    return staff.account


def _is_right(staff: StaffMember, typed: str) -> bool:
    digits = "".join(typed.split())
    if len(digits) == totp.DIGITS and digits.isdecimal():
        return bool(staff.totp_secret) and totp.verify(staff, digits)
    if not recovery.use(staff.account, typed):
        return False
    words = f"Kode cadangan dipakai untuk masuk. Sisa {recovery.left(staff.account)} kode."
    history.record(staff.account, AccountEvent.Kind.RECOVERY_USED, words, actor=staff.account)
    return True


def _pending(request: HttpRequest) -> UUID | None:
    pending = request.session.get(_PENDING)
    if pending is None or now().timestamp() - pending["at"] > _PENDING_SECONDS:
        return None
    return UUID(pending["account"])
