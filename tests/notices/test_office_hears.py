"""Officers hear on the desk of what their rules say, never of their own act; words in a language of the region."""

from tatadesa.applications.actions.approve import approve
from tatadesa.notices.models import Notice, NoticeWords
from tests.notices.helpers import taken, tell
from tests.notices.phones import agree, notice, set_office
from tests.people import World


def heard(world: World) -> set[object]:
    officers = Notice.objects.filter(occasion__startswith="staff:")
    return set(officers.values_list("account_id", flat=True))


def test_signers_hear_that_something_is_ready_once(world: World) -> None:
    set_office(world, rules={"approve": {"staff": ["signer"]}})
    application, event = taken(world)
    tell(event)
    assert heard(world) == set()
    approve(world.operator, application.number, seen=2)
    for _ in range(2):
        tell(application.events.get(verb="approve"))
    assert heard(world) == {world.kades.pk, world.sekdes.pk}


def test_officers_of_the_step_hear_of_what_came_in_but_not_another_office(world: World) -> None:
    set_office(world, rules={"take": {"staff": ["step"]}})
    _, event = taken(world)
    tell(event)
    assert world.other_operator.pk in heard(world)
    assert not heard(world) & {world.operator.pk, world.stranger_operator.pk}


def test_by_default_the_morning_says_it_all(world: World) -> None:
    _, event = taken(world)
    tell(event)
    assert heard(world) == set()


def test_a_persons_language_where_the_village_has_words_in_it(world: World) -> None:
    set_office(world)
    agree(world.siti, "whatsapp", language="jv")
    values = {"office": world.karangsari, "language": "jv", "title": "Pawartos"}
    NoticeWords.objects.create(kind="take", body="Panyuwunan {nomor}: {status}", **values)
    application, event = taken(world)
    tell(event)
    assert (notice("whatsapp").title, notice("whatsapp").body) == (
        "Pawartos",
        f"Panyuwunan {application.number}: Sedang diperiksa",
    )
    approve(world.operator, application.number, seen=2)
    tell(application.events.get(verb="approve"))
    assert Notice.objects.filter(channel="whatsapp", title="Kabar permohonan Anda").count() == 1
