"""The population register of a village: families, residents, their history, imports."""

from tatadesa.residents.models.family import Family
from tatadesa.residents.models.import_run import ImportRow, ImportRun
from tatadesa.residents.models.mutation import Mutation
from tatadesa.residents.models.population import PopulationQuery, PopulationSettings
from tatadesa.residents.models.resident import Resident

__all__ = ["Family", "ImportRow", "ImportRun", "Mutation", "PopulationQuery", "PopulationSettings", "Resident"]
