"""Rows of an office that worked with the first tables, carried over by the migrations that followed.

All of it happens inside the test's transaction: PostgreSQL takes changes of tables back as it does rows.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tatadesa.core.clock import now
from tatadesa.deliveries.models import DeliveryChoice, Payment
from tests.deliveries.stages import set_up
from tests.people import World, sent

FIRST = ("deliveries", "0001_initial")
BEFORE = now()


def migrate(*target: tuple[str, str]) -> Any:
    """Go there as ``migrate`` would, with the checks of rows put off as in a real one; gives the models of that day."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    executor = MigrationExecutor(connection)
    executor.migrate(list(target))
    executor.loader.build_graph()
    return executor.loader.project_state(list(target)).apps


def latest() -> list[tuple[str, str]]:
    """Where the tables are today."""
    return [node for node in MigrationExecutor(connection).loader.graph.leaf_nodes() if node[0] == "deliveries"]


@pytest.fixture
def kept(world: World) -> dict[str, Any]:
    """What an officer had seen, still looks for, need not look for, and what is not sent at all."""
    set_up(world)
    numbers = {name: sent(world.siti, world.version) for name in ("seen", "open", "office", "collect")}
    old = migrate(FIRST)
    choices = old.get_model("deliveries", "DeliveryChoice").objects
    for name, more in {
        "seen": {
            "method": "post",
            "payer": "transfer",
            "price": 9100,
            "paid_at": BEFORE,
            "paid_by_id": world.operator.pk,
        },
        "open": {"method": "post", "payer": "transfer", "price": None},
        "office": {"method": "post", "payer": "office", "price": 9100},
        "collect": {"method": "collect", "payer": "transfer"},
    }.items():
        application = numbers[name]
        choices.create(
            office_id=application.office_id,
            application_id=application.pk,
            changed_at=BEFORE,
            receiver_name="SITI",
            address={"jalan": "Jl. Melati 2"},
            **more,
        )
    migrate(*latest())
    return {name: DeliveryChoice.objects.get(application=one) for name, one in numbers.items()}


def test_rows_of_the_first_tables_are_carried_over(kept: dict[str, DeliveryChoice], world: World) -> None:
    """One test, as going back and forth takes six seconds of processor and nothing here changes a row."""
    money_seen_or_looked_for_became_payments(kept, world)
    nobody_else_has_to_pay(kept)
    everything_else_is_as_it_was(kept)


def money_seen_or_looked_for_became_payments(kept: dict[str, DeliveryChoice], world: World) -> None:
    seen, still_open = kept["seen"].payment, kept["open"].payment
    assert seen is not None
    assert (seen.state, seen.amount, seen.state_at, seen.noted_by_id) == ("paid", 9100, BEFORE, world.operator.pk)
    assert seen.application_id == kept["seen"].application_id
    assert still_open is not None
    assert (still_open.state, still_open.amount, still_open.noted_by_id) == ("waiting", None, None)
    assert (kept["seen"].awaits_payment, kept["open"].awaits_payment) == (False, True)


def nobody_else_has_to_pay(kept: dict[str, DeliveryChoice]) -> None:
    assert (kept["office"].payment, kept["collect"].payment) == (None, None)
    assert Payment.objects.count() == 2


def everything_else_is_as_it_was(kept: dict[str, DeliveryChoice]) -> None:
    for choice in kept.values():
        assert (choice.receiver_name, choice.address, choice.wanted) == ("SITI", {"jalan": "Jl. Melati 2"}, None)
