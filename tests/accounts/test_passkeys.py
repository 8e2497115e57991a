"""Passkeys over HTTP: what a right key opens, and everything that must not."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as fast
from hypothesis import strategies as st

from tatadesa.accounts.models import Account, AccountEvent, Passkey
from tests.authenticator import Authenticator
from tests.people import PASSWORD, PIN, World

ADD, BEGIN_ADD = "/akun/kunci-sandi/", "/akun/kunci-sandi/mulai/"
USE, BEGIN_USE = "/masuk/kunci-sandi/", "/masuk/kunci-sandi/mulai/"
SignedIn = Callable[[Account], Client]


def begin(client: Client, path: str = BEGIN_USE, **data: str) -> dict[str, Any]:
    response = client.post(path, data, headers={"Accept": "application/json"})
    assert response.status_code == 200, response.content
    return dict(response.json())


def add(client: Client, phone: Authenticator, name: str = "HP Siti") -> int:
    answer = phone.make(begin(client, BEGIN_ADD, rahasia=PIN))
    return client.post(ADD, {"jawaban": answer, "nama": name}).status_code


def use(client: Client, phone: Authenticator, path: str = USE, **changes: Any) -> int:
    return client.post(path, {"jawaban": phone.use(begin(client), **changes)}).status_code


@pytest.fixture
def phone(world: World, signed_in: SignedIn) -> Authenticator:
    """Siti's phone with a passkey for her account."""
    made = Authenticator()
    assert add(signed_in(world.siti), made) == 302
    return made


def test_it_signs_in_without_nik_and_pin_and_is_written_down(world: World, phone: Authenticator) -> None:
    client = Client()
    response = client.post(USE, {"jawaban": phone.use(begin(client)), "lanjut": "/surat/"})
    assert response.headers["Location"] == "/surat/"
    assert client.get("/surat/").status_code == 200
    key = Passkey.objects.get(account=world.siti)
    assert (key.name, key.sign_count) == ("HP Siti", 1)
    assert key.last_used_at is not None
    kinds = set(AccountEvent.objects.filter(account=world.siti).values_list("kind", flat=True))
    assert kinds == {AccountEvent.Kind.PASSKEY_ADDED, AccountEvent.Kind.NEW_BROWSER}


def test_the_options_ask_for_a_verified_discoverable_key_of_this_site(world: World, signed_in: SignedIn) -> None:
    made = begin(signed_in(world.siti), BEGIN_ADD, rahasia=PIN)
    assert made["rp"]["id"] == "localhost"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert world.siti.login not in json.dumps(made)
    asked = begin(Client())
    assert (asked["userVerification"], asked["allowCredentials"]) == ("required", [])


def test_adding_needs_the_pin(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.siti)
    for _ in range(4):
        assert client.post(BEGIN_ADD, {"rahasia": "918273"}).status_code == 422
    assert client.post(BEGIN_ADD, {"rahasia": PIN}).status_code == 429


def test_an_answer_works_once(phone: Authenticator) -> None:
    client = Client()
    answer = phone.use(begin(client))
    assert client.post(USE, {"jawaban": answer}).status_code == 302
    client.post("/keluar/")
    assert client.post(USE, {"jawaban": answer}).status_code == 422
    assert Client().post(USE, {"jawaban": answer}).status_code == 422


def test_a_failed_answer_uses_the_challenge_up(phone: Authenticator) -> None:
    client = Client()
    options = begin(client)
    assert client.post(USE, {"jawaban": "{}"}).status_code == 422
    assert client.post(USE, {"jawaban": phone.use(options)}).status_code == 422


