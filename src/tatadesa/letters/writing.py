"""From the blocks of a template to the parts of a letter. Pure: no database, no clock, no drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tatadesa.forms.logic import fate, holds
from tatadesa.letters.blocks import Block
from tatadesa.letters.document import Part
from tatadesa.letters.glyphs import printable
from tatadesa.letters.signer import Signer
from tatadesa.letters.texts import ROW, plain, unanswered, written
from tatadesa.offices.models import Office

OPENING = "Yang bertanda tangan di bawah ini:"
_OPENING_END = "menerangkan dengan sebenarnya bahwa:"
_CLOSING = "Demikian surat ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
_EMPTY = "-"
_NUMBER_WIDTH = 0


@dataclass(frozen=True)
class Extra:
    """What a letter may draw on beside texts.

    ``kept`` are the answers as kept and ``register`` the register data, for conditions; ``rows`` are those of tables,
    by source (``jawaban.saksi``); ``handling`` is the service's own. ``is_trial`` shows every part that answers could
    bring.
    """

    kept: Mapping[str, Any] = field(default_factory=dict)
    register: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    handling: Mapping[str, Any] = field(default_factory=dict)
    is_trial: bool = False


NOTHING_MORE = Extra()


@dataclass(frozen=True)
class Writer:
    """What every block is written with; ``values`` are texts by ``penduduk.nama`` and so on."""

    values: Mapping[str, str]
    extra: Extra
    signer: Signer
    office: Office
    today: date

    def parts(self, blocks: Iterable[Block]) -> tuple[Part, ...]:
        """The parts that ``blocks`` come to; raises ``TemplateError`` for a name without a value."""
        asked = [block for block in blocks if self._holds(block)]
        return tuple(part for block in asked for part in self._written(block))

    def _holds(self, block: Block) -> bool:
        if block.when is None:
            return True
        if self.extra.is_trial:
            return not self.extra.register or fate(block.when, self.extra.register, self.today) is not False
        return holds(block.when, self.extra.kept, self.extra.register, self.today)

    def _written(self, block: Block) -> list[Part]:
        match block.kind:
            case "opening":
                return self._opening(block)
            case "closing":
                return [Part("paragraph", text=written(block.text or _CLOSING, self.values))]
            case "paragraph" | "heading":
                return self._text(block)
            case "list":
                items = [written(item, self.values) for item in block.items if not self._unanswered(item)]
                return [Part("list", items=tuple(items), style=block.style)] if items else []
            case "table":
                return self._table(block)
            case "boxes":
                return self._boxes(block)
            case "space" | "page_break":
                return [Part(block.kind, size=block.size)]
        # Of the applicant a dash is said where nothing is known; of a father who is unknown nothing at all.
        if block.kind == "identity" and all(self._unanswered(text) for _, text in block.rows):
            return []
        kept = [row for row in block.rows if block.kind == "identity" or not self._unanswered(row[1])]
        return (
            [_rows((written(label, self.values), written(text, self.values)) for label, text in kept)] if kept else []
        )

    def _opening(self, block: Block) -> list[Part]:
        signer = self.signer
        rows = (("Nama", signer.name), ("Jabatan", signer.full_position), ("Alamat", self.office.address))
        return [
            Part("paragraph", text=OPENING),
            _rows((label, printable(text)) for label, text in rows),
            Part("paragraph", text=written(block.text or _OPENING_END, self.values)),
        ]

    def _boxes(self, block: Block) -> list[Part]:
        """As many boxes as asked for, and more where the answer is longer: nothing typed is lost."""
        rows = [(written(label, self.values), plain(written(text, self.values))) for label, text in block.rows]
        counts = tuple(max(count, len(text)) for count, (_, text) in zip(block.counts, rows, strict=True))
        return [Part("boxes", rows=tuple(rows), counts=counts)]

    def _text(self, block: Block) -> list[Part]:
        if self._unanswered(block.text):
            return []
        text = written(block.text, self.values)
        return [Part(block.kind, text=text, align=block.align or "justify", indent=block.indent)]

    def _table(self, block: Block) -> list[Part]:
        cells = []
        for number, row in enumerate(self.extra.rows.get(block.source, ()), 1):
            values = {**self.values, **{f"{ROW}.{name}": text for name, text in row.items()}}
            first = (f"{number}.",) if block.numbered else ()
            cells.append(
                (*first, *(written(column.text, values) or (_EMPTY if column.text else "") for column in block.columns))
            )
        if not cells:
            return []
        columns = [(written(column.label, self.values), column.width) for column in block.columns]
        if block.numbered:
            columns.insert(0, ("No.", _NUMBER_WIDTH))
        return [Part("table", columns=tuple(columns), cells=tuple(cells), indent=block.numbered)]

    def _unanswered(self, text: str) -> bool:
        return unanswered(text, self.values)


def _rows(rows: Iterable[tuple[str, str]]) -> Part:
    return Part("rows", rows=tuple((label, text or _EMPTY) for label, text in rows))
