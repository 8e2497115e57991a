"""What forms have to say when a definition or an answer is not right."""

from tatadesa.core.errors import DomainError


class SchemaError(DomainError):
    """A form definition that cannot be used; the message names the field and what to change."""

    status = 422


class Invalid(Exception):
    """An answer that cannot be kept; ``words`` tell the person what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
