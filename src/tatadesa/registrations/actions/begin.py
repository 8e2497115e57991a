"""Begin a registration at a village."""

from django.db import transaction

from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.offices.models import Office
from tatadesa.registrations import history
from tatadesa.registrations.models import Registration

_VILLAGES = (Office.Kind.DESA, Office.Kind.KELURAHAN)


def begin(office: Office, consent_version: str, address: str) -> Registration:
    """A fresh registration; its id is a secret of the browser that began it.

    ``consent_version`` is the privacy statement the person agreed to, empty when they did not; ``address`` is the
    client's. Raises ``InvalidInput`` at ``setuju``, and ``TooMany`` after 60 in an hour from one address.
    """
    if office.kind not in _VILLAGES or not office.is_active:
        raise NotFound("Pendaftaran hanya di desa atau kelurahan. Pilih desa Anda.")
    if not consent_version:
        raise InvalidInput({"setuju": "Centang kotak ini untuk melanjutkan."})
    # A whole village may share one address: a limit for machines, not for a busy day.
    spend("register-begin", address, capacity=60, per_seconds=3600)
    moment = now()
    with transaction.atomic():
        registration = Registration.objects.create(
            office=office, consent_version=consent_version, consent_at=moment, created_at=moment
        )
        history.record(registration, "begin", registration.state, None, "Pendaftaran dimulai.")
    return registration
