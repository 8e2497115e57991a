"""Passkeys (WebAuthn Level 3): what a browser is asked for, and whether its answer is right.

The challenge lies in the session and is taken out before anything is checked, so an answer works once. The library is
loaded at the first use: few sessions need it, and it takes 15 MB.
"""

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from tatadesa.accounts.models import Account, Passkey
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, NotFound

MAX_KEYS = 10
GONE = "Kunci sandi ini sudah tidak ada."
_CHALLENGE = "passkey_challenge"
_GOOD_FOR_SECONDS = 300
_MAX_ANSWER = 20_000


def keys_of(account: Account) -> list[Passkey]:
    """The passkeys of an account, the newest first. One query."""
    return list(Passkey.objects.filter(account=account).order_by("-created_at", "-id"))


def key_of(account: Account, passkey_id: UUID) -> Passkey:
    """One of the account's own keys; raises ``NotFound`` for anybody else's. One query."""
    key = Passkey.objects.filter(account=account, pk=passkey_id).first()
    if key is None:
        raise NotFound(GONE)
    return key


def options_to_add(request: HttpRequest, account: Account) -> dict[str, Any]:
    """What ``navigator.credentials.create`` gets: a discoverable key that verifies its user, none made before."""
    import webauthn
    from webauthn.helpers import structs

    person = account.citizen if account.is_citizen else account.staff_member
    options = webauthn.generate_registration_options(
        rp_id=_rp_id(),
        rp_name="TataDesa",
        user_id=account.pk.bytes,
        # Phones show this name in their list of keys, to whoever holds them: no NIK.
        user_name=person.name,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=bytes(key.credential_id)) for key in keys_of(account)
        ],
        timeout=_GOOD_FOR_SECONDS * 1000,
    )
    _keep(request, f"add:{account.pk}", options.challenge)
    return _as_dict(webauthn.options_to_json(options))


def read_new(request: HttpRequest, account: Account, answer: str) -> Passkey:
    """The key in the browser's ``answer`` to ``options_to_add``, not yet stored; raises ``InvalidInput``."""
    import webauthn

    challenge = _take(request, f"add:{account.pk}")
    try:
        verified = webauthn.verify_registration_response(
            credential=_parse(answer),
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except InvalidInput:
        raise
    except Exception as error:
        # A stranger's bytes: whatever the parsers below trip over is a wrong answer.
        raise refused() from error
    return Passkey(
        account=account,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        created_at=now(),
    )


def options_to_sign_in(request: HttpRequest) -> dict[str, Any]:
    """What ``navigator.credentials.get`` gets. It names no key: the phone offers those it has for this site."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=_rp_id(),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
        timeout=_GOOD_FOR_SECONDS * 1000,
    )
    _keep(request, "sign-in", options.challenge)
    return _as_dict(webauthn.options_to_json(options))


def take_challenge(request: HttpRequest) -> bytes:
    """The challenge of the sign-in that is under way, used up; raises ``InvalidInput`` without one."""
    return _take(request, "sign-in")


def claimed_id(answer: str) -> bytes:
    """The id of the key that ``answer`` claims to come from; raises ``InvalidInput``."""
    from webauthn.helpers import base64url_to_bytes

    raw = _parse(answer).get("rawId")
    try:
        return base64url_to_bytes(raw if isinstance(raw, str) and len(raw) <= 1400 else "")
    except Exception as error:
        raise refused() from error


def check(key: Passkey | None, answer: str, challenge: bytes) -> int:
    """The key's new sign count when ``answer`` is its right one to ``challenge``; raises ``InvalidInput``.

    Checked: origin, site, challenge, signature, that the user was verified and not only present, a count that grew
    (where the key counts at all), and that the key speaks for the account it was made for.
    """
    import webauthn
    from webauthn.helpers import parse_authentication_credential_json

    if key is None:
        raise refused()
    try:
        credential = parse_authentication_credential_json(_parse(answer))
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=_origin(),
            credential_public_key=bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except InvalidInput:
        raise
    except Exception as error:
        raise refused() from error
    if credential.response.user_handle != UUID(str(key.account_id)).bytes:
        raise refused()
    return verified.new_sign_count


def refused() -> InvalidInput:
    """The one answer for every key that does not open."""
    return InvalidInput({"kunci": "Kunci sandi tidak cocok atau waktunya habis. Coba lagi."})


def _keep(request: HttpRequest, purpose: str, challenge: bytes) -> None:
    request.session[_CHALLENGE] = {"for": purpose, "challenge": challenge.hex(), "at": int(now().timestamp())}


def _take(request: HttpRequest, purpose: str) -> bytes:
    kept = request.session.pop(_CHALLENGE, None)
    if kept is None or kept["for"] != purpose or now().timestamp() - kept["at"] > _GOOD_FOR_SECONDS:
        raise refused()
    return bytes.fromhex(kept["challenge"])


def _parse(answer: str) -> dict[str, Any]:
    try:
        parsed = json.loads(answer) if len(answer) <= _MAX_ANSWER else None
    except (ValueError, RecursionError) as error:
        raise refused() from error
    if not isinstance(parsed, dict):
        raise refused()
    return parsed


def _as_dict(text: str) -> dict[str, Any]:
    return dict(json.loads(text))


def _rp_id() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _origin() -> str:
    parts = urlsplit(settings.BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"
