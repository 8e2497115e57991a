"""An agency that waits with what it saw hears that the citizen has changed it, and sees the new document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tatadesa.applications import referral_queries
from tatadesa.applications.actions.answer_by_link import answer_by_link
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.models import Application, Referral
from tatadesa.notices.models import Notice
from tests.agencies import asked, puskesmas, to_contact
from tests.applications.test_asking_by_itself import change
from tests.gateways.emulators import Running
from tests.notices.helpers import tell
from tests.notices.phones import received, set_office, whatsapp
from tests.notices.post import deliver_all
from tests.people import World, answers

PHONE = "6281234567890"


@pytest.fixture
def cloud(world: World, settings) -> Iterator[Running]:
    set_office(world)
    with whatsapp(world, settings) as running:
        yield running


def corrected(world: World, number: str, **changes: Any) -> Application:
    """Sent back for these fields, and mended by Siti; everything is told."""
    application = Application.objects.get(number=number)
    seen, fields = application.event_count, list(changes)
    application = return_for_correction(world.operator, number, seen=seen, fields=fields, message="Salah.")
    application = revise(world.siti, number, change(world.siti, application, **changes))
    for event in application.events.all():
        tell(event)
    return application


def titles() -> list[str]:
    return list(Notice.objects.filter(account=None).order_by("created_at").values_list("title", flat=True))


def test_a_document_it_was_shown(world: World, cloud: Running) -> None:
    referral = asked(world, to_contact(puskesmas(world)))
    referral.documents = [str(referral.application.attachments.get().pk)]
    referral.save()
    kk = answers(world.siti, world.version)["kk"]
    application = corrected(world, referral.application.number, kk=kk)
    referral.refresh_from_db()
    assert [str(row.file_id) for row in referral_queries.documents(referral)] == kk
    assert application.events.get(verb="resubmit").data["outdates"] == [str(referral.pk)]
    deliver_all()
    asked_first, changed = received(cloud, PHONE)
    assert "Berkas berubah. Warga mengubah berkas untuk pendapat Puskesmas Uji" in changed["text"]
    token = changed["text"].split("/instansi/")[1].split("/")[0]
    assert token not in asked_first["text"]
    assert answer_by_link(token, name="dr. Ratna", decision="agreed").state == "answered"


def test_an_answer_it_was_shown(world: World, cloud: Running) -> None:
    referral = asked(world, to_contact(puskesmas(world)), shares=["jumlah"])
    corrected(world, referral.application.number, jumlah="7")
    assert titles() == ["Permintaan dari Desa Karangsari", "Berkas berubah"]


def test_what_it_never_saw_is_none_of_its_business(world: World, cloud: Running) -> None:
    referral = asked(world, to_contact(puskesmas(world)))
    corrected(world, referral.application.number, jumlah="7")
    assert titles() == ["Permintaan dari Desa Karangsari"]


def test_who_has_answered_already_is_not_told(world: World, cloud: Running) -> None:
    referral = asked(world, to_contact(puskesmas(world)), shares=["jumlah"])
    tell(referral.application.events.get(verb="refer"))
    Referral.objects.update(state=Referral.State.ANSWERED)
    Application.objects.update(open_referrals=0)
    application = corrected(world, referral.application.number, jumlah="7")
    assert application.events.get(verb="resubmit").data["outdates"] == []
    assert titles() == ["Permintaan dari Desa Karangsari"]
