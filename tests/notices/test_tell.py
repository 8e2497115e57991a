"""A notice about something that is no event of an application."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tatadesa.notices.actions.tell import tell
from tatadesa.notices.models import Notice
from tatadesa.notices.wording import Words
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import push_jobs, with_device
from tests.people import World

SAID = Words("Kabar", "Isi", "/pengaduan/")


def test_once_per_occasion_person_and_device(world: World, push_service: PushService) -> None:
    with_device(push_service, world.siti)
    with_device(push_service, world.budi)
    for _ in range(2):
        tell(world.siti.pk, world.karangsari.pk, "complaint:1", SAID, rings=True)
    assert sorted(Notice.objects.values_list("channel", "account")) == [
        ("in_app", world.siti.pk),
        ("web_push", world.siti.pk),
    ]
    assert len(push_jobs()) == 1
    assert tell(world.siti.pk, world.karangsari.pk, "complaint:2", SAID, rings=False)
    assert not tell(world.siti.pk, world.karangsari.pk, "complaint:2", SAID, rings=False)
    assert len(push_jobs()) == 1


def test_a_notice_is_about_exactly_one_thing(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(account=world.siti, office=world.karangsari, channel="in_app")
