"""The way through the office, built on the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.catalogue.actions.publish_draft import publish_draft
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.builder.queries import workshop
from tests.desk.stages import text
from tests.people import World

ADDRESS = "/desk/layanan/surat-uji/formulir/alur/"


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The secretary's browser, with a draft of the service begun."""
    start_draft(world.sekdes, "surat-uji")
    return signed_in(world.sekdes.account)


def typed(world: World, **changes: Any) -> dict[str, Any]:
    """The form as the page shows it, with ``changes``."""
    return {
        "terlihat": str(workshop(world.sekdes, "surat-uji").seen),
        "aksi": "simpan",
        "banyak": "2",
        "langkah-0-kunci": "verifikasi",
        "langkah-0-nama": "Pemeriksaan berkas",
        "langkah-0-peran": ["operator", "kasi"],
        "langkah-0-jam": "4",
        "langkah-1-kunci": "penerbitan",
        "langkah-1-nama": "Tanda tangan",
        "langkah-1-peran": ["kades"],
        "langkah-1-wakil": ["sekdes"],
        **changes,
    }


def kept(world: World) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = workshop(world.sekdes, "surat-uji").content["workflow"]
    return steps


def test_a_longer_way_with_a_condition_is_kept_and_told_in_words(world: World, desk: Client) -> None:
    form = typed(world, banyak="3")
    form |= {"langkah-2-" + name.removeprefix("langkah-1-"): form[name] for name in list(form) if "langkah-1" in name}
    form |= {
        "langkah-1-kunci": "",
        "langkah-1-nama": "Persetujuan Kasi",
        "langkah-1-peran": ["kasi"],
        "langkah-1-wakil": [],
        "langkah-1-syarat-0-dari": "jawaban.peruntukan",
        "langkah-1-syarat-0-cara": "is",
        "langkah-1-syarat-0-nilai": "Bank",
    }
    assert desk.post(ADDRESS, form).status_code == 302
    assert kept(world)[1] == {
        "key": "persetujuan_kasi",
        "label": "Persetujuan Kasi",
        "kind": "verify",
        "roles": ["kasi"],
        "when": {"of": "jawaban.peruntukan", "op": "is", "to": "bank"},
    }
    assert kept(world)[2]["delegates"] == ["sekdes"]
    page = text(desk.get(ADDRESS))
    assert "Hanya bila Untuk apa adalah “Bank”" in page
    assert "atau atas namanya Sekretaris Desa" in page
    publish_draft(world.sekdes, "surat-uji", seen=workshop(world.sekdes, "surat-uji").seen)


def test_steps_are_added_moved_and_removed_before_anything_is_kept(world: World, desk: Client) -> None:
    before = kept(world)
    added = text(desk.post(ADDRESS, typed(world, aksi="tambah")))
    assert added.count("step-card") == 3
    form = typed(world, banyak="3", aksi="naik-1", **{"langkah-1-nama": "Kedua", "langkah-2-nama": "Akhir"})
    moved = text(desk.post(ADDRESS, form))
    assert moved.index('value="Kedua"') < moved.index('value="Pemeriksaan berkas"') < moved.index('value="Akhir"')
    gone = text(desk.post(ADDRESS, {**form, "aksi": "hapus-0"}))
    assert 'value="Pemeriksaan berkas"' not in gone
    assert kept(world) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"langkah-0-nama": ""}, "Beri nama langkah ini"),
        ({"langkah-0-peran": []}, "Pilih siapa yang mengerjakan"),
        ({"langkah-1-jam": "9999"}, "jam kerja, atau kosongkan"),
        ({"langkah-0-syarat-0-dari": "penduduk.umur", "langkah-0-syarat-0-cara": "at_least"}, "Isi nilai"),
        (
            {
                "langkah-0-syarat-0-dari": "penduduk.umur",
                "langkah-0-syarat-0-cara": "at_least",
                "langkah-0-syarat-0-nilai": "17",
            },
            "sedikitnya satu langkah memeriksa",
        ),
        ({"banyak": "1"}, "Alur berisi 2 sampai 8 langkah."),
    ],
)
def test_what_is_wrong_is_said_and_the_form_stays(
    changes: dict[str, Any], words: str, world: World, desk: Client
) -> None:
    answer = desk.post(ADDRESS, typed(world, **changes))
    assert (answer.status_code, words in text(answer)) == (422, True)


def test_a_field_that_a_step_asks_for_cannot_go(world: World, desk: Client) -> None:
    form = typed(world, banyak="3")
    form |= {"langkah-2-nama": "Tanda tangan", "langkah-2-peran": ["kades"], "langkah-2-kunci": "penerbitan"}
    form |= {"langkah-1-kunci": "", "langkah-1-nama": "Kasi", "langkah-1-peran": ["kasi"], "langkah-1-wakil": []}
    form |= {"langkah-1-syarat-0-dari": "jawaban.jumlah", "langkah-1-syarat-0-cara": "filled"}
    assert desk.post(ADDRESS, form).status_code == 302
    seen = str(workshop(world.sekdes, "surat-uji").seen)
    refused = desk.post("/desk/layanan/surat-uji/formulir/isian/jumlah/", {"terlihat": seen, "aksi": "hapus"})
    assert "langkah Kasi" in text(refused)


def test_a_colleagues_change_is_not_written_over(world: World, desk: Client) -> None:
    form = typed(world)
    desk.post(ADDRESS, form)
    answer = desk.post(ADDRESS, {**form, "langkah-0-nama": "Lain"})
    assert answer.status_code == 409
    assert 'value="Lain"' in text(answer)


def test_a_step_that_nobody_here_can_do_is_told(world: World, desk: Client) -> None:
    assert "belum bisa dikerjakan siapa pun" not in text(desk.get(ADDRESS))
    desk.post(ADDRESS, typed(world, **{"langkah-0-peran": ["agency_officer"]}))
    told = "Langkah “Pemeriksaan berkas” belum bisa dikerjakan siapa pun: di kantor Anda belum ada Petugas Instansi."
    assert told in text(desk.get(ADDRESS))
