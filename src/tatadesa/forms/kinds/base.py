"""What every kind of field can do. A new kind is a class, a template and a line in ``registry``."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from tatadesa.core.plain import comparable
from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid

_LARGEST = 10**15


class Kind(ABC):
    """One kind of field: checks its definition, cleans an answer, puts it in words and describes it.

    Stateless; the same object serves every field of its kind.
    """

    name: ClassVar[str]
    options: ClassVar[frozenset[str]] = frozenset()
    takes_answer: ClassVar[bool] = True
    can_prefill: ClassVar[bool] = False
    always_required: ClassVar[bool] = False
    autocomplete: ClassVar[str] = "off"

    def check(self, field: Field) -> None:  # noqa: B027 - most kinds have nothing to check
        """Raise ``SchemaError`` when the options of a definition do not fit together."""

    @abstractmethod
    def clean(self, field: Field, raw: object, context: FormContext) -> Any:
        """The JSON value to keep for ``raw``, None for nothing given; raises ``Invalid`` with what to do.

        Accepts whatever arrives, its own values too, and gives those back unchanged.
        """

    @abstractmethod
    def json_schema(self, field: Field) -> dict[str, Any]:
        """JSON Schema (2020-12) of the kept value."""

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """The kept ``value`` in the words a person reads."""
        return str(value)

    def missing(self, field: Field) -> str:
        """What to do when a required answer is not there."""
        return "Isi bagian ini."

    def hint(self, field: Field) -> str:
        """What a person should know before answering, beside the field's own help."""
        return ""

    def initial(self, raw: object) -> str:
        """``raw`` (typed or kept) as the input shows it."""
        return raw if isinstance(raw, str) else "" if raw is None or isinstance(raw, list) else str(raw)

    def view(self, field: Field, raw: object, files: Mapping[str, FileInfo], today: date | None) -> dict[str, Any]:
        """What the kind's template needs beside the common parts."""
        return {"value": self.initial(raw)}

    def same(self, answer: str, register: str) -> bool:
        """Whether an answer and the register say the same, apart from case, blanks and punctuation."""
        return comparable(answer) == comparable(register)


class Words(Kind):
    """A part of the form that asks nothing."""

    takes_answer = False

    def clean(self, field: Field, raw: object, context: FormContext) -> Any:
        """Nothing is kept."""
        return None

    def json_schema(self, field: Field) -> dict[str, Any]:
        """Never part of the answers."""
        return {"not": {}}


def typed(raw: object) -> str:
    """``raw`` as if it had been typed; raises ``Invalid`` for shapes no input sends."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < _LARGEST:
        return str(raw)
    raise Invalid("Isian ini tidak terbaca. Isi lagi.")
