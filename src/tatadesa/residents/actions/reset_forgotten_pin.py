"""Somebody who has forgotten the PIN gets a new one: NIK and birth date, then a code to the registered contact.

Nobody learns from it whether a NIK exists. The first step only queues a job, so it cannot answer differently or take
longer; the job makes a code row for everybody, one that no code fits where the data does not agree; so the second step
cannot differ either.
"""

import hmac
import json
import re
from datetime import date

from django.db import transaction
from django.http import HttpRequest

from tatadesa.accounts import secrets
from tatadesa.accounts.actions.reset_pin import reset_pin
from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.confirmation import check_code
from tatadesa.accounts.models import Account, ConfirmationCode
from tatadesa.accounts.passwords import check_pin
from tatadesa.accounts.ports import Channel
from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.ids import uuid7
from tatadesa.core.jobs import queue
from tatadesa.residents import tasks

_PURPOSE = ConfirmationCode.Purpose.FORGOTTEN_PIN
_KEPT = "forgotten_pin"
_KEPT_SECONDS = 900


def begin_reset_forgotten_pin(request: HttpRequest, *, nik: str, birth_date: date, channel: Channel) -> None:
    """Queue the search for the account and its code; raises ``TooMany`` after three an hour for one NIK."""
    digits = re.sub(r"[^0-9]", "", nik)
    if len(digits) != 16:
        raise InvalidInput({"nik": "NIK harus 16 angka, seperti di KTP."})
    spend("forgotten-address", client_address(request), capacity=20, per_seconds=3600)
    spend("forgotten-nik", secrets.fingerprint(digits), capacity=3, per_seconds=3600)
    subject = uuid7()
    wanted = {"nik": digits, "born": birth_date.isoformat(), "channel": channel.value, "subject": str(subject)}
    with transaction.atomic():
        queue(tasks.send_forgotten_pin_code, sealed=secrets.encrypt(json.dumps(wanted)))
    request.session[_KEPT] = {"sealed": secrets.encrypt(f"{subject}:{digits}"), "at": int(now().timestamp())}


def waits_for_code(request: HttpRequest) -> bool:
    """True for a quarter of an hour after the first step."""
    kept = request.session.get(_KEPT)
    return kept is not None and now().timestamp() - kept["at"] <= _KEPT_SECONDS


def reset_forgotten_pin(request: HttpRequest, *, code: str, pin: str, again: str) -> Account:
    """Second step: the code and the new PIN. All devices are signed out and the owner is told.

    Raises ``InvalidInput`` at ``kode``, ``pin`` or ``ulang``. The PIN is looked at first: a weak one costs no try.
    """
    if not waits_for_code(request):
        raise InvalidInput({"kode": "Waktunya habis. Mulai lagi dari awal."})
    check_pin(pin)
    if not hmac.compare_digest(pin.encode(), again.encode()):
        raise InvalidInput({"ulang": "Kedua PIN tidak sama. Ketik lagi."})
    subject, _, nik = secrets.decrypt(request.session[_KEPT]["sealed"]).partition(":")
    check_code(purpose=_PURPOSE, subject=subject, typed=code)
    account = Account.objects.get(kind=Account.Kind.CITIZEN, login=nik)
    reset_pin(account, pin)
    del request.session[_KEPT]
    return account
