"""Spelling, titles and order of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.registrations.names import is_equal_name, is_same_name

EQUAL = [
    ("SITI AMINAH", "siti  aminah"),
    ("H. SUTRISNO", "SUTRISNO"),
    ("H. SAB", "sab"),
    ("Hj. Ama, S.H.", "AMA"),
    ("Hj. Siti Aminah, S.Pd", "SITI AMINAH"),
    ("dr. Budi Santoso, Sp.A, M.Kes.", "BUDI SANTOSO SpA"),
    ("Prof. Dr. Ir. Agus Riyanto, M.Sc., Ph.D.", "AGUS RIYANTO"),
    ("AHMAD FAUZI S. Pd. I", "AHMAD FAUZI, S.Pd.I."),
    ("AHMAD FAUZI SPDI", "AHMAD FAUZI"),
    ("KH. Ma'ruf Amin", "MARUF AMIN"),
    ("NUR'AINI", "NUR AINI"),
    ("R.A. Kartini", "KARTINI"),
    ("JOSÉ PEREIRA", "JOSE PEREIRA"),
    ("Drs. H. Dwi Lestari, S.H., M.H.", "dwi lestari"),
    ("SRIWAHYUNI", "SRI WAHYUNI"),
    ("ANNE-MARIE LOUISE", "ANNE MARIE LOUISE"),
]
SAME = [
    ("MUHAMMAD IQBAL", "M. IQBAL"),
    ("MUHAMMAD IQBAL", "Moch. Iqbal"),
    ("MOHAMAD ALI", "MUHAMMAD ALI"),
    ("MHD. YUSUF", "MUHAMMAD JUSUF"),
    ("ACHMAD DJAELANI", "AHMAD JAELANI"),
    ("DJOKO SOESILO", "JOKO SUSILO"),
    ("TJAHJO KUMOLO", "CAHJO KUMOLO"),
    ("SOEKARNO", "SUKARNO"),
    ("RAHMAT HIDAYATTULLAH", "RACHMAT HIDAYATULLAH"),
    ("KHOIRUL ANAM", "CHOIRUL ANNAM"),
    ("SITI AISYAH", "SITI AISAH"),
    ("FATIMAH", "FATIMA"),
    ("UTSMAN FADHLI", "USMAN FADLI"),
    ("NOVI EKA SAFITRI", "NOVI EKA SAPHITRI"),
    ("ABD. RAHMAN", "ABDUL RACHMAN"),
    ("AMINAH SITI", "SITI AMINAH"),
    ("SANTOSO BUDI HARTO", "BUDI HARTO SANTOSO"),
    ("SITI A.", "SITI AMINAH"),
    ("M. ARIF R.", "MUHAMMAD ARIF RAMADHAN"),
    ("CHRISTIAN CHANDRA", "KRISTIAN CANDRA"),
    ("BUDI SANTOSA", "BUDI SANTOSO"),
    ("HADRI WIBOWO", "HARDI WIBOWO"),
    ("NOER HAYATI", "NURHAYATI"),
]
OTHERS = [
    ("SITI AMINAH", "BUDI SANTOSO"),
    ("DEWI", "DESI"),
    ("JOKO", "JOKO PRASETYO"),
    ("RINA WATI", "RINI WATIK"),
    ("AHMAD FAUZI", "AHMAD FAUZAN HAKIM"),
    ("MUHAMMAD ALI", "MUHAMMAD UMAR"),
    ("A. B.", "AGUS BUDIMAN"),
    ("MADE SUARTA", "KETUT SUARTA"),
    ("SITI AMINAH", ""),
    ("...", "..."),
    ("SUTRISNO M", "SUTRISNO MUHAMMAD ALI"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_titles_and_signs_make_no_difference_at_all(one: str, other: str) -> None:
    assert is_equal_name(one, other)
    assert is_same_name(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_order_initials_and_one_slip_are_close(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert not is_equal_name(one, other), "close, yet not equal: an officer looks"


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_people_stay_other_people(one: str, other: str) -> None:
    assert not is_same_name(one, other)
    assert not is_equal_name(one, other)


WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=10)
NAMES = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_never_matters_who_is_asked_about_whom(one: str, other: str) -> None:
    assert is_same_name(one, other) == is_same_name(other, one)
    assert is_equal_name(one, other) == is_equal_name(other, one)


@given(NAMES, st.sampled_from(["H. ", "Hj. ", "dr. ", "Prof. Dr. "]), st.sampled_from(["", ", S.Pd", ", S.H., M.Kn."]))
def test_any_name_is_its_own_with_any_title(name: str, before: str, after: str) -> None:
    assert is_equal_name(f"{before}{name.upper()}{after}", name)
    assert is_same_name(f"{before}{name.upper()}{after}", name)


@given(st.permutations(["siti", "nur", "hidayat", "wahyu"]))
def test_any_order_is_the_same_person(words: list[str]) -> None:
    assert is_same_name(" ".join(words), "siti nur hidayat wahyu")


@given(st.text(max_size=80))
def test_equal_names_are_also_the_same(name: str) -> None:
    assert is_equal_name(name, name) == is_same_name(name, name)
