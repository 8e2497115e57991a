"""A citizen asks for a correction of their data, for the end of their account, or something else about it."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from tatadesa.accounts.models import Account
from tatadesa.accounts.throttle import spend
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.privacy.fields import CORRECTABLE
from tatadesa.privacy.models import DataRequest
from tatadesa.residents.queries import resident_of

# UU 27/2022 art. 30 and 40: plain hours from the request, not working days.
TIME_TO_ANSWER = timedelta(hours=72)
_MAX_TEXT = 1000


def ask(account: Account, *, kind: str, field: str = "", text: str = "") -> DataRequest:
    """Open a request; its clock starts at once.

    ``field`` names what is wrong (a key of ``fields.CORRECTABLE``) and is for corrections only. Raises
    ``InvalidInput`` under ``kind``, ``field`` and ``text``, and ``Conflict`` when the same is open already.
    """
    if not account.is_citizen:
        raise NotFound
    said = " ".join(text.split())
    errors = _errors(kind, field, said)
    if errors:
        raise InvalidInput(errors)
    spend("data-request", str(account.pk), capacity=10, per_seconds=24 * 3600)
    moment = now()
    try:
        with transaction.atomic():
            made = DataRequest.objects.create(
                office_id=account.citizen.office_id,
                account=account,
                resident=resident_of(account),
                kind=kind,
                field=field if kind == DataRequest.Kind.CORRECTION else "",
                text=said,
                created_at=moment,
                due_at=moment + TIME_TO_ANSWER,
            )
            live.publish([live.office_topic(made.office_id)], "data_request", {})
    except IntegrityError as error:
        raise Conflict("Permintaan yang sama masih menunggu jawaban kantor desa.") from error
    return made


def _errors(kind: str, field: str, text: str) -> dict[str, str]:
    errors = {}
    if kind not in DataRequest.Kind.values:
        errors["kind"] = "Pilih apa yang Anda minta."
    if kind == DataRequest.Kind.CORRECTION and field not in CORRECTABLE:
        errors["field"] = "Pilih data mana yang keliru."
    if len(text) > _MAX_TEXT:
        errors["text"] = f"Terlalu panjang: paling banyak {_MAX_TEXT} huruf."
    elif not text and kind != DataRequest.Kind.DELETION:
        errors["text"] = "Tulis data yang benar, atau apa yang Anda minta."
    return errors
