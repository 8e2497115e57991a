"""The program that talks to a PKCS#11 module, in a process of its own; orders and answers are lines of JSON.

A module is somebody else's library that runs with all we have, may hang for minutes and may not be forked. Here it is
loaded once, used by one request and gone with it; the parent kills what does not answer. Loads no Django.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import resource
import signal
import sys
from typing import Any

LONGEST_SECONDS = 120
"""After this it ends by itself: nobody else would stop one that hangs when its parent was killed."""
_MOST_TOKENS, _MOST_CERTIFICATES = 20, 40


class Trouble(Exception):
    """Named by a word that ``token_process`` has a sentence for."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail


class Desk:
    """One module and at most one opened key."""

    def __init__(self) -> None:
        self._signer: Any = None
        self._session: Any = None

    def find(self, order: dict[str, Any]) -> dict[str, Any]:
        """What can be seen of all tokens without a PIN."""
        tokens = _tokens(_load(order["module"]))
        return {"tokens": [_seen(token) for token in tokens[:_MOST_TOKENS]]}

    def open(self, order: dict[str, Any]) -> dict[str, Any]:
        """Log in with the PIN, once, and find the key that belongs to the certificate."""
        from pyhanko.sign.pkcs11 import PKCS11Signer

        library = _load(order["module"])
        token = _wanted(library, order)
        _require_open(token)
        session = self._session = _logged_in(library, token, order)
        certificates = _certificates(session)
        certificate = base64.b64decode(order["certificate"])
        if certificate not in [found["content"] for found in certificates]:
            raise Trouble("no_certificate")
        key_id = bytes.fromhex(order["key_id"])
        from asn1crypto import x509

        own = x509.Certificate.load(certificate)
        self._signer = PKCS11Signer(
            session,
            signing_cert=own,
            key_id=key_id,
            use_raw_mechanism=_is_raw(token, own),
            base_sign_kwargs={"pin": order["pin"]} if _asks_each_time(session, key_id) else None,
        )
        asyncio.run(self._signer.ensure_objects_loaded())
        others = [base64.b64encode(one["content"]).decode() for one in certificates if one["content"] != certificate]
        return {"others": others}

    def sign(self, order: dict[str, Any]) -> dict[str, Any]:
        """A signature over the data."""
        data, digest = base64.b64decode(order["data"]), str(order["digest"])
        found = asyncio.run(self._signer.async_sign_raw(data, digest))
        return {"signature": base64.b64encode(found).decode()}

    def close(self) -> None:
        """Log out."""
        if self._session is not None:
            self._session.close()


def main() -> None:
    """Answer one order after another until the parent closes its end."""
    signal.alarm(LONGEST_SECONDS)
    # A PIN is in this memory.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Some modules print to where the answers go.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    desk = Desk()
    for line in sys.stdin.buffer:
        order = json.loads(line)
        doing = {"find": desk.find, "open": desk.open, "sign": desk.sign}[order["do"]]
        answers.write(json.dumps(_answer(doing, order)).encode() + b"\n")
    desk.close()


def _answer(doing: Any, order: dict[str, Any]) -> dict[str, Any]:
    from pkcs11 import PKCS11Error

    try:
        found: dict[str, Any] = doing(order)
    except Trouble as trouble:
        return {"trouble": trouble.kind, "detail": trouble.detail}
    except PKCS11Error as error:
        return {"trouble": kind_of(error), "detail": type(error).__name__}
    except Exception as error:
        return {"trouble": "failed", "detail": type(error).__name__}
    return found


def kind_of(error: Exception) -> str:
    """The word for what a module says (PKCS#11 2.40, section 5.1.6)."""
    import pkcs11

    words: dict[str, tuple[type[Exception], ...]] = {
        "wrong_pin": (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange),
        "locked": (pkcs11.PinLocked,),
        "pin_expired": (pkcs11.PinExpired, pkcs11.UserPinNotInitialized),
        "gone": (
            pkcs11.DeviceRemoved,
            pkcs11.KeyHandleInvalid,
            pkcs11.NoSuchToken,
            pkcs11.ObjectHandleInvalid,
            pkcs11.SessionClosed,
            pkcs11.SessionHandleInvalid,
            pkcs11.SlotIDInvalid,
            pkcs11.TokenNotPresent,
            pkcs11.TokenNotRecognised,
        ),
        "busy": (pkcs11.SessionCount, pkcs11.AnotherUserAlreadyLoggedIn),
        "unusable": (pkcs11.KeyTypeInconsistent, pkcs11.MechanismInvalid, pkcs11.KeySizeRange),
    }
    return next((word for word, kinds in words.items() if isinstance(error, kinds)), "failed")


