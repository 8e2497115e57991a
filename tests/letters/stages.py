"""Applications brought to a stage through the actions."""

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.models import Letter
from tests.people import World, sent


def approved(world: World) -> Application:
    """Siti's application, ready for its letter."""
    application = take(world.operator, sent(world.siti, world.version).number)
    return approve(world.operator, application.number, seen=application.event_count)


def issued(world: World) -> Letter:
    """Siti's letter, signed by the head."""
    application = approved(world)
    return issue(world.kades, application.number, seen=application.event_count)


def issue_for(world: World, application: Application) -> Letter:
    """The letter of an application just sent."""
    application = take(world.operator, application.number)
    application = approve(world.operator, application.number, seen=application.event_count)
    return issue(world.kades, application.number, seen=application.event_count)
