"""The office hears by e-mail that the time for a complaint is nearly over, and once more when it is."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from pytest_django import Settings

from tatadesa.core.clock import now
from tatadesa.feedback.actions.change_term import change_term
from tatadesa.feedback.actions.close import close
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.overdue import remind
from tatadesa.notices.models import Notice
from tests.feedback.stages import complained, taken
from tests.mailbox import Mailbox
from tests.people import World


@pytest.fixture(autouse=True)
def mailed(world: World, channels: object) -> None:
    """Karangsari has an address."""
    world.karangsari.email = "desa@karangsari.example"
    world.karangsari.save()


def ends(hours: float) -> None:
    Complaint.objects.update(due_at=now() + timedelta(hours=hours))


def letters() -> list[dict[str, str]]:
    return Mailbox().messages()


def test_once_a_day_before_and_once_at_the_end(world: World) -> None:
    made = complained(world)
    assert remind() == 0
    ends(20)
    assert [remind(), remind()] == [1, 0]
    ends(-1)
    assert [remind(), remind()] == [1, 0]
    assert [letter["to"] for letter in letters()] == ["desa@karangsari.example"] * 2
    assert made.number not in json.dumps(letters())
    assert "sudah lewat" in letters()[1]["text"]


def test_a_new_term_rings_anew(world: World) -> None:
    made = taken(world)
    ends(-1)
    assert remind() == 1
    change_term(world.operator, made.number, seen=2, term="field", reason="Cek lapangan.")
    assert remind() == 0
    ends(-1)
    assert remind() == 1


def test_who_has_taken_it_reads_of_it_on_the_desk_also_without_e_mail(world: World, settings: Settings) -> None:
    settings.SMTP_URL = ""
    made = taken(world)
    ends(20)
    assert (remind(), letters()) == (1, [])
    told = Notice.objects.get(account=world.operator.account)
    assert told.link == f"/desk/pengaduan/{made.number}/"


def test_nobody_hears_of_what_is_closed(world: World) -> None:
    made = taken(world)
    close(world.operator, made.number, seen=2, outcome="resolved", words="Sudah.")
    ends(-1)
    assert remind() == 0


def test_a_mailbox_that_the_named_officer_may_read_hears_nothing(world: World) -> None:
    complained(world, category="petugas", officer=str(world.kades.pk))
    ends(-1)
    assert (remind(), letters()) == (1, [])
    told = Notice.objects.get()
    assert (told.account, told.title) == (
        world.sekdes.account,
        "Satu pengaduan warga sudah lewat batas waktunya dan belum selesai.",
    )
