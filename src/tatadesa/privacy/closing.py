"""What the end of an account takes away, and what the law keeps."""

from tatadesa.accounts import devices
from tatadesa.accounts.models import Account, ConfirmationCode
from tatadesa.applications.models import Draft
from tatadesa.notices.models import Consent, Notice, Preference, PushSubscription, Round
from tatadesa.residents.models import Resident


def close(account: Account) -> None:
    """Erase the account's secrets, contacts, devices, drafts and notices, and untie it from the resident.

    Call inside the transaction of the decision. The register, applications and letters stay: they are the village's
    own records (UU 24/2013, UU 43/2009). The login becomes free, so that the person can register again one day.
    """
    devices.end_all(account)
    Draft.objects.filter(author=account).delete()
    Notice.objects.filter(account=account).delete()
    for model in (PushSubscription, Round, Preference, Consent):
        model.objects.filter(account=account).delete()
    ConfirmationCode.objects.filter(subject=str(account.pk)).delete()
    account.passkeys.all().delete()
    Resident.objects.filter(account=account).update(account=None)
    citizen = account.citizen
    citizen.phone = None
    citizen.email = ""
    citizen.phone_confirmed_at = None
    citizen.email_confirmed_at = None
    citizen.name = "Akun ditutup"
    citizen.save()
    account.login = f"tutup:{account.pk}"
    account.is_active = False
    account.set_unusable_password()
    account.save()
