"""Files are found through their owner."""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts.models import Account
from tatadesa.files import queries
from tatadesa.files.actions.receive import receive
from tatadesa.files.info import FileInfo
from tatadesa.files.models import StoredFile
from tatadesa.offices.models import Office
from tests.files import builders


def stored(office: Office, owner: Account) -> StoredFile:
    sent = SimpleUploadedFile("kk.jpg", builders.jpeg())
    return receive(office=office, owner=owner, upload=sent, upload_key=None)


def test_only_ones_own_files_are_found(
    office: Office, siti: Account, joko: Account, django_assert_num_queries: Any
) -> None:
    mine, other = stored(office, siti), stored(office, joko)
    asked = [str(mine.pk), str(other.pk), str(uuid.uuid4()), "bukan id", ""]
    with django_assert_num_queries(1):
        assert queries.owned(siti, asked) == {str(mine.pk): mine}


def test_nothing_asked_costs_nothing(siti: Account, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert queries.owned(siti, []) == {}


def test_a_file_that_is_not_checked_is_not_found(office: Office, siti: Account) -> None:
    file = stored(office, siti)
    StoredFile.objects.update(state=StoredFile.State.REFUSED)
    assert queries.owned(siti, [str(file.pk)]) == {}


def test_infos_for_forms(office: Office, siti: Account) -> None:
    file = stored(office, siti)
    expected = {str(file.pk): FileInfo(id=str(file.pk), name="kk.jpg", kind="image/jpeg", size=file.size)}
    assert queries.infos([file]) == expected
    assert queries.infos(queries.owned(siti, [str(file.pk)])) == expected
