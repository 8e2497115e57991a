"""How long a form takes to fill in."""

from tatadesa.forms.context import Schema
from tatadesa.forms.registry import kind_of


def minutes(schema: Schema) -> int:
    """About how many minutes a person needs, rounded up kindly: up to five exactly, then in steps of five.

    Fields that are asked only sometimes count by half.
    """
    seconds = sum(kind_of(field).seconds * (0.5 if "show_if" in field else 1) for field in schema["fields"])
    exact = max(-(-int(seconds) // 60), 1)
    return exact if exact <= 5 else -(-exact // 5) * 5
