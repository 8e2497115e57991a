"""Names of files."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.files.naming import MAX_LENGTH, clean_name, download_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kk.jpg", "kk.jpg"),
        ("C:\\Foto\\kk  ibu.jpg", "kk ibu.jpg"),
        ("../../etc/passwd", "passwd"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("a\x00\r\nb.pdf", "ab.pdf"),
        ("", "berkas"),
        ("..", "berkas"),
        ("x" * 300 + ".jpeg", "x" * 155 + ".jpeg"),
    ],
)
def test_clean_name(name: str, expected: str) -> None:
    assert clean_name(name) == expected


@given(st.text(max_size=400))
def test_a_clean_name_is_short_visible_and_stays_as_it_is(name: str) -> None:
    tidy = clean_name(name)
    assert 0 < len(tidy) <= MAX_LENGTH
    assert not {"/", "\\"} & set(tidy)
    assert all(unicodedata.category(letter)[0] != "C" for letter in tidy)
    assert clean_name(tidy) == tidy


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("kk.png", "image/jpeg", "kk.jpg"),
        ("akta", "application/pdf", "akta.pdf"),
        ("setup.exe", "application/pdf", "setup.pdf"),
        (".jpg", "image/jpeg", ".jpg.jpg"),
    ],
)
def test_a_download_ends_like_what_it_is(name: str, kind: str, expected: str) -> None:
    assert download_name(name, kind) == expected
