"""Which browsers may take push messages for an account."""

import base64
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tatadesa.core.errors import InvalidInput
from tatadesa.notices.actions.subscribe import MAX_DEVICES, subscribe
from tatadesa.notices.actions.unsubscribe import unsubscribe
from tatadesa.notices.endpoints import is_allowed
from tatadesa.notices.handlers import on_account_signed_out
from tatadesa.notices.models import PushSubscription
from tatadesa.notices.queries import devices
from tests.people import World

# The keys of RFC 8291's example: a point that is on the curve.
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"


def browser(number: int = 1, **changes: Any) -> dict[str, Any]:
    right = {
        "endpoint": f"https://fcm.googleapis.com/fcm/send/{number}",
        "expirationTime": None,
        "keys": {"p256dh": P256DH, "auth": AUTH},
    }
    return {**right, **changes}


def test_a_right_subscription_is_stored(world: World) -> None:
    stored = subscribe(world.siti, browser(), " Chrome\x00 di Android ")
    stored.refresh_from_db()
    assert (stored.account, stored.p256dh, stored.auth, stored.device) == (
        world.siti,
        P256DH,
        AUTH,
        "Chrome di Android",
    )


def test_again_with_new_keys_it_stays_one_device(world: World) -> None:
    first = subscribe(world.siti, browser())
    other = base64.urlsafe_b64encode(b"x" * 16).decode()
    again = subscribe(world.siti, browser(keys={"p256dh": P256DH, "auth": other}))
    assert again.pk == first.pk
    assert PushSubscription.objects.get().auth == other.rstrip("=")


def test_a_shared_phone_belongs_to_who_subscribed_last(world: World) -> None:
    first = subscribe(world.siti, browser())
    second = subscribe(world.joko, browser())
    assert PushSubscription.objects.get().account == world.joko
    assert second.pk != first.pk, "what still waits for the first must not reach the second"


def test_beyond_ten_devices_the_oldest_goes(world: World) -> None:
    for number in range(MAX_DEVICES + 2):
        subscribe(world.siti, browser(number))
    subscribe(world.budi, browser(99))
    kept = [device.endpoint.rsplit("/", 1)[1] for device in devices(world.siti)]
    assert kept == [str(number) for number in range(11, 1, -1)]
    assert len(devices(world.budi)) == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:APA91b-_",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://wns2-pn1p.notify.windows.com/w/?token=BQYAAAC%2f",
        "https://web.push.apple.com/QGx",
    ],
)
def test_the_services_of_the_browsers_are_allowed(endpoint: str) -> None:
    assert is_allowed(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/fcm/send/1",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilpush.services.mozilla.com.evil/x",
        "https://push.services.mozilla.com/x",
        "https://xpush.services.mozilla.com/x",
        "https://fcm.googleapis.com\\@evil.example/x",
        "https://fcm.googleapis.com/x\r\nHost: evil",
        "https://fcm.googleapis.com/x y",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://2130706433/x",
        "http://localhost:8090/push/abc",
        "file:///etc/passwd",
        "https://ﬁcm.googleapis.com/x",
    ],
)
def test_other_addresses_are_refused(endpoint: str) -> None:
    assert not is_allowed(endpoint)


def test_the_emulator_is_allowed_only_where_the_settings_name_it(settings: pytest.FixtureRequest) -> None:
    settings.PUSH_EMULATOR_URL = "http://127.0.0.1:8090"
    assert is_allowed("http://localhost:8090/push/abc")
    assert is_allowed("http://127.0.0.1:8090/push/abc")
    assert not is_allowed("http://localhost:8091/push/abc")
    assert not is_allowed("http://localhost:8090/control/messages/abc")
    assert not is_allowed("http://localhost:8090/push/../control")
    assert not is_allowed("http://10.0.0.1:8090/push/abc")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"endpoint": None}, "endpoint"),
        ({"endpoint": 7}, "endpoint"),
        ({"endpoint": "https://fcm.googleapis.com/" + "x" * 600}, "endpoint"),
        ({"endpoint": "https://evil.example/x"}, "endpoint"),
        ({"keys": None}, "keys"),
        ({"keys": []}, "keys"),
        ({"keys": {"auth": AUTH}}, "p256dh"),
        ({"keys": {"p256dh": P256DH}}, "auth"),
        ({"keys": {"p256dh": P256DH, "auth": AUTH[:-2]}}, "auth"),
        ({"keys": {"p256dh": P256DH, "auth": AUTH * 2}}, "auth"),
        ({"keys": {"p256dh": P256DH[:-4], "auth": AUTH}}, "p256dh"),
        ({"keys": {"p256dh": P256DH[:-4] + "AAAA", "auth": AUTH}}, "p256dh"),
        ({"keys": {"p256dh": P256DH.replace("x", "é"), "auth": AUTH}}, "p256dh"),
        ({"keys": {"p256dh": ["x"], "auth": AUTH}}, "p256dh"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(world: World, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        subscribe(world.siti, browser(**changes))
    assert list(refused.value.errors) == [field]
    assert PushSubscription.objects.count() == 0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    endpoint=json_values | st.just("https://fcm.googleapis.com/x"),
    keys=json_values | st.fixed_dictionaries({"p256dh": json_values, "auth": json_values}),
)
def test_no_json_breaks_it(world: World, endpoint: Any, keys: Any) -> None:
    with pytest.raises(InvalidInput):
        subscribe(world.siti, {"endpoint": endpoint, "keys": keys})


def test_unsubscribe_forgets_only_ones_own(world: World) -> None:
    stored = subscribe(world.siti, browser())
    assert unsubscribe(world.joko, stored.endpoint) is False
    assert unsubscribe(world.siti, "https://fcm.googleapis.com/\x00") is False
    assert unsubscribe(world.siti, stored.endpoint) is True
    assert unsubscribe(world.siti, stored.endpoint) is False


def test_who_is_signed_out_from_afar_hears_nothing_more_there(world: World) -> None:
    lost, kept = uuid4(), uuid4()
    subscribe(world.siti, browser(1), signed_in_device=lost)
    still = subscribe(world.siti, browser(2), signed_in_device=kept)
    others = subscribe(world.joko, browser(3), signed_in_device=lost)
    on_account_signed_out({"account_id": str(world.siti.pk), "devices": [str(lost)]})
    assert set(PushSubscription.objects.all()) == {still, others}
