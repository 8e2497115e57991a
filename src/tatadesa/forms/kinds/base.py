"""What every kind of field can do. A new kind is a class, a template and a line in ``registry``."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import QueryDict

from tatadesa.core.plain import comparable, storable
from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.messages import say

_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Mark:
    """What the register made of an answer, in words; ``agrees`` is None when nobody has asked it yet."""

    agrees: bool | None
    words: str


class Kind(ABC):
    """One kind of field: checks its definition, cleans an answer, puts it in words and describes it.

    Stateless; the same object serves every field of its kind.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    """What the builder calls it."""
    options: ClassVar[frozenset[str]] = frozenset()
    takes_answer: ClassVar[bool] = True
    can_prefill: ClassVar[bool] = False
    prefills: ClassVar[frozenset[str]] = frozenset()
    """What ``prefill`` may name for this kind alone; any key of the register when empty."""
    is_typed: ClassVar[bool] = True
    """Has one input, which can be read-only; a locked answer of other kinds is shown in words."""
    always_required: ClassVar[bool] = False
    keeps_files: ClassVar[bool] = False
    """The answer is a list of ids of stored files."""
    is_paper: ClassVar[bool] = False
    """People have to get it ready before they fill in the form, so the requirements of the service name it."""
    in_group: ClassVar[bool] = False
    """May be asked in the rows of a group."""
    compares: ClassVar[str] = ""
    """The sort of value conditions see (``operands``); empty: only whether there is an answer."""
    messages: tuple[str, ...] = ()
    """The groups of ``messages`` the kind speaks from."""
    autocomplete: ClassVar[str] = "off"
    seconds: ClassVar[int] = 15
    """How long a person takes to answer, about."""

    def check(self, field: Field) -> None:  # noqa: B027 - most kinds have nothing to check
        """Raise ``SchemaError`` when the options of a definition do not fit together."""

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """Whether an input of this field may be named ``<id>__<rest>`` (``rest`` empty: just the id)."""
        return rest == ""

    def read(self, field: Field, post: QueryDict) -> Any:
        """The answer as typed, as JSON, empty when nothing was sent; names of inputs begin with the field's id."""
        return storable(str(post.get(field["id"], "")))

    def adjust(self, field: Field, raw: Any, what: str) -> Any:
        """``raw`` after a button inside the field was pressed (``isian:<id>:<what>``)."""
        return raw

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

    def lines(self, field: Field, value: Any) -> list[str]:
        """The kept ``value`` in several lines where one is hard to read; empty when ``text`` says it best."""
        return []

    def mark(self, field: Field, value: Any) -> Mark | None:
        """What the register made of the kept ``value``, for kinds that ask it."""
        return None

    def parts(self, field: Field, value: Any) -> dict[str, str]:
        """What a letter may name below the answer, in words: ``{jawaban.pembeli.nama}``. Of kept values only."""
        return {}

    def part_names(self, field: Field) -> frozenset[str]:
        """The keys ``parts`` can have, for checking letters."""
        return frozenset()

    def rows(self, field: Field, value: Any) -> list[dict[str, str]]:
        """The rows of a kept ``value`` in words, for tables in letters: ``{baris.nama}``. Empty for what has none."""
        return []

    def row_names(self, field: Field) -> frozenset[str]:
        """The keys each of ``rows`` has; empty for kinds without rows."""
        return frozenset()

    def missing(self, field: Field) -> str:
        """What to do when a required answer is not there."""
        return "Isi bagian ini."

    def hint(self, field: Field) -> str:
        """What a person should know before answering, beside the field's own help."""
        return ""

    def initial(self, raw: object) -> str:
        """``raw`` (typed or kept) as the input shows it."""
        return raw if isinstance(raw, str) else "" if raw is None or isinstance(raw, list) else str(raw)

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """What the kind's template needs beside the common parts."""
        return {"value": self.initial(raw)}

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The options a browser needs to check an answer as ``clean`` does."""
        return {name: field[name] for name in sorted(self.options) if name in field}

    def comparable(self, field: Field, raw: object, context: FormContext) -> Any:
        """The value conditions compare; None for no answer and for one that cannot be kept."""
        try:
            return self.clean(field, raw, context)
        except Invalid:
            return None

    def from_register(self, field: Field, key: str, register: Mapping[str, Any]) -> Any:
        """What the register says under ``key`` as a first answer, empty when it says nothing."""
        return str(register.get(key) or "").strip()

    def same(self, answer: Any, register: Any) -> bool:
        """Whether an answer and ``from_register`` say the same, apart from case, blanks and punctuation."""
        return comparable(str(answer)) == comparable(str(register))


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
    raise Invalid(say("form.unreadable"))


def part_anchors(field: Field, parts: Iterable[str], first: str) -> dict[str, str]:
    """The ids of the inputs of a composite answer, by part; the ``first`` one has the field's own."""
    return {part: f"isian-{field['id']}{'' if part == first else f'-{part}'}" for part in parts}
