"""Which key of which PKCS#11 token an officer signs with."""

from __future__ import annotations

from tatadesa.accounts import throttle
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.letters.actions.change_signer_profile import keep_token
from tatadesa.letters.models import SignerProfile
from tatadesa.letters.ports import SigningOutcome, TokenCertificate, TokensFound, tokens_port
from tatadesa.letters.signing import require_signer, require_tokens

TOKEN_FIELD, PIN = "token", "pin"
_LONGEST_PIN = 200


def find_tokens(staff: StaffMember) -> TokensFound:
    """What the tokens of this server show without a PIN. Raises ``NotAllowed``, ``Conflict``, ``TooMany``."""
    require_signer(staff)
    require_tokens(staff.office)
    throttle.spend("cari-token", str(staff.pk), capacity=20, per_seconds=600)
    return tokens_port().find()


def choose_token(staff: StaffMember, fingerprint: str, pin: str) -> SignerProfile:
    """Sign with the certificate that ``fingerprint`` names from now on; a former key, also in a file, is forgotten.

    ``pin`` is tried once, to see that the key is the officer's, and kept nowhere. Raises ``NotAllowed``, ``TooMany``,
    ``Conflict`` (the server, the token) and ``InvalidInput`` (``token``, ``pin``).
    """
    found = find_tokens(staff)
    if not pin or len(pin) > _LONGEST_PIN:
        raise InvalidInput({PIN: "Tulis PIN token Anda."})
    # Shared with signing: a PIN can be guessed there as here.
    throttle.spend("tanda-tangan", str(staff.pk), capacity=30, per_seconds=900)
    picked = _picked(found, fingerprint)
    answer = tokens_port().try_pin(picked.key, pin)
    if answer.outcome is SigningOutcome.WRONG_SECRET:
        raise InvalidInput({PIN: answer.reason})
    if answer.outcome is not SigningOutcome.SIGNED:
        raise Conflict(answer.reason)
    return keep_token(staff, picked.key, picked.certificate)


def _picked(found: TokensFound, fingerprint: str) -> TokenCertificate:
    for one in found.certificates:
        if one.key.fingerprint == fingerprint:
            if one.certificate.not_after < now():
                raise InvalidInput({TOKEN_FIELD: "Sertifikat ini sudah kedaluwarsa. Minta yang baru."})
            return one
    if not found.certificates and found.words:
        raise Conflict(found.words[0])
    raise InvalidInput({TOKEN_FIELD: "Pilih sertifikat Anda. Bila tidak tampak, pasang tokennya lalu cari lagi."})
