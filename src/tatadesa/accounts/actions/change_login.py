"""The number a citizen signs in with follows the register when an officer corrects a NIK."""

from django.db import transaction

from tatadesa.accounts import citizens_of_office, history
from tatadesa.accounts.models import Account, AccountEvent, StaffMember
from tatadesa.core.errors import Conflict


@transaction.atomic
def change_login(staff: StaffMember, account: Account, nik: str) -> None:
    """From now on ``nik`` (clean and checked by the caller) opens the citizen's ``account``, with the PIN it has.

    Raises ``Conflict`` where another account has that NIK, and as ``citizens_of_office.locked`` does.
    """
    found = citizens_of_office.locked(staff, account.pk)
    if Account.objects.filter(kind=Account.Kind.CITIZEN, login=nik).exclude(pk=found.pk).exists():
        raise Conflict("NIK itu sudah dipakai untuk masuk oleh akun lain. Periksa akun itu dahulu.")
    found.login = nik
    found.save(update_fields=["login"])
    words = f"Nomor untuk masuk diganti petugas {staff.name}, mengikuti NIK di data penduduk."
    history.record(found, AccountEvent.Kind.LOGIN_CHANGED, words, actor=staff.account)
