"""A registration becomes an account: the same for what an officer approves and for what is active at once."""

from django.db import IntegrityError, transaction

from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core.clock import now
from tatadesa.core.effects import emit
from tatadesa.core.errors import Conflict
from tatadesa.registrations import history, photos
from tatadesa.registrations.models import Registration
from tatadesa.residents.models import Resident


@transaction.atomic
def activate(registration: Registration, decided_by: StaffMember | None) -> Account:
    """Make the account, tie it to ``registration.resident`` (None: tied to nobody), and delete the photo.

    The caller holds the registration's row, has checked everything else and tells the person. ``decided_by`` is None
    when nobody had to decide. Raises ``Conflict`` when the NIK or the resident has got an account meanwhile, or no PIN
    was chosen; nothing has changed then.
    """
    if not registration.pin_hash:
        raise Conflict("PIN belum dibuat, jadi akun belum dapat dibuka.")
    resident = _hold(registration)
    account = _create(registration, resident)
    if resident is not None:
        resident.account = account
        resident.save(update_fields=("account",))
        emit("account.tied", {"account_id": str(account.pk), "resident_id": str(resident.pk)})
    registration.state = Registration.State.ACTIVE
    registration.account = account
    registration.decided_by = decided_by
    registration.decided_at = now()
    registration.pin_hash = ""
    registration.card = {}
    registration.asked_fields = []
    registration.message = ""
    registration.edition += 1
    registration.save()
    photos.delete_of(registration)
    actor = decided_by.account if decided_by is not None else None
    words = "Akun dibuka." if decided_by is not None else "Akun langsung aktif: sama dengan data penduduk."
    history.record(registration, "activate", registration.state, actor, words)
    emit("registration.decided", {"registration_id": str(registration.pk), "account_id": str(account.pk)})
    return account


def _hold(registration: Registration) -> Resident | None:
    """The resident, held until the transaction ends: two registrations cannot both take the same one."""
    if registration.resident_id is None:
        return None
    rows = Resident.objects.select_for_update(of=("self",), no_key=True).filter(office=registration.office_id)
    resident = rows.filter(pk=registration.resident_id).first()
    if resident is None or resident.account_id is not None:
        raise Conflict("Penduduk ini sudah terhubung dengan akun lain.")
    return resident


def _create(registration: Registration, resident: Resident | None) -> Account:
    proven = registration.contact_confirmed_at
    try:
        # A savepoint: the caller may go on after the database has refused a second account for one NIK.
        with transaction.atomic():
            return create_citizen(
                registration.office,
                registration.nik,
                None,
                resident.name if resident is not None else registration.name,
                # An unproven number opens nothing and hears nothing: it may be somebody else's.
                phone=registration.phone if proven and registration.phone else None,
                email=registration.email if proven else "",
                pin_hash=registration.pin_hash,
                phone_confirmed_at=proven if registration.phone else None,
                email_confirmed_at=proven if registration.email else None,
            )
    except IntegrityError as error:
        raise Conflict("NIK ini sudah punya akun.") from error
