"""A selection of the inbox, decided at once."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.applications import batch
from tatadesa.applications.models import BatchRun
from tests.desk.stages import text
from tests.people import World, sent


@pytest.fixture
def desk(world: World, signed_in: Callable[[Account], Client]) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def test_ticked_ones_are_queued_and_the_page_tells_how_each_went(world: World, desk: Client) -> None:
    first, second = sent(world.siti, world.version), sent(world.joko, world.version)
    form = {"kunci": str(uuid.uuid4()), "tindakan": "take", "pilih": [f"{first.number}:1", f"{second.number}:9"]}
    answer = desk.post("/desk/massal/", form)
    run = BatchRun.objects.get()
    assert answer.headers["Location"] == f"/desk/massal/{run.pk}/"
    assert "2 menunggu" in text(desk.get(answer.headers["Location"]))
    for row in run.rows.all():
        batch.on_take({"row_id": str(row.pk)})
    page = text(desk.get(answer.headers["Location"], headers={"HX-Target": "massal"}))
    assert "<html" not in page
    assert "1 berhasil" in page
    assert "1 tidak dilakukan" in page
    assert "baru saja berubah" in page


def test_all_that_fit_the_filter(world: World, desk: Client) -> None:
    for who in (world.siti, world.joko, world.budi):
        sent(who, world.version)
    form = {"kunci": str(uuid.uuid4()), "tindakan": "take", "semua": "1", "tab": "kantor", "cari": "SITI"}
    desk.post("/desk/massal/", form)
    assert BatchRun.objects.get().rows.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pilih": []}, "Centang 1 sampai 500 permohonan."),
        ({"tindakan": "hapus"}, "Pilih yang akan dilakukan."),
        ({"tindakan": "reject"}, "Tulis alasan penolakan."),
        ({"kunci": "x"}, "Pilih lagi."),
        ({"pilih": ["../..:1", "A\0:2"]}, "Centang 1 sampai 500 permohonan."),
    ],
)
def test_a_refusal_shows_the_list_with_the_form_kept(
    changes: dict[str, object], words: str, world: World, desk: Client
) -> None:
    application = sent(world.siti, world.version)
    form = {"kunci": str(uuid.uuid4()), "tindakan": "take", "pilih": [f"{application.number}:1"], "alasan": ""}
    answer = desk.post("/desk/massal/", {**form, **changes})
    assert answer.status_code == 422
    assert words in text(answer)
    assert not BatchRun.objects.exists()


def test_filters_are_kept_used_and_forgotten(world: World, desk: Client) -> None:
    sent(world.siti, world.version)
    desk.post("/desk/saringan/", {"nama": "Krajan lama", "tab": "kantor", "dusun": "Krajan", "umur": "7"})
    page = text(desk.get("/desk/"))
    assert "/desk/?tab=kantor&amp;dusun=Krajan&amp;umur=7" in page
    address = re.search(r'action="(/desk/saringan/[^"]+/hapus/)"', page)
    assert address is not None
    desk.post(address[1])
    assert "Krajan lama" not in text(desk.get("/desk/"))
    refused = desk.post("/desk/saringan/", {"nama": "", "tab": "kantor"})
    assert (refused.status_code, "Beri nama singkat" in text(refused)) == (422, True)


def test_unticked_requirements_are_told_and_the_tick_is_enough(world: World, desk: Client) -> None:
    application = sent(world.siti, world.version)
    form = {"kunci": str(uuid.uuid4()), "tindakan": "approve", "pilih": [f"{application.number}:1"], "tab": "kantor"}
    answer = desk.post("/desk/massal/", form)
    page = text(answer)
    assert (answer.status_code, "1 dari 1 permohonan punya persyaratan yang belum ditandai" in page) == (422, True)
    assert re.search(rf'value="{application.number}:1" form="massal" checked', page)
    assert 'name="unticked"' in page
    assert desk.post("/desk/massal/", {**form, "unticked": "1"}).status_code == 302
    assert BatchRun.objects.get().is_confirmed
