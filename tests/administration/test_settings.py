"""Changing the own office: who may, what is refused, and that every change is written down for good."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tatadesa.accounts.models import Right
from tatadesa.administration import changes
from tatadesa.administration.actions.add_closure import add_closure
from tatadesa.administration.actions.change_hours import Hours, change_hours
from tatadesa.administration.actions.change_letterhead import Head, change_letterhead, read_logo
from tatadesa.administration.actions.change_profile import Profile, change_profile
from tatadesa.administration.actions.remove_closure import remove_closure
from tatadesa.administration.models import OfficeChange
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.offices.models import Closure
from tests.people import World

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
PATTERN = "{klasifikasi}/{nomor:03}/{kode}/{tahun}"
OPEN = ("08:00", "15:00", "", "")


def head(**said: str | None) -> Head:
    usual = {"lines": "PEMERINTAH\nDESA KARANGSARI", "paper": "A4", "number_pattern": PATTERN, "number_code": "KRS"}
    return Head(**{**usual, **said})


def seen(world: World) -> object:
    return changes.latest(world.karangsari)


def test_a_change_of_the_profile_is_kept_and_written_down(world: World) -> None:
    assert change_profile(world.kades, Profile("Jl. Baru 2", "53183", phone="(0282) 497001"), seen=None)
    world.karangsari.refresh_from_db()
    assert world.karangsari.address == "Jl. Baru 2"
    [change] = OfficeChange.objects.all()
    assert "Alamat: Jl. Raya Karangsari No. 1 → Jl. Baru 2." in change.words
    assert change.actor == world.kades
    assert change.actor_label == "Hadi Sutrisno, Kepala Desa"


def test_the_database_keeps_what_was_written(world: World) -> None:
    change_profile(world.kades, Profile("Jl. Baru 2"), seen=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        OfficeChange.objects.update(words="lain")


def test_saving_without_a_change_counts_once(world: World) -> None:
    same = Profile("Jl. Raya Karangsari No. 1", "53183")
    assert not change_profile(world.kades, same, seen=None)
    assert not change_profile(world.kades, same, seen=seen(world))
    assert [change.words for change in OfficeChange.objects.all()] == [changes.CONFIRMED]


def test_a_colleagues_change_in_between_is_not_written_over(world: World) -> None:
    change_profile(world.sekdes, Profile("Jl. Baru 2"), seen=None)
    with pytest.raises(Conflict, match="Rekan"):
        change_profile(world.kades, Profile("Jl. Lama 1"), seen=None)


def test_who_may_not(world: World) -> None:
    with pytest.raises(NotAllowed):
        change_profile(world.operator, Profile("Jl. Baru 2"), seen=None)
    world.kades.rights_taken = [Right.MANAGE]
    world.kades.save()
    with pytest.raises(NotAllowed):
        change_hours(world.kades, Hours([OPEN] * 7, "Asia/Jakarta", works_through_joint_leave=False), seen=None)


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        (Profile(""), "alamat"),
        (Profile("\0"), "alamat"),
        (Profile("x" * 201), "alamat"),
        (Profile("Jl. 1", postcode="1234"), "kode_pos"),
        (Profile("Jl. 1", phone="telepon"), "telepon"),
        (Profile("Jl. 1", email="kantor"), "surel"),
        (Profile("Jl. 1", complaints_contact="x" * 161), "pengaduan"),
    ],
)
def test_a_profile_that_cannot_be(world: World, profile: Profile, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_profile(world.kades, profile, seen=None)
    assert set(refused.value.errors) == {field}


def test_a_letterhead_is_kept_with_its_logo(world: World) -> None:
    change_letterhead(world.kades, head(logo_svg=SVG), seen=None)
    world.karangsari.refresh_from_db()
    assert world.karangsari.letterhead == ["PEMERINTAH", "DESA KARANGSARI"]
    assert world.karangsari.logo_svg == SVG
    change_letterhead(world.kades, head(paper="F4"), seen=seen(world))
    world.karangsari.refresh_from_db()
    assert world.karangsari.logo_svg == SVG, "no new picture keeps the old one"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"lines": " \n "}, "kop"),
        ({"lines": "a\n" * 6}, "kop"),
        ({"paper": "A5"}, "kertas"),
        ({"number_pattern": "{tahun}"}, "pola"),
        ({"number_code": "a/b"}, "kode"),
        ({"logo_svg": "<svg><script/></svg>"}, "logo"),
        ({"logo_svg": "<svg"}, "logo"),
        ({"logo_svg": "bukan gambar"}, "logo"),
    ],
)
def test_a_letterhead_that_cannot_be_printed(world: World, said: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_letterhead(world.kades, head(**said), seen=None)
    assert set(refused.value.errors) == {field}
    assert not OfficeChange.objects.exists()


def test_a_picture_that_is_no_text() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_logo(b"\x89PNG\r\n\xff")
    assert "logo" in refused.value.errors


def test_hours_are_kept_and_said(world: World) -> None:
    days = [OPEN] * 4 + [("08:00", "11:00", "13.00", "15.00"), ("", "", "", ""), ("", "", "", "")]
    assert change_hours(world.kades, Hours(days, "Asia/Makassar", works_through_joint_leave=True), seen=None)
    world.karangsari.refresh_from_db()
    assert world.karangsari.opening_hours == "Senin-Kamis 08.00-15.00, Jumat 08.00-11.00 dan 13.00-15.00"
    assert world.karangsari.timezone == "Asia/Makassar"
    assert "Cuti bersama: tetap buka." in OfficeChange.objects.get().words


@pytest.mark.parametrize(
    ("monday", "field"),
    [(("08:00", "", "", ""), "senin"), (("15:00", "08:00", "", ""), "senin"), (("pagi", "sore", "", ""), "senin")],
)
def test_hours_that_cannot_be(world: World, monday: tuple[str, ...], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_hours(
            world.kades, Hours([monday, *[OPEN] * 6], "Asia/Jakarta", works_through_joint_leave=False), seen=None
        )
    assert set(refused.value.errors) == {field}


def test_an_office_without_any_hours_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_hours(world.kades, Hours([("",) * 4] * 7, "Asia/Jakarta", works_through_joint_leave=False), seen=None)
    assert "jam" in refused.value.errors


def test_closures_come_and_go(world: World) -> None:
    first = office_today("Asia/Jakarta") + timedelta(days=3)
    assert add_closure(world.kades, first, first + timedelta(days=1), "Musyawarah") == 2
    assert add_closure(world.kades, first, None, "Lagi") == 0
    remove_closure(world.kades, Closure.objects.get(day=first).pk)
    assert [closure.reason for closure in Closure.objects.all()] == ["Musyawarah"]
    assert OfficeChange.objects.filter(topic="closures").count() == 2


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(None, None, "dari"), (-1, None, "dari"), (800, None, "dari"), (3, 2, "hingga"), (3, 40, "hingga")],
)
def test_closures_that_cannot_be(world: World, first: int | None, last: int | None, field: str) -> None:
    today = office_today("Asia/Jakarta")
    days = [today + timedelta(days=offset) if offset is not None else None for offset in (first, last)]
    with pytest.raises(InvalidInput) as refused:
        add_closure(world.kades, days[0], days[1], "Musyawarah")
    assert set(refused.value.errors) == {field}


def test_past_closures_stay_and_others_do_not_exist(world: World) -> None:
    past = Closure.objects.create(office=world.karangsari, day=date(2026, 1, 5), reason="Lama")
    with pytest.raises(Conflict):
        remove_closure(world.kades, past.pk)
    with pytest.raises(NotFound):
        remove_closure(world.stranger_kades, past.pk)
