"""What was typed about the way of a letter waits beside its draft."""

from __future__ import annotations

import uuid

from tatadesa.deliveries.actions.keep_wish import keep_wish
from tatadesa.deliveries.models import DraftWish
from tatadesa.deliveries.queries import wish_beside
from tatadesa.deliveries.wishes import Wish
from tests.people import World, draft, sent

TYPED = Wish("post", {"penerima": "SITI", "alamat_kirim": {"jalan": "Jl. Melati"}}, "240")


def test_the_last_words_count_and_go_with_the_draft(world: World) -> None:
    key = draft(world.siti, world.version)
    keep_wish(world.siti, key, Wish("download"))
    keep_wish(world.siti, key, TYPED)
    kept = DraftWish.objects.get()
    assert wish_beside(kept.draft) == TYPED
    kept.draft.delete()
    assert not DraftWish.objects.exists()


def test_nothing_is_kept_for_a_draft_of_others_or_one_that_is_gone(world: World) -> None:
    key = draft(world.siti, world.version)
    keep_wish(world.joko, key, TYPED)
    keep_wish(world.siti, uuid.uuid4(), TYPED)
    sent(world.siti, world.version)
    assert not DraftWish.objects.exists()


def test_absurdly_long_words_are_cut(world: World) -> None:
    key = draft(world.siti, world.version)
    keep_wish(world.siti, key, Wish("x" * 5000, {}, "y" * 5000))
    kept = DraftWish.objects.get()
    assert (len(kept.method), len(kept.product)) == (40, 40)
