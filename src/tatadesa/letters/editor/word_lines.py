"""The lines and tables of a Word document in our words: marks, alignments, headings, bullets. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tatadesa.core.plain import one_line
from tatadesa.letters.blocks import MAX_ROWS
from tatadesa.letters.texts import MAX_TEXT

GAP = "[isi di sini]"
"""What stands for a dotted blank of a Word file until the operator says what belongs there."""

_DOTS = re.compile(r"[.…_]{4,}|…{2,}")
_ALIGNS = {WD_ALIGN_PARAGRAPH.LEFT: "left", WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right"}
_BULLETS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "a", "lowerRoman": "1", "upperRoman": "1", "none": ""}
_LONGEST_HEADING = 80
_MOST_CELLS = 12


@dataclass(frozen=True)
class Line:
    """A paragraph: its words without and with marks. ``align`` and ``is_indented`` are None where Word says nothing.

    ``bullet`` is the style of a list (``1``, ``a``, ``-``) or empty.
    """

    plain: str
    text: str
    align: str | None = None
    is_indented: bool = False
    is_heading: bool = False
    bullet: str = ""


def line_of(paragraph: Paragraph) -> Line | None:
    """None for an empty one."""
    words = plain(paragraph.text)
    if not words:
        return None
    text = _marked(paragraph)
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    align = _align(paragraph)
    bullet = _bullet(paragraph, name)
    is_bold = text == f"**{words}**" and len(words) <= _LONGEST_HEADING and words[-1] not in ".,:;"
    return Line(
        words,
        words if len(text) > MAX_TEXT else text,
        align,
        (paragraph.paragraph_format.first_line_indent or 0) > 0,
        name.startswith(("Heading", "Title", "Subtitle")) or (is_bold and align in (None, "left") and not bullet),
        bullet,
    )


def cells_of(table: Table) -> list[list[str]]:
    """The words of each row's cells; one that is joined over several columns is given once."""
    rows = []
    for row in table.rows[: MAX_ROWS * 4]:
        cells, before = list[str](), None
        for cell in row.cells[:_MOST_CELLS]:
            if cell._tc is not before:  # noqa: SLF001  the library gives a joined cell anew for each column
                cells.append(plain(cell.text))
            before = cell._tc  # noqa: SLF001
        rows.append(cells)
    return rows


def plain(text: str) -> str:
    """One line, without braces (they would be read as names) and with dotted blanks as gaps."""
    return _clean(text)[:MAX_TEXT]


def _clean(text: str) -> str:
    return _DOTS.sub(GAP, one_line(text).replace("{", "(").replace("}", ")"))


def _marked(paragraph: Paragraph) -> str:
    """The words with what is bold, in italics or underlined in marks, where the language of templates can say it."""
    runs = [
        (style, "".join(text for _, text in same)) for style, same in groupby(_styled(paragraph), lambda run: run[0])
    ]
    made = ""
    for place, (style, text) in enumerate(runs):
        after = runs[place + 1][1] if place + 1 < len(runs) else ""
        core = text.strip()
        start = text.index(core) if core else 0
        inside_word = (not start and made[-1:].isalnum()) or (text.endswith(core or " ") and after[:1].isalnum())
        if not core or "*" in core or "_" in core:
            made += text
            continue
        signs = "__" if "u" in style and not inside_word else ""
        if "i" in style and not signs and not inside_word:
            signs = "_"
        if "b" in style:
            signs = f"**{signs}"
        made += f"{text[:start]}{signs}{core}{signs[::-1]}{text[start + len(core) :]}"
    return _clean(made)


def _styled(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    font = paragraph.style.font if paragraph.style is not None else None
    for item in paragraph.iter_inner_content():
        for run in item.runs if isinstance(item, Hyperlink) else [item]:
            yield _style(run, bool(font is not None and font.bold)), run.text.replace("\t", " ").replace("\n", " ")


def _style(run: Run, is_bold: bool) -> str:  # noqa: FBT001  what the paragraph's own style says
    bold = run.bold if run.bold is not None else run.style.font.bold if run.style is not None else None
    marks = {"b": is_bold if bold is None else bold, "i": run.italic, "u": run.underline}
    return "".join(sign for sign, is_set in marks.items() if is_set)


def _align(paragraph: Paragraph) -> str | None:
    given = paragraph.alignment
    if given is None and paragraph.style is not None:
        given = paragraph.style.paragraph_format.alignment
    return _ALIGNS.get(given) if given is not None else None


def _bullet(paragraph: Paragraph, style: str) -> str:
    if style.startswith("List Bullet"):
        return "-"
    if style.startswith("List Number"):
        return "1"
    properties = paragraph.paragraph_format.element.pPr
    numbered = properties.numPr if properties is not None else None
    if numbered is None or numbered.numId is None or numbered.numId.val == 0:
        return "-" if re.fullmatch(r"List( [2-5])?", style) else ""
    level = numbered.ilvl.val if numbered.ilvl is not None else 0
    found = _format(paragraph, numbered.numId.val, level)
    return _BULLETS.get(found, "-")


def _format(paragraph: Paragraph, number: int, level: int) -> str:
    """How Word counts there: ``decimal``, ``bullet``; empty where the document does not say."""
    numbering = paragraph.part.numbering_part.element  # type: ignore[attr-defined]
    which = numbering.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    if not which:
        return ""
    formats = numbering.xpath(
        f"./w:abstractNum[@w:abstractNumId='{which[0]}']/w:lvl[@w:ilvl='{level}']/w:numFmt/@w:val"
    )
    return str(formats[0]) if formats else ""
