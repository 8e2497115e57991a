"""Make the letters' fonts from Liberation 2.1: without hints a letter is a third smaller.

Run with fontTools at hand: ``python scripts/plain_fonts.py FOLDER_WITH_LIBERATION src/tatadesa/letters/typst/fonts``.
The OFL reserves the name Liberation for the unchanged fonts, so these are called Surat.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

HINTS = ("fpgm", "prep", "cvt ", "gasp", "FFTM", "GlyphOrder", "kern")
# Copyright, family, style, whole name, version, name for PostScript, licence and its address.
NAMES = (0, 1, 2, 4, 5, 6, 13, 14)


def plain(source: Path, folder: Path) -> None:
    """Writes ``source`` without hints, under its new name, into ``folder``."""
    font = TTFont(source, recalcTimestamp=False)
    for table in HINTS:
        if table in font:
            del font[table]
    glyphs = font["glyf"]
    for name in glyphs.glyphOrder:
        glyphs[name].removeHinting()
    names = font["name"]
    names.names = [one for one in names.names if one.platformID == 3 and one.nameID in NAMES]
    for one in names.names:
        if one.nameID in (1, 4, 6):
            one.string = str(one).replace("Liberation", "Surat")
    font.save(folder / source.name.replace("Liberation", "Surat"))


def main() -> None:
    """From the first folder into the second."""
    source, folder = (Path(one) for one in sys.argv[1:])
    for path in sorted(source.glob("Liberation*.ttf")):
        plain(path, folder)


if __name__ == "__main__":
    main()
