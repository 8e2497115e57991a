"""What the hourly sweep removes, and what it must not."""

import os
import time
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts.models import Account
from tatadesa.files import previews, storage, sweeping
from tatadesa.files.actions.receive import receive
from tatadesa.files.models import StoredFile
from tatadesa.offices.models import Office
from tests.files import builders
from tests.files.conftest import names_on_disk


def age(folder: Path, hours: float) -> None:
    moment = time.time() - hours * 3600
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))


def sweep_all() -> int:
    return sum(sweeping.sweep(hour) for hour in range(24))


def stored(office: Office, owner: Account) -> StoredFile:
    sent = SimpleUploadedFile("kk.jpg", builders.jpeg())
    return receive(office=office, owner=owner, upload=sent, upload_key=None)


def test_only_old_files_without_a_row_go(office: Office, siti: Account, folder: Path) -> None:
    kept = stored(office, siti)
    previews.on_file_stored({"file_id": str(kept.pk)})
    lost = storage.save(b"rolled back")
    storage.save_derived(f"{lost}.p1.jpg", b"its picture")
    partial = folder / lost[:5] / "tmpabc.part"
    partial.write_bytes(b"killed while writing")
    (folder / "catatan.txt").write_bytes(b"not ours")
    age(folder, 25)
    fresh = storage.save(b"its transaction is still open")
    assert sweep_all() == 3
    expected = [kept.storage_name, f"{kept.storage_name}.t.jpg", fresh, "catatan.txt"]
    assert names_on_disk(folder) == sorted(expected)


def test_a_file_younger_than_a_day_stays(office: Office, folder: Path) -> None:
    storage.save(b"young")
    age(folder, 23)
    assert sweep_all() == 0


def test_each_hour_takes_its_share(office: Office, folder: Path) -> None:
    for first in ("00", "17", "18", "ff"):
        storage.save_derived(f"{first}/00/{first}00{'0' * 28}", b"x")
    age(folder, 48)
    assert sweeping.sweep(0) == 2  # 00 and 18 (24)
    assert sweeping.sweep(23) == 1  # 17 (23)
    assert sweeping.sweep(255 % 24) == 1


def test_an_empty_storage_is_no_error(office: Office, folder: Path) -> None:
    assert sweep_all() == 0
