"""The code lists are those villages exchange: complete, without holes, each label once."""

import pytest

from tatadesa.residents import codes


@pytest.mark.parametrize(
    ("codelist", "expected"),
    [
        (codes.SEX, range(1, 3)),
        (codes.RELIGION, range(1, 8)),
        (codes.EDUCATION, range(1, 11)),
        (codes.OCCUPATION, range(1, 90)),
        (codes.MARITAL_STATUS, range(1, 5)),
        (codes.FAMILY_ROLE, range(1, 12)),
        (codes.CITIZENSHIP, range(1, 4)),
        (codes.BLOOD_TYPE, range(1, 14)),
        (codes.BASE_STATUS, (1, 2, 3, 4, 6, 9)),
    ],
)
def test_list(codelist: codes.Codes, expected: range) -> None:
    assert [code for code, _ in codelist] == list(expected)
    assert len({label for _, label in codelist}) == len(codelist)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        (2, "Mengurus Rumah Tangga"),
        (9, "Petani/Pekebun"),
        (15, "Karyawan Swasta"),
        (65, "Guru"),
        (85, "Perangkat Desa"),
        (88, "Wiraswasta"),
    ],
)
def test_occupations_stand_at_their_siak_place(code: int, label: str) -> None:
    assert dict(codes.OCCUPATION)[code] == label
