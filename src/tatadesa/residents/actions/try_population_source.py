"""See whether Dukcapil can be reached as the settings say."""

from tatadesa.accounts.models import StaffMember
from tatadesa.residents import population
from tatadesa.residents.permissions import require_source_setter
from tatadesa.residents.ports import SourceAnswer


def try_population_source(staff: StaffMember) -> SourceAnswer:
    """Ask about a NIK that cannot exist: "not found" proves address, sign-in and quota, and is about nobody."""
    require_source_setter(staff)
    return population.try_connection(staff.office, actor_id=staff.pk)