WRONG: dict[str, Callable[[Authenticator], dict[str, Any]]] = {
    "another origin": lambda phone: {"origin": "https://tatadesa.example"},
    "a look-alike origin": lambda phone: {"origin": "http://localhost:8000.example"},
    "another site": lambda phone: _set(phone, site="tatadesa.example"),
    "a user who was only present": lambda phone: _set(phone, is_verifying=False),
    "a count that did not grow": lambda phone: {"steps": 0},
    "another key": lambda phone: _set(phone, key=Authenticator().key),
    "an unknown key": lambda phone: _set(phone, credential_id=b"tidak-ada-9876543210"),
    "another account": lambda phone: _set(phone, user_handle=b"x" * 16),
    "no account": lambda phone: _set(phone, user_handle=b""),
}


def _set(phone: Authenticator, **changes: Any) -> dict[str, Any]:
    for name, value in changes.items():
        setattr(phone, name, value)
    return {}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_opens_nothing_and_says_the_same(what: str, phone: Authenticator) -> None:
    client = Client()
    assert use(client, phone) == 302
    client.post("/keluar/")
    response = client.post(USE, {"jawaban": phone.use(begin(client), **WRONG[what](phone))})
    assert response.status_code == 422
    assert "Kunci sandi tidak cocok" in response.content.decode()
    assert client.get("/surat/").status_code == 302


@pytest.mark.parametrize("what", ["another origin", "another site", "a user who was only present"])
def test_nor_is_a_wrong_key_stored(what: str, world: World, signed_in: SignedIn) -> None:
    client, phone = signed_in(world.joko), Authenticator()
    changes = WRONG[what](phone)
    answer = phone.make(begin(client, BEGIN_ADD, rahasia=PIN), **changes)
    assert client.post(ADD, {"jawaban": answer, "nama": "x"}).status_code == 422
    assert not Passkey.objects.exists()


def test_a_key_made_for_somebody_else_is_not_stored(world: World, signed_in: SignedIn) -> None:
    siti, joko = signed_in(world.siti), signed_in(world.joko)
    answer = Authenticator().make(begin(siti, BEGIN_ADD, rahasia=PIN))
    begin(joko, BEGIN_ADD, rahasia=PIN)
    assert joko.post(ADD, {"jawaban": answer, "nama": "x"}).status_code == 422


def test_the_same_key_is_stored_once(world: World, signed_in: SignedIn, phone: Authenticator) -> None:
    assert add(signed_in(world.joko), phone) == 409
    assert Passkey.objects.count() == 1


def test_a_citizens_key_does_not_open_the_desk(phone: Authenticator) -> None:
    client = Client()
    answer = phone.use(begin(client, "/desk/masuk/kunci-sandi/mulai/"))
    assert client.post("/desk/masuk/kunci-sandi/", {"jawaban": answer}).status_code == 422
    assert client.get("/desk/").status_code == 302


def test_a_switched_off_account_stays_shut(world: World, phone: Authenticator) -> None:
    world.siti.is_active = False
    world.siti.save()
    assert use(Client(), phone) == 422


def test_it_comes_in_while_somebody_keeps_the_pin_blocked(world: World, phone: Authenticator) -> None:
    stranger = Client(REMOTE_ADDR="10.9.9.9")
    for _ in range(6):
        stranger.post("/masuk/", {"identitas": world.siti.login, "pin": "918273"})
    assert Client().post("/masuk/", {"identitas": world.siti.login, "pin": PIN}).status_code == 429
    assert use(Client(), phone) == 302


def test_removing_ends_it_and_only_ones_own(world: World, signed_in: SignedIn, phone: Authenticator) -> None:
    path = f"{ADD}{Passkey.objects.get().pk}/hapus/"
    budi, siti = signed_in(world.budi), signed_in(world.siti)
    assert budi.get(path).status_code == budi.post(path, {"rahasia": PIN}).status_code == 404
    assert "HP Siti" in siti.get(path).content.decode()
    assert siti.post(path, {"rahasia": PIN})["Location"] == ADD
    assert use(Client(), phone) == 422
    assert siti.post(path, {"rahasia": PIN}).status_code == 404


