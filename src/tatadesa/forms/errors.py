"""What forms have to say when a definition or an answer is not right."""

from collections.abc import Mapping

from tatadesa.core.errors import DomainError


class SchemaError(DomainError):
    """A form definition that cannot be used; the message names the field and what to change."""

    status = 422


class Invalid(Exception):
    """An answer that cannot be kept; ``words`` tell the person what to do.

    ``parts`` say it beside the single inputs of a composite answer, by what follows ``<field id>__`` in their names.
    """

    def __init__(self, words: str, parts: Mapping[str, str] | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.parts = dict(parts or {})
