"""Photos of KTPs at rest, before people's eyes, and gone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from PIL import Image, ImageChops

from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound
from tatadesa.files import storage, sweeping
from tatadesa.registrations import photos
from tatadesa.registrations.models import IdentityPhoto
from tests.people import World
from tests.registrations.applying import begun
from tests.registrations.waiting import picture, waiting

Commits = Callable[..., Iterator[object]]


def on_disk(photo: IdentityPhoto) -> Path:
    return Path(storage.private().path(photo.storage_name))


@pytest.fixture
def photo(world: World) -> IdentityPhoto:
    return waiting(world.karangsari).photo


def test_nothing_on_disk_looks_like_a_picture(photo: IdentityPhoto) -> None:
    lying = on_disk(photo).read_bytes()
    assert b"\xff\xd8\xff" not in lying[:64]
    assert b"JFIF" not in lying
    assert lying[4:] not in (photos.plain(photo), picture())
    assert photos.plain(photo) == picture()
    beside = [path.read_bytes() for path in on_disk(photo).parent.iterdir()]
    assert all(b"JFIF" not in content for content in beside)
    assert on_disk(photo).stat().st_mode & 0o077 == 0


def test_equal_pictures_lie_as_different_bytes(world: World) -> None:
    one, other = waiting(world.karangsari).photo, waiting(world.karangsari).photo
    assert one.sha256 == other.sha256
    assert on_disk(one).read_bytes()[36:] != on_disk(other).read_bytes()[36:]


def test_only_the_right_secret_opens_it(photo: IdentityPhoto, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PHOTO_SECRET", "another")
    with pytest.raises(NotFound):
        photos.plain(photo)


def test_its_secret_may_be_kept_apart_from_the_installations(
    photo: IdentityPhoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SECRET_KEY", "changed after a leak")
    assert photos.plain(photo) == picture()


def test_bytes_moved_to_another_registration_do_not_open(world: World, photo: IdentityPhoto) -> None:
    other = waiting(world.karangsari, photo=True).photo
    on_disk(other).write_bytes(on_disk(photo).read_bytes())
    with pytest.raises(NotFound):
        photos.plain(other)


@pytest.mark.parametrize("position", [0, 5, 25, 40, -1])
def test_a_changed_byte_is_noticed(photo: IdentityPhoto, position: int) -> None:
    lying = bytearray(on_disk(photo).read_bytes())
    lying[position] ^= 1
    on_disk(photo).write_bytes(lying)
    with pytest.raises(NotFound):
        photos.plain(photo)


def test_a_lost_or_cut_off_file_is_no_fault_of_the_server(photo: IdentityPhoto) -> None:
    on_disk(photo).write_bytes(b"TDF1")
    with pytest.raises(NotFound):
        photos.plain(photo)
    on_disk(photo).unlink()
    with pytest.raises(NotFound):
        photos.plain(photo)


def test_the_stamp_covers_every_part_of_the_picture(world: World, photo: IdentityPhoto) -> None:
    words = photos.stamp_words(world.karangsari)
    assert "HANYA UNTUK PENDAFTARAN TATADESA DESA KARANGSARI" in words
    plain = Image.open(io.BytesIO(photos.plain(photo))).convert("L")
    seen = Image.open(io.BytesIO(photos.watermarked(photo, words=words))).convert("L")
    assert seen.size == plain.size
    changed = ImageChops.difference(plain, seen).point(lambda level: 255 if level > 20 else 0)
    width, height = changed.size
    for column in range(4):
        for row in range(4):
            box = (column * width // 4, row * height // 4, (column + 1) * width // 4, (row + 1) * height // 4)
            assert changed.crop(box).getbbox() is not None, f"part {column},{row} carries no word"


@pytest.mark.parametrize(("turn", "size"), [(0, (640, 404)), (90, (404, 640)), (180, (640, 404)), (270, (404, 640))])
def test_it_can_be_turned_to_be_read(photo: IdentityPhoto, turn: int, size: tuple[int, int]) -> None:
    assert Image.open(io.BytesIO(photos.watermarked(photo, words="UJI", turn=turn))).size == size


def test_turning_is_clockwise(world: World) -> None:
    buffer = io.BytesIO()
    sheet = Image.new("RGB", (400, 200), "white")
    sheet.paste("black", (0, 0, 200, 200))
    sheet.save(buffer, "JPEG")
    registration = begun(world.karangsari)
    with transaction.atomic():
        photo = photos.store(registration, buffer.getvalue())
    turned = Image.open(io.BytesIO(photos.watermarked(photo, words=".", turn=90))).convert("L")
    assert turned.getpixel((100, 20)) < 60, "the left half is on top now"
    assert turned.getpixel((100, 380)) > 200


def test_deleting_takes_the_bytes_at_commit(photo: IdentityPhoto, django_capture_on_commit_callbacks: Commits) -> None:
    lies_at = on_disk(photo)
    with django_capture_on_commit_callbacks() as callbacks:  # type: ignore[attr-defined]
        photos.delete(photo)
    assert lies_at.exists(), "a rollback must not lose it"
    for callback in callbacks:
        callback()
    assert not lies_at.exists()
    photo.refresh_from_db()
    assert (photo.storage_name, photo.deleted_at is None) == ("", False)
    with pytest.raises(NotFound):
        photos.plain(photo)
    photos.delete(photo)


def test_the_sweep_of_other_files_leaves_photos_alone(photo: IdentityPhoto) -> None:
    private = storage.private()
    private.get_modified_time = lambda name: now() - timedelta(days=9)  # type: ignore[method-assign]
    try:
        for hour in range(24):
            sweeping.sweep(hour)
    finally:
        del private.get_modified_time
    assert on_disk(photo).exists()


def test_what_a_rolled_back_request_left_is_swept(
    world: World, photo: IdentityPhoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    orphan = storage.private().path(f"ktp/aa/{'a' * 32}")
    Path(orphan).parent.mkdir(parents=True, exist_ok=True)
    Path(orphan).write_bytes(b"TDF1" + b"x" * 60)
    assert photos.sweep_orphans() == 0, "it may belong to a request under way"
    monkeypatch.setattr(photos, "ORPHAN_AFTER", timedelta(seconds=-1))
    photos.sweep_orphans()
    assert not Path(orphan).exists()
    assert on_disk(photo).exists()