def _load(path: str) -> Any:
    import pkcs11

    try:
        return pkcs11.lib(path)
    except (pkcs11.PKCS11Error, OSError) as error:
        raise Trouble("no_module", type(error).__name__) from error


def _tokens(library: Any) -> list[Any]:
    import pkcs11

    found = []
    for slot in library.get_slots(token_present=True):
        try:
            token = slot.get_token()
        except pkcs11.PKCS11Error:
            # Pulled out in between, or no token we know.
            continue
        if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags:
            found.append(token)
    return found


def _seen(token: Any) -> dict[str, Any]:
    from pkcs11 import Attribute, ObjectClass, PKCS11Error

    told: dict[str, Any] = {"label": token.label, "serial": token.serial.hex(), "state": _state(token)}
    try:
        with token.open() as session:
            certificates = _certificates(session)
            keys = [found[Attribute.ID] for found in session.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY})]
    except PKCS11Error as error:
        return {**told, "trouble": kind_of(error), "certificates": [], "keys": 0}
    own = [one for one in certificates if one["id"]]
    told["certificates"] = [
        {"key_id": one["id"].hex(), "content": base64.b64encode(one["content"]).decode()} for one in own
    ]
    # A public key is seen without a PIN where the token keeps one: it tells of a key whose certificate is not there.
    return {**told, "keys": len({key for key in keys if key not in {one["id"] for one in own}})}


def _certificates(session: Any) -> list[dict[str, bytes]]:
    from pkcs11 import Attribute, ObjectClass, PKCS11Error

    found = []
    for place, one in enumerate(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})):
        if place >= _MOST_CERTIFICATES:
            continue
        try:
            found.append({"id": bytes(one[Attribute.ID]), "content": bytes(one[Attribute.VALUE])})
        except (PKCS11Error, TypeError):
            continue
    return found


def _wanted(library: Any, order: dict[str, Any]) -> Any:
    for token in _tokens(library):
        if token.serial.hex() == order["serial"] and order["label"] in ("", token.label):
            return token
    raise Trouble("gone")


def _require_open(token: Any) -> None:
    """Raise before a PIN is tried in vain."""
    state = _state(token)
    if state in ("locked", "pin_pad", "pin_expired"):
        raise Trouble(state)


def _state(token: Any) -> str:
    """What the token tells of its PIN, the worst first; ``good`` if nothing."""
    from pkcs11 import TokenFlag

    states = {
        "locked": TokenFlag.USER_PIN_LOCKED,
        "pin_pad": TokenFlag.PROTECTED_AUTHENTICATION_PATH,
        "pin_expired": TokenFlag.USER_PIN_TO_BE_CHANGED,
        "last_try": TokenFlag.USER_PIN_FINAL_TRY,
        "few_tries": TokenFlag.USER_PIN_COUNT_LOW,
    }
    return next((word for word, flag in states.items() if flag in token.flags), "good")


def _logged_in(library: Any, token: Any, order: dict[str, Any]) -> Any:
    from pkcs11 import PKCS11Error

    try:
        return token.open(user_pin=order["pin"])
    except PKCS11Error as error:
        kind = kind_of(error)
        if kind != "wrong_pin":
            raise
        # A token tells only afterwards how near it is to locking itself, and perhaps that it just has.
        raise Trouble(kind, _state(_wanted(library, order))) from error


def _asks_each_time(session: Any, key_id: bytes) -> bool:
    """Whether the key wants the PIN before each signature. Raises unless there is one such key and it may sign."""
    from pkcs11 import Attribute, ObjectClass, PKCS11Error

    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: key_id}))
    if len(keys) != 1:
        raise Trouble("no_key" if not keys else "several_keys")
    if not keys[0][Attribute.SIGN]:
        raise Trouble("unusable")
    try:
        return bool(keys[0][Attribute.ALWAYS_AUTHENTICATE])
    except PKCS11Error:
        return False


def _is_raw(token: Any, certificate: Any) -> bool:
    """Whether the token signs only what was hashed before."""
    from pkcs11 import Mechanism

    known = token.slot.get_mechanisms()
    is_rsa = certificate.public_key.algorithm == "rsa"
    return (Mechanism.SHA256_RSA_PKCS if is_rsa else Mechanism.ECDSA_SHA256) not in known


if __name__ == "__main__":
    main()