def test_removing_needs_the_pin_and_guessing_it_slows_down(
    world: World, signed_in: SignedIn, phone: Authenticator
) -> None:
    path, siti = f"{ADD}{Passkey.objects.get().pk}/hapus/", signed_in(world.siti)
    for typed in ("", "918273", "918274", "918275"):
        answer = siti.post(path, {"rahasia": typed})
        assert answer.status_code == 422
        assert "PIN salah." in answer.content.decode()
    assert siti.post(path, {"rahasia": PIN}).status_code == 429
    assert use(Client(), phone) == 302, "the key is still there"


def test_staff_type_their_password_to_remove_one(world: World, signed_in: SignedIn) -> None:
    desk, phone = signed_in(world.operator.account), Authenticator()
    options = begin(desk, "/desk/akun/kunci-sandi/mulai/", rahasia=PASSWORD)
    desk.post("/desk/akun/kunci-sandi/", {"jawaban": phone.make(options), "nama": "HP"})
    path = f"/desk/akun/kunci-sandi/{Passkey.objects.get().pk}/hapus/"
    assert path in desk.get("/desk/akun/").content.decode()
    assert "Kata sandi Anda" in desk.get(path).content.decode()
    assert desk.post(path).status_code == 422
    assert desk.post(path, {"rahasia": "bukan-sandinya"}).status_code == 422
    assert Passkey.objects.exists()
    assert desk.post(path, {"rahasia": PASSWORD})["Location"] == "/desk/akun/"
    assert not Passkey.objects.exists()


def test_on_the_desk_it_stands_for_password_and_code(world: World, signed_in: SignedIn) -> None:
    desk, phone = signed_in(world.kades.account), Authenticator()
    options = begin(desk, "/desk/akun/kunci-sandi/mulai/", rahasia=PASSWORD)
    assert desk.post("/desk/akun/kunci-sandi/", {"jawaban": phone.make(options), "nama": "HP"}).status_code == 302
    fresh = Client()
    answer = phone.use(begin(fresh, "/desk/masuk/kunci-sandi/mulai/"))
    assert fresh.post("/desk/masuk/kunci-sandi/", {"jawaban": answer}).headers["Location"] == "/desk/"
    assert fresh.get("/desk/").status_code == 200


def test_with_a_key_the_password_alone_no_longer_opens_the_desk(world: World, signed_in: SignedIn) -> None:
    desk, phone = signed_in(world.operator.account), Authenticator()
    options = begin(desk, "/desk/akun/kunci-sandi/mulai/", rahasia=PASSWORD)
    desk.post("/desk/akun/kunci-sandi/", {"jawaban": phone.make(options), "nama": "HP"})
    fresh = Client()
    assert fresh.post("/desk/masuk/", {"username": "operator", "password": PASSWORD}).status_code == 200
    assert fresh.get("/desk/").status_code == 302
    assert fresh.post("/desk/masuk/", {"otp": "123456"}).status_code == 422
    answer = phone.use(begin(fresh, "/desk/masuk/kunci-sandi/mulai/"))
    assert fresh.post("/desk/masuk/kunci-sandi/", {"jawaban": answer}).status_code == 302


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
_answers = st.fixed_dictionaries(
    {},
    optional={
        "id": _json,
        "rawId": _json,
        "type": st.just("public-key") | _json,
        "response": st.dictionaries(
            st.sampled_from(
                ["clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject", "transports"]
            ),
            _json,
        )
        | _json,
    },
)


@fast(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=st.text(max_size=200) | _answers.map(json.dumps))
def test_no_garbage_is_a_defect(world: World, signed_in: SignedIn, answer: str) -> None:
    client = signed_in(world.siti)
    begin(client, BEGIN_ADD, rahasia=PIN)
    assert client.post(ADD, {"jawaban": answer, "nama": "x"}).status_code == 422
    fresh = Client(REMOTE_ADDR="10.7.7.7")
    session = fresh.session
    session["passkey_challenge"] = {"for": "sign-in", "challenge": "00", "at": 2**40}
    session.save()
    assert fresh.post(USE, {"jawaban": answer}).status_code == 422
