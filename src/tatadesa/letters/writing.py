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
        asked = [block for block in blocks if self.prints(block.when)]
        return tuple(part for block in asked for part in self._written(block))

    def prints(self, when: Mapping[str, Any] | None) -> bool:
        """Whether what carries the condition ``when`` is printed; a sample shows all that answers could bring."""
        if when is None:
            return True
        if self.extra.is_trial:
            return not self.extra.register or fate(when, self.extra.register, self.today) is not False
        return holds(when, self.extra.kept, self.extra.register, self.today)

    def _written(self, block: Block) -> list[Part]:
        writers = {
            "opening": self._opening,
            "closing": self._closing,
            "paragraph": self._text,
            "heading": self._text,
            "list": self._list,
            "table": self._table,
            "grid": self._grid,
            "boxes": self._boxes,
            "fields": self._fields,
            "checks": self._checks,
            "space": self._nothing,
            "page_break": self._nothing,
        }
        return writers.get(block.kind, self._pairs)(block)

    def _pairs(self, block: Block) -> list[Part]:
        # Of the applicant a dash is said where nothing is known; of a father who is unknown nothing at all.
        if block.kind == "identity" and all(self._unanswered(text) for _, text in block.rows):
            return []
        kept = [row for row in block.rows if block.kind == "identity" or not self._unanswered(row[1])]
        return (
            [_rows((written(label, self.values), written(text, self.values)) for label, text in kept)] if kept else []
        )

    def _closing(self, block: Block) -> list[Part]:
        return [Part("paragraph", text=written(block.text or _CLOSING, self.values))]

    def _list(self, block: Block) -> list[Part]:
        items = [written(item, self.values) for item in block.items if not self._unanswered(item)]
        return [Part("list", items=tuple(items), style=block.style)] if items else []

    def _nothing(self, block: Block) -> list[Part]:
        return [Part(block.kind, size=block.size)]

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
        return [Part("boxes", rows=tuple(rows), counts=counts, size=block.size)]

    def _fields(self, block: Block) -> list[Part]:
        rows = tuple((written(label, self.values), written(text, self.values)) for label, text in block.rows)
        return [Part("fields", rows=rows, size=block.size)]

    def _checks(self, block: Block) -> list[Part]:
        ticked = tuple(int(option.when is not None and self._ticks(option.when)) for option in block.options)
        items = tuple(written(option.text, self.values) for option in block.options)
        text = written(block.text, self.values)
        return [Part("checks", text=text, items=items, counts=ticked, size=block.size)]

    def _ticks(self, when: Mapping[str, Any]) -> bool:
        """A sample ticks what the register alone decides."""
        if self.extra.is_trial:
            return fate(when, self.extra.register, self.today) is True
        return holds(when, self.extra.kept, self.extra.register, self.today)

    def _text(self, block: Block) -> list[Part]:
        if self._unanswered(block.text):
            return []
        text = written(block.text, self.values)
        return [Part(block.kind, text=text, align=block.align or "justify", indent=block.indent, bar=block.bar)]

    def _table(self, block: Block) -> list[Part]:
        texts = [column.text for column in block.columns]
        rows = [
            (texts, {**self.values, **{f"{ROW}.{name}": text for name, text in row.items()}})
            for row in self.extra.rows.get(block.source, ())
        ]
        return self._ruled(block, rows)

    def _grid(self, block: Block) -> list[Part]:
        return self._ruled(block, [(row.cells, self.values) for row in block.grid if self.prints(row.when)])

    def _ruled(self, block: Block, rows: Iterable[tuple[Iterable[str], Mapping[str, str]]]) -> list[Part]:
        """A table of ``rows``: the texts of the cells and what fills them. A cell that names nothing stays empty."""
        dash = "" if block.blank else _EMPTY
        cells = [
            ((f"{number}.",) if block.numbered else ())
            + tuple(written(text, values) or (dash if text else "") for text in texts)
            for number, (texts, values) in enumerate(rows, 1)
        ]
        if not cells:
            return []
        columns = [(written(column.label, self.values), column.width) for column in block.columns]
        if block.numbered:
            columns.insert(0, ("No.", _NUMBER_WIDTH))
        return [Part("table", columns=tuple(columns), cells=tuple(cells), indent=block.numbered, bar=block.tall)]

    def _unanswered(self, text: str) -> bool:
        return unanswered(text, self.values)


def _rows(rows: Iterable[tuple[str, str]]) -> Part:
    return Part("rows", rows=tuple((label, text or _EMPTY) for label, text in rows))
