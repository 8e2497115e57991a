"""Puts screenshots of the journey side by side: ``python scripts/compose_overview.py FOLDER PICTURE``."""

import sys
from pathlib import Path

from PIL import Image, ImageDraw

GROUND = "#e9e6dd"
EDGE = "#c9c4b6"
GAP = 24
CORNER = 14
COLORS = 256
ROWS = (("home", "inbox"), ("timeline", "request"))


def framed(path: Path) -> Image.Image:
    """The screenshot with round corners and a thin edge, on the ground of the picture."""
    screen = Image.open(path).convert("RGB")
    mask = Image.new("L", screen.size, 0)
    box = (0, 0, screen.width - 1, screen.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, CORNER, fill=255)
    made = Image.new("RGB", screen.size, GROUND)
    made.paste(screen, mask=mask)
    ImageDraw.Draw(made).rounded_rectangle(box, CORNER, outline=EDGE, width=1)
    return made


def compose(folder: Path) -> Image.Image:
    """Two rows, each a phone and, as high as it, a laptop: the beginning above, the same request at work below."""
    rows = [[framed(folder / f"{name}.png") for name in row] for row in ROWS]
    height = rows[0][0].height
    rows = [
        [one.resize((one.width * height // one.height, height), Image.Resampling.LANCZOS) for one in row]
        for row in rows
    ]
    width = max(sum(one.width + GAP for one in row) for row in rows) + GAP
    made = Image.new("RGB", (width, (height + GAP) * len(rows) + GAP), GROUND)
    for position, row in enumerate(rows):
        left = GAP
        for one in row:
            made.paste(one, (left, GAP + position * (height + GAP)))
            left += one.width + GAP
    return made


def main() -> None:
    """Write the picture; few colours keep the repository small, and the octree keeps the rare ones."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    made = compose(folder).quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    made.save(target, optimize=True)


if __name__ == "__main__":
    main()
