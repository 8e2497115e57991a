"""Files of our own are kept byte for byte."""

import hashlib

from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.models import Account
from tatadesa.files import storage
from tatadesa.files.actions.store_generated import store_generated
from tatadesa.files.models import StoredFile
from tatadesa.offices.models import Office
from tests.files import builders


def test_a_letter_is_kept_byte_for_byte(office: Office, siti: Account) -> None:
    content = builders.pdf(pages=2) + b"\n% signed"
    file = store_generated(office=office, owner=siti, content=content, kind=StoredFile.Kind.PDF, name="Surat 1/2/3.pdf")
    assert storage.read(file) == content
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.pages, file.size, file.state) == (2, len(content), "checked")
    assert file.is_generated
    assert file.preview_state == StoredFile.PreviewState.NONE
    assert not ProcrastinateJob.objects.exists()


def test_a_file_of_the_office_has_no_owner(office: Office) -> None:
    file = store_generated(office=office, owner=None, content=builders.jpeg(), kind=StoredFile.Kind.JPEG, name="a.jpg")
    assert file.owner is None
    assert file.pages == 1
