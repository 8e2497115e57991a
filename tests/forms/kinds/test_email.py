"""An e-mail address."""

from contextlib import suppress

import pytest
from hypothesis import given

from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.email import Email
from tests.forms.kinds.asking import kept, shown, told
from tests.forms.more_kinds import EMAILS
from tests.forms.samples import CONTEXT


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (" Siti.Aminah@GMail.COM ", "Siti.Aminah@gmail.com"),
        ("kantor+surat@desa-sumpiuh.desa.id", "kantor+surat@desa-sumpiuh.desa.id"),
        ("o'neil_1@x.co.id", "o'neil_1@x.co.id"),
    ],
)
def test_right_addresses(raw: str, value: str) -> None:
    assert kept("email", raw) == value


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("siti", "tanda @"),
        ("siti@gmail.con", "siti@gmail.com"),
        ("siti@gmial.com", "siti@gmail.com"),
        ("siti@YAHOO.co", "siti@yahoo.com"),
        ("sitigmail.com", "siti@gmail.com"),
        ("siti@gmail", "belum benar"),
        ("siti@@gmail.com", "belum benar"),
        ("si ti@gmail.com", "belum benar"),
        ("siti@gmail..com", "belum benar"),
        ("siti@desa.local", "belum benar"),
        ("siti@gmаil.com", "belum benar"),
        ("siti@xn--gmil-63d.com", "belum benar"),
        ("x" * 250 + "@a.id", "belum benar"),
    ],
)
def test_wrong_addresses_say_what_to_do(raw: str, words: str) -> None:
    assert words in told("email", raw)


@given(EMAILS)
def test_what_is_kept_is_plain_and_has_a_small_domain(raw: str) -> None:
    with suppress(Invalid):
        value = Email().clean({}, raw, CONTEXT)
        if value is not None:
            local, _, domain = value.rpartition("@")
            assert local
            assert value.isascii()
            assert domain == domain.lower()
            assert Email().clean({}, value, CONTEXT) == value


def test_phones_bring_the_keyboard_with_the_at_sign() -> None:
    box = shown("email").get_element_by_id("isian-isian")
    assert (box.get("type"), box.get("inputmode"), box.get("autocomplete")) == ("email", "email", "email")
