"""What officers make for residents at the counter."""

import uuid
from typing import Any

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.save_counter_draft import save_counter_draft
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.drafts import Content
from tatadesa.applications.models import Application
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.residents.models import Resident
from tests.people import World, answers

PAPER = ("kk",)


def begin(
    world: World,
    resident: Resident,
    staff: StaffMember | None = None,
    version: ServiceVersion | None = None,
    **changes: Any,
) -> uuid.UUID:
    """A draft at the counter; gives its key."""
    staff, version, key = staff or world.operator, version or world.version, uuid.uuid4()
    raw = answers(staff.account, version, nama=resident.name, **changes)
    save_counter_draft(staff, resident.pk, version, key, Content(raw, complete=True))
    return key


def at_counter(world: World, resident: Resident, staff: StaffMember | None = None, **changes: Any) -> Application:
    """An application made at the counter, with a scan."""
    return submit_at_counter(staff or world.operator, begin(world, resident, staff, **changes))


def on_paper(world: World, resident: Resident) -> Application:
    """One whose family card was shown on paper."""
    key = uuid.uuid4()
    raw = answers(world.operator.account, world.version, nama=resident.name, kk=[])
    save_counter_draft(world.operator, resident.pk, world.version, key, Content(raw, complete=True, on_paper=PAPER))
    return submit_at_counter(world.operator, key)
