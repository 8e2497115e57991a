"""Open a session once somebody has proved who they are."""

from enum import StrEnum

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from tatadesa.accounts import devices, history, known_browsers
from tatadesa.accounts.models import Account, AccountEvent

_BACKENDS = {
    Account.Kind.CITIZEN: "tatadesa.accounts.backend.CitizenBackend",
    Account.Kind.STAFF: "tatadesa.accounts.backend.StaffBackend",
}
_PROOF = "proof"
_STAFF_SECONDS = 12 * 3600


class Proof(StrEnum):
    """How the present session was opened."""

    SECRET = "secret"  # noqa: S105 - a word, not a secret
    """PIN or password alone."""
    SECOND_FACTOR = "second_factor"
    """Password and a code, or a passkey with user verification."""


def open_session(request: HttpRequest, account: Account, proof: Proof) -> None:
    """Sign ``account`` in; the device and, in a browser never used before, an event are written with it."""
    is_known = bool(known_browsers.own_allowance(request, account))
    before, its_device = request.user, devices.current(request)
    with transaction.atomic():
        if isinstance(before, Account) and its_device is not None:
            # Whoever was signed in here is signed out, with the live streams of other tabs.
            devices.end_if_there(before, its_device)
        login(request, account, backend=_BACKENDS[Account.Kind(account.kind)])
        device = devices.begin(request, account)
        if not is_known:
            words = f"Masuk dari perangkat baru: {device.label}."
            history.record(account, AccountEvent.Kind.NEW_BROWSER, words, actor=account)
    request.session[_PROOF] = proof.value
    if account.is_staff_member:
        request.session.set_expiry(_STAFF_SECONDS)


def proof_of(request: HttpRequest) -> Proof:
    """How the present session was opened, or proved itself since."""
    return Proof(request.session.get(_PROOF, Proof.SECRET))


def raise_proof(request: HttpRequest) -> None:
    """The person behind the present session has just shown a second factor."""
    request.session[_PROOF] = Proof.SECOND_FACTOR.value
