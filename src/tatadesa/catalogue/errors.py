"""What the catalogue has to say when a service definition is not right."""

from tatadesa.core.errors import DomainError


class DefinitionError(DomainError):
    """A service definition that cannot be published; the message says where and what to change."""

    status = 422
