"""Recovery codes: ten one-time codes on paper, for the day the phone with the second factor is gone."""

from django.db import transaction

from tatadesa.accounts.models import Account, RecoveryCode
from tatadesa.accounts.secrets import fingerprint
from tatadesa.core.clock import now
from tatadesa.core.ids import normalise_code, random_code

COUNT = 10
_LENGTH = 10


@transaction.atomic
def make(account: Account) -> list[str]:
    """Ten fresh codes like ``K7QM3-XPD4T`` (50 bits each); those made before are void. Shown once, kept as hashes."""
    codes = [random_code(_LENGTH) for _ in range(COUNT)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, code_hash=_hash(account, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use(account: Account, typed: str) -> bool:
    """True when ``typed`` is an unused code of ``account``; it is used up by the same statement."""
    code = "".join(character for character in normalise_code(typed[:40]) if character.isalnum())
    unused = RecoveryCode.objects.filter(account=account, code_hash=_hash(account, code), used_at=None)
    return bool(unused.update(used_at=now()))


def left(account: Account) -> int:
    """How many codes of ``account`` are still unused."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def _hash(account: Account, code: str) -> str:
    return fingerprint(f"recovery:{account.pk}:{code}")
