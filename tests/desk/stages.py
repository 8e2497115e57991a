"""Requests brought to a stage through the actions, and the addresses of their pages."""

from typing import Any

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.models import Letter
from tests.people import World, sent


def taken(world: World, **changes: Any) -> Application:
    """Siti's request, taken by the operator."""
    return take(world.operator, sent(world.siti, world.version, **changes).number)


def approved(world: World, note: str = "") -> Application:
    """The same, approved, waiting for its letter."""
    application = taken(world)
    return approve(world.operator, application.number, seen=application.event_count, note=note)


def issued(world: World) -> Letter:
    """Siti's letter, signed by the head."""
    application = approved(world)
    return issue(world.kades, application.number, seen=application.event_count)


def address(application: Application, act: str = "") -> str:
    """The page of a request, or what lies below it."""
    return f"/desk/permohonan/{application.number}/{act}"


def text(response: Any) -> str:
    """The page with its runs of blanks made one."""
    return " ".join(response.content.decode().split())
