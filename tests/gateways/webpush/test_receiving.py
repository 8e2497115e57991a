"""The emulator's own decryption and VAPID check, against the examples printed in the RFCs."""

import time

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from py_vapid import Vapid02

from tatadesa.gateways.webpush.receiving import (
    BadAuthorization,
    BrowserKeys,
    Unreadable,
    check_vapid,
    decode,
    decrypt,
    encode,
    point,
)

# RFC 8291, appendix A and section 5.
RFC_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
RFC_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
RFC_AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
RFC_BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
ORIGIN = "https://push.example.net"


def rfc_keys() -> BrowserKeys:
    private = ec.derive_private_key(int.from_bytes(decode(RFC_PRIVATE)), ec.SECP256R1())
    return BrowserKeys(private, decode(RFC_AUTH))


def authorization(**changes: object) -> str:
    claims = {"aud": ORIGIN, "exp": int(time.time()) + 600, "sub": "mailto:desa@example.org", **changes}
    key = ec.generate_private_key(ec.SECP256R1())
    return Vapid02(private_key=key).sign(claims)["Authorization"]


def test_the_example_of_rfc_8291_is_read() -> None:
    keys = rfc_keys()
    assert encode(keys.p256dh) == RFC_PUBLIC
    assert decrypt(keys, decode(RFC_BODY)) == b"When I grow up, I want to be a watermelon"


@given(st.data())
def test_a_damaged_message_is_unreadable(data: st.DataObject) -> None:
    body = bytearray(decode(RFC_BODY))
    place = data.draw(st.integers(0, len(body) - 1))
    # The record size says where further records would begin; with one record it plays no part.
    if 16 <= place < 20:
        return
    body[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unreadable):
        decrypt(rfc_keys(), bytes(body))


@given(st.binary(max_size=120))
def test_noise_is_unreadable(noise: bytes) -> None:
    with pytest.raises(Unreadable):
        decrypt(rfc_keys(), noise)


def test_a_right_token_gives_its_claims() -> None:
    assert check_vapid(authorization(), ORIGIN, "")["sub"] == "mailto:desa@example.org"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"aud": "https://other.example.net"}, "aud is"),
        ({"exp": 1_700_000_000}, "exp is past"),
        ({"exp": 4_000_000_000}, "more than 24 hours"),
    ],
)
def test_wrong_claims_are_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(BadAuthorization, match=words):
        check_vapid(authorization(**changes), ORIGIN, "")


def test_a_token_of_another_sender_is_refused() -> None:
    stranger = encode(point(ec.generate_private_key(ec.SECP256R1()).public_key()))
    with pytest.raises(BadAuthorization, match="another key"):
        check_vapid(authorization(), ORIGIN, stranger)


def test_a_changed_token_is_refused() -> None:
    token, _, key = authorization().partition(",k=")
    other = authorization().partition(",k=")[2]
    with pytest.raises(BadAuthorization, match="signature"):
        check_vapid(f"{token},k={other}", ORIGIN, "")
    assert key != other


@given(st.text(max_size=80))
def test_noise_is_no_authorization(noise: str) -> None:
    for text in (noise, f"vapid t={noise},k={noise}", f"vapid t=e30.e30.{noise},k={RFC_PUBLIC}"):
        with pytest.raises(BadAuthorization):
            check_vapid(text, ORIGIN, "")
