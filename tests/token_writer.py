"""Writes a key and a certificate into a token: a program, as SoftHSM reads its setting once per process."""

import base64
import json
import sys

import pkcs11
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util import ec, rsa, x509


def write(order: dict[str, str]) -> None:
    """``key`` and ``certificate`` in base64, either empty; ``only_public``, ``asks_each_time``, ``not_for_signing``."""
    key_id = bytes.fromhex(order["key_id"])
    token = next(iter(pkcs11.lib(order["module"]).get_tokens(token_label=order["label"])))
    with token.open(rw=True, user_pin=order["pin"]) as session:
        certificate, key = base64.b64decode(order["certificate"]), base64.b64decode(order["key"])
        if certificate:
            session.create_object(
                {**x509.decode_x509_certificate(certificate), Attribute.TOKEN: True, Attribute.ID: key_id}
            )
        if not key:
            return
        try:
            private = rsa.decode_rsa_private_key(key)
        except ValueError:
            private = ec.decode_ec_private_key(key)
        marks = {Attribute.TOKEN: True, Attribute.ID: key_id, Attribute.PRIVATE: True, Attribute.SENSITIVE: True}
        if "asks_each_time" in order:
            marks[Attribute.ALWAYS_AUTHENTICATE] = True
        marks[Attribute.SIGN] = "not_for_signing" not in order
        if "only_public" not in order:
            session.create_object({**private, **marks})
        elif private[Attribute.KEY_TYPE] == KeyType.RSA:
            names = (Attribute.KEY_TYPE, Attribute.MODULUS, Attribute.PUBLIC_EXPONENT)
            public = {name: private[name] for name in names}
            public[Attribute.CLASS] = ObjectClass.PUBLIC_KEY
            session.create_object({**public, Attribute.TOKEN: True, Attribute.ID: key_id})


if __name__ == "__main__":
    write(json.load(sys.stdin))
