"""A prepared letter whose application ends without it."""

import pytest
from django.db import IntegrityError, transaction

from tatadesa.applications.actions.reject import reject
from tatadesa.core.errors import NotFound
from tatadesa.letters.giving_up import give_up_ended
from tatadesa.letters.models import PreparedLetter
from tatadesa.letters.signing_queries import one, unissued
from tests.letters.signers import own, prepared
from tests.people import World


def test_the_number_stays_written_down_and_the_pages_go(world: World) -> None:
    own(world)
    ended, waits = prepared(world), prepared(world)
    application = ended.application
    reject(world.kades, application.number, seen=application.event_count, reason="Pemohon sudah pindah.")
    assert unissued(world.karangsari, ended.year)[0].why.startswith("Batal.")
    assert (give_up_ended(), give_up_ended()) == (1, 0)
    ended.refresh_from_db()
    assert (ended.state, ended.content) == (PreparedLetter.State.ABANDONED, None)
    with pytest.raises(NotFound):
        one(world.kades, ended.pk)
    [batal, menunggu] = unissued(world.karangsari, ended.year)
    assert (batal.number, "ditolak" in batal.why) == (ended.number, True)
    assert (menunggu.number, menunggu.why) == (waits.number, "Menunggu tanda tangan.")


@pytest.mark.parametrize("name", ["number", "running", "verification_code", "dated"])
def test_the_database_keeps_a_number_that_was_given(world: World, name: str) -> None:
    own(world)
    letter = prepared(world)
    other = {"number": "palsu", "running": 99, "verification_code": "0" * 12, "dated": "2020-01-01"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedLetter.objects.filter(pk=letter.pk).update(**{name: other[name]})
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedLetter.objects.filter(pk=letter.pk)._raw_delete("default")
