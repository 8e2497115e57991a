"""What offices write down about setting themselves up."""

from tatadesa.administration.models.batch import Batch
from tatadesa.administration.models.change import OfficeChange

__all__ = ["Batch", "OfficeChange"]
