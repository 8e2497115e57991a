"""The photo of the KTP comes in."""

import io
import random
from pathlib import Path

import pytest
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound, TooMany
from tatadesa.files.limits import MAX_FILE, FileRefused
from tatadesa.files.models import StoredFile
from tatadesa.registrations import photos
from tatadesa.registrations.actions.add_photo import add_photo
from tatadesa.registrations.models import IdentityPhoto, Registration
from tests.people import World
from tests.registrations.applying import ADDRESS, begun, card
from tests.registrations.waiting import picture, waiting

Reading = Registration.Reading


def png_of(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


HOSTILE = {
    "program": b"MZ" + b"\x00" * 4000,
    "pdf": b"%PDF-1.7\n%%EOF",
    "html": b"<html><script>alert(1)</script>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "gif": b"GIF89a" + b"\x00" * 100,
    "cut off": picture()[:700],
    "only a header": b"\xff\xd8\xff\xe0<?php echo 1;",
    "too large": b"\xff\xd8\xff" + b"\x00" * MAX_FILE,
    "empty": b"",
    "a bomb": png_of(12_000, 12_000),
    "noise": b"\xff\xd8\xff" + random.Random(7).randbytes(20_000),
}


def test_it_is_kept_apart_and_queued_for_reading(world: World) -> None:
    registration = add_photo(begun(world.karangsari).pk, card(), address=ADDRESS)
    assert registration.reading == Reading.WAITING
    assert photos.plain(registration.photo)[:3] == b"\xff\xd8\xff"
    assert not StoredFile.objects.exists(), "an identity card is no upload like others"
    job = ProcrastinateJob.objects.get(task_name="registrations.read_card")
    assert job.args == {"registration_id": str(registration.pk)}


def test_it_is_written_anew_without_place_and_time(world: World) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Ponsel Dewi"
    buffer = io.BytesIO()
    Image.new("RGB", (640, 404)).save(buffer, "JPEG", exif=exif)
    sent = buffer.getvalue() + b"<?php echo 1;"
    registration = add_photo(begun(world.karangsari).pk, card(content=sent), address=ADDRESS)
    kept = photos.plain(registration.photo)
    assert b"Ponsel Dewi" not in kept
    assert b"<?php" not in kept


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_photo_is_refused_with_a_reason(world: World, content: bytes) -> None:
    registration = begun(world.karangsari)
    with pytest.raises(FileRefused) as refused:
        add_photo(registration.pk, card(content=content), address=ADDRESS)
    assert refused.value.message
    assert not IdentityPhoto.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize("kind", ["pdf", "gif", "program", "html"])
def test_of_other_kinds_of_files_only_what_to_send_is_said(world: World, kind: str) -> None:
    with pytest.raises(FileRefused) as refused:
        add_photo(begun(world.karangsari).pk, card(content=HOSTILE[kind]), address=ADDRESS)
    assert "foto KTP (JPG, PNG atau HEIC)" in refused.value.message
    assert "PDF" not in refused.value.message


def test_the_photo_of_a_newer_phone_is_taken_as_it_is(world: World) -> None:
    heic = (Path(__file__).parents[1] / "files" / "samples" / "turned.heic").read_bytes()
    registration = add_photo(begun(world.karangsari).pk, card("IMG_0001.HEIC", heic), address=ADDRESS)
    assert photos.plain(registration.photo)[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize(("size", "is_kept"), [((299, 900), False), ((900, 299), False), ((480, 300), True)])
def test_a_photo_that_nobody_can_read_is_refused_in_words(world: World, size: tuple[int, int], is_kept: bool) -> None:
    registration = begun(world.karangsari)
    if is_kept:
        assert add_photo(registration.pk, card(content=picture(size)), address=ADDRESS).photo
        return
    with pytest.raises(FileRefused, match=r"terlalu kecil.*Foto ulang"):
        add_photo(registration.pk, card(content=picture(size)), address=ADDRESS)
    assert not IdentityPhoto.objects.exists()


def test_a_second_photo_takes_the_place_of_the_first(
    world: World, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    registration = add_photo(begun(world.karangsari).pk, card(), address=ADDRESS)
    first = registration.photo.storage_name
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        add_photo(registration.pk, card(content=picture(color="pink")), address=ADDRESS)
    photo = IdentityPhoto.objects.get()
    assert photo.storage_name != first
    assert not photos.storage.private().exists(first), "the first one's bytes are gone"
    assert photos.plain(photo)


def test_nothing_more_comes_in_once_it_is_sent(world: World) -> None:
    sent = waiting(world.karangsari)
    with pytest.raises(Conflict):
        add_photo(sent.pk, card(), address=ADDRESS)
    Registration.objects.update(state=Registration.State.ASKED, asked_fields=["name"])
    with pytest.raises(Conflict):
        add_photo(sent.pk, card(), address=ADDRESS)
    Registration.objects.update(state=Registration.State.EXPIRED)
    with pytest.raises(NotFound):
        add_photo(sent.pk, card(), address=ADDRESS)


def test_an_officer_who_asked_for_it_gets_another(world: World) -> None:
    asked = waiting(world.karangsari, state=Registration.State.ASKED, asked_fields=["photo", "name"])
    before = asked.edition
    changed = add_photo(asked.pk, card(content=picture(color="pink")), address=ADDRESS)
    assert changed.asked_fields == ["name"]
    assert changed.edition == before + 1, "an officer's open page is out of date"


def test_photos_have_a_limit_per_registration_and_per_address(world: World) -> None:
    one = begun(world.karangsari)
    for _ in range(12):
        with pytest.raises(FileRefused):
            add_photo(one.pk, card(content=b"x"), address=ADDRESS)
    with pytest.raises(TooMany):
        add_photo(one.pk, card(), address=ADDRESS)
    for _ in range(107):
        with pytest.raises(FileRefused):
            add_photo(begun_anywhere(world).pk, card(content=b"x"), address=ADDRESS)
    with pytest.raises(TooMany):
        add_photo(begun_anywhere(world).pk, card(), address=ADDRESS)
    add_photo(begun_anywhere(world).pk, card(), address="192.0.2.99")


def begun_anywhere(world: World) -> Registration:
    """A fresh one, without the limit on beginning."""
    return Registration.objects.create(office=world.karangsari, created_at=now())
