"""Files that come with a form or on their own share one limit per citizen."""

import uuid

import pytest
from django.test import Client

from tatadesa.accounts.models import Throttle
from tatadesa.applications.models import Draft
from tatadesa.core.clock import now
from tatadesa.files.limits import MAX_ONE_FILE_BODY
from tatadesa.files.models import StoredFile
from tests.people import World, photo
from tests.portal.pages import FORM, text, typed


@pytest.fixture
def one_left(world: World) -> None:
    """Siti has sent 59 files this hour."""
    Throttle.objects.create(key=f"upload:{world.siti.pk}", tokens=1, updated_at=now())


@pytest.mark.usefixtures("one_left")
def test_a_script_cannot_send_files_without_end(siti: Client, joko: Client) -> None:
    def send(client: Client) -> int:
        data = {"kunci": str(uuid.uuid4()), "berkas": photo()}
        return client.post("/unggah/", data, headers={"accept": "application/json"}).status_code

    assert [send(siti), send(siti), send(joko)] == [201, 429, 201]
    assert StoredFile.objects.count() == 2


@pytest.mark.usefixtures("one_left")
def test_without_javascript_the_limit_is_told_at_the_field_and_what_was_typed_stays(siti: Client) -> None:
    assert siti.post(FORM, typed(kk__berkas=photo())).status_code == 302
    response = siti.post(FORM, typed(kk__berkas=photo(), keperluan="Mendaftar SMP"))
    assert response.status_code == 422
    assert "Terlalu banyak percobaan" in text(response)
    assert "Mendaftar SMP" in response.content.decode()
    assert Draft.objects.filter(answers__keperluan="Mendaftar SMP").exists()
    assert StoredFile.objects.count() == 1


def test_a_body_longer_than_one_file_is_refused_unread(siti: Client) -> None:
    response = siti.post("/unggah/", b"", content_type="multipart/form-data", CONTENT_LENGTH=str(MAX_ONE_FILE_BODY + 1))
    assert response.status_code == 413
