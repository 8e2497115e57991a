"""Words for dates, money, masked names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core import text


def test_dates_in_the_offices_zone() -> None:
    moment = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
    assert text.moment_words(moment, "Asia/Jakarta") == "25 November 2026, 00.05 WIB"
    assert text.moment_words(moment, "Asia/Makassar") == "25 November 2026, 01.05 WITA"
    assert text.moment_words(moment, "Asia/Jayapura") == "25 November 2026, 02.05 WIT"
    assert text.date_words(date(2026, 8, 7)) == "7 Agustus 2026"
    assert text.day_name(date(2026, 11, 24)) == "Selasa"
    assert text.roman_month(11) == "XI"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=5), "baru saja"),
        (timedelta(minutes=12), "12 menit"),
        (timedelta(hours=3, minutes=59), "3 jam"),
        (timedelta(hours=47), "47 jam"),
        (timedelta(days=5), "5 hari"),
    ],
)
def test_ages(span: timedelta, words: str) -> None:
    assert text.age_words(span) == words


@given(st.integers(-(10**15), 10**15))
def test_rupiah_keeps_every_digit(amount: int) -> None:
    words = text.rupiah(amount)
    assert int(words.replace("Rp", "").replace(".", "")) == amount


@given(st.text(max_size=60))
def test_a_masked_name_shows_only_first_letters(name: str) -> None:
    masked = text.mask_name(name)
    for word, hidden in zip(name.split(), masked.split(), strict=False):
        assert hidden[1:] == "*" * (len(word) - 1)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("6281234567890", "0812-3456-7890"),
        ("628123456789", "0812-3456-789"),
        ("62812345678", "0812-3456-78"),
        ("62812345678901", "0812-3456-78901"),
        ("62282123456", "0282123456"),
        ("(0282) 123456", "(0282) 123456"),
        ("62", "62"),
        ("", ""),
    ],
)
def test_phones_as_people_write_them(number: str, words: str) -> None:
    assert text.phone_words(number) == words


@given(st.from_regex(r"628[0-9]{6,11}", fullmatch=True))
def test_a_phone_keeps_every_digit(number: str) -> None:
    assert "62" + text.phone_words(number).replace("-", "")[1:] == number


def test_masks() -> None:
    assert text.mask_name("Siti Aminah") == "S*** A*****"
    assert text.mask_nik("3302076505909001") == "330207******9001"
    assert text.mask_nik("123") == "***"
    assert text.initials("siti aminah putri") == "SA"
