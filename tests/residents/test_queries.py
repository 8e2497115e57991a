"""Who a citizen is, who is on the same card, what the register says, and how officers search it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tatadesa.core.errors import InvalidInput
from tatadesa.forms.prefill import KEYS
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import family_members, register_data, relatives, resident_of
from tatadesa.residents.searching import search
from tests.family import child
from tests.people import World

pytestmark = pytest.mark.django_db


def _names(rows: list[Resident]) -> list[str]:
    return [row.name for row in rows]


def test_a_citizen_is_one_resident(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        siti = resident_of(world.siti)
        assert siti is not None
        assert (siti.name, siti.family.rt, siti.office.name) == ("SITI AMINAH", "001", "Karangsari")
    assert resident_of(world.operator.account) is None


def test_a_family_is_those_on_the_card_head_first(world: World) -> None:
    siti = resident_of(world.siti)
    assert siti is not None
    assert _names(family_members(siti)) == ["BUDI SANTOSO", "SITI AMINAH"]


def test_the_dead_and_those_who_left_are_not_on_the_card(world: World) -> None:
    Resident.objects.filter(account=world.budi).update(base_status=2)
    siti = resident_of(world.siti)
    assert siti is not None
    assert _names(family_members(siti)) == ["SITI AMINAH"]
    data = register_data(siti)
    assert (data["keluarga.kepala"], data["keluarga.jumlah_anggota"]) == ("", "1")


def test_register_data(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    siti = resident_of(world.siti)
    assert siti is not None
    with django_assert_num_queries(2):
        data = register_data(siti)
    age = data.pop("penduduk.umur")
    assert age.isdigit()
    kin = {key: data.pop(key) for key in list(data) if key.startswith(("pasangan.", "ayah.", "ibu."))}
    assert kin["pasangan.nama"] == "BUDI SANTOSO"
    address = "Jl. Melati 1, Dusun Krajan, RT 001/RW 002, Desa Karangsari, Kecamatan Uji, Kabupaten Banyumas"
    assert data == {
        "penduduk.nama": "SITI AMINAH",
        "penduduk.nik": "3302076505909001",
        "penduduk.no_kk": "3302070101109001",
        "penduduk.tempat_lahir": "BANYUMAS",
        "penduduk.tanggal_lahir": "1990-05-25",
        "penduduk.tempat_tanggal_lahir": "BANYUMAS, 25 Mei 1990",
        "penduduk.jenis_kelamin": "Perempuan",
        "penduduk.agama": "Islam",
        "penduduk.pendidikan": "SLTA/Sederajat",
        "penduduk.pekerjaan": "Petani/Pekebun",
        "penduduk.status_kawin": "Kawin",
        "penduduk.kewarganegaraan": "WNI",
        "penduduk.golongan_darah": "Tidak Tahu",
        "penduduk.hubungan_keluarga": "Istri",
        "penduduk.alamat": address,
        "penduduk.jalan": "Jl. Melati 1",
        "penduduk.dusun": "Krajan",
        "penduduk.rt": "001",
        "penduduk.rw": "002",
        "penduduk.nama_ayah": "",
        "penduduk.nama_ibu": "",
        "penduduk.telepon": "",
        "keluarga.no_kk": "3302070101109001",
        "keluarga.kepala": "BUDI SANTOSO",
        "keluarga.kepala_nik": "3302071203889002",
        "keluarga.kepala_tanggal_lahir": "1988-03-12",
        "keluarga.jumlah_anggota": "2",
        "keluarga.alamat": address,
        "wilayah.kode": "33.02.07.2901",
        "wilayah.kode_pos": "53183",
        "wilayah.desa": "Karangsari",
        "wilayah.kecamatan": "Uji",
        "wilayah.kabupaten": "Kabupaten Banyumas",
        "wilayah.provinsi": "Jawa Tengah",
    }


def test_what_forms_may_name_is_there(world: World) -> None:
    assert register_data(world.siti.resident).keys() >= KEYS


def test_husband_and_parents_of_one_card_are_told_in_full(world: World) -> None:
    dimas = register_data(child(world))
    assert (dimas["ayah.nama"], dimas["ayah.nik"]) == ("BUDI SANTOSO", world.budi.resident.nik)
    assert dimas["ibu.tempat_tanggal_lahir"] == "BANYUMAS, 25 Mei 1990"
    assert dimas["ibu.alamat"] == dimas["penduduk.alamat"]
    assert dimas["pasangan.nama"] == ""
    siti = register_data(world.siti.resident)
    assert (siti["pasangan.nik"], siti["pasangan.pekerjaan"]) == (world.budi.resident.nik, "Petani/Pekebun")


def test_of_a_parent_on_another_card_only_the_own_record_speaks(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    joko = world.joko.resident
    siti = Resident.objects.select_related("family", "office").get(account=world.siti)
    siti.father_nik, siti.father_name = joko.nik, "JOKO P."
    data = register_data(siti)
    told = {key: text for key, text in data.items() if key.startswith("ayah.") and text}
    assert told == {"ayah.nama": "JOKO P.", "ayah.nik": joko.nik}
    with django_assert_num_queries(3):
        seen = register_data(siti, parents=relatives(siti))
    assert (seen["ayah.nama"], seen["ayah.tanggal_lahir"]) == ("JOKO PRASETYO", "1980-07-01")
    assert seen["ayah.alamat"].startswith("Jl. Mawar 7")


def test_a_stepfather_is_not_the_father(world: World) -> None:
    data = register_data(child(world, father_name="AGUS SALIM"))
    assert (data["ayah.nama"], data["ayah.nik"]) == ("AGUS SALIM", "")


def test_two_wives_leave_it_open_who_is_meant(world: World) -> None:
    child(world, "SRI", "3302074101909001", sex=2, family_role=3, marital_status=2)
    assert register_data(world.budi.resident)["pasangan.nama"] == ""
    assert register_data(world.siti.resident)["pasangan.nama"] == "BUDI SANTOSO"


@pytest.mark.parametrize(
    "typed", ["siti", "aminah SITI", "3302076505909001", "3302 0765 0590 9001", "33020765", "iti am"]
)
def test_search_finds_by_name_or_number(world: World, typed: str) -> None:
    assert _names(search(world.karangsari, typed).rows) == ["SITI AMINAH"]


def test_search_by_family_card_finds_the_whole_family(world: World) -> None:
    assert _names(search(world.karangsari, "3302070101109001").rows) == ["BUDI SANTOSO", "SITI AMINAH"]


def test_search_never_leaves_the_office(world: World) -> None:
    assert search(world.karangsari, "rina").rows == []
    assert search(world.sidamulya, "3302076505909001").rows == []
    assert _names(search(world.sidamulya, "").rows) == ["RINA WATI"]


@pytest.mark.parametrize("typed", ["%", "_", "a"])
def test_search_for_one_sign_says_what_to_do(world: World, typed: str) -> None:
    with pytest.raises(InvalidInput):
        search(world.karangsari, typed)


@pytest.mark.parametrize("typed", ["%%", "__", "\x00\x00'", "siti\x00%"])
def test_search_takes_signs_as_signs(world: World, typed: str) -> None:
    if len(typed.replace("\x00", "")) < 2:
        with pytest.raises(InvalidInput):
            search(world.karangsari, typed)
    else:
        assert search(world.karangsari, typed).rows == []


def test_pages_give_everybody_once(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    template = Resident.objects.get(account=world.joko)
    for serial in range(7):
        template.pk = None
        Resident.objects.create(
            **{
                field.attname: getattr(template, field.attname)
                for field in Resident._meta.concrete_fields
                if field.attname not in ("id", "account_id", "nik")
            },
            nik=f"330207010780910{serial}",
        )
    seen: list[str] = []
    after = ""
    while True:
        with django_assert_num_queries(2 if after else 1):
            page = search(world.karangsari, "", after=after, limit=3)
        seen += [row.nik for row in page.rows]
        if not page.next:
            break
        after = page.next
    assert len(seen) == len(set(seen)) == 10
    assert seen[0] == world.budi.login


@pytest.mark.parametrize("key", ["x", "018f0000-0000-7000-8000-000000000000", "' OR 1=1"])
def test_a_made_up_page_key_is_refused(world: World, key: str) -> None:
    with pytest.raises(InvalidInput):
        search(world.karangsari, "", after=key)


def test_a_page_key_of_another_office_is_refused(world: World) -> None:
    rina = resident_of(world.rina)
    assert rina is not None
    with pytest.raises(InvalidInput):
        search(world.karangsari, "", after=str(rina.pk))
