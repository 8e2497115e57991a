"""Puts screenshots of the journey side by side: ``python scripts/compose_overview.py FOLDER PICTURE``."""

import sys
from pathlib import Path

from PIL import Image, ImageDraw

GROUND = "#e9e6dd"
EDGE = "#c9c4b6"
GAP = 24
CORNER = 14
COLORS = 128


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
    """Two phones, then two laptops one above the other, scaled to the phones' height."""
    phones = [framed(folder / f"{name}.png") for name in ("home", "timeline")]
    laptops = [framed(folder / f"{name}.png") for name in ("inbox", "request")]
    height = phones[0].height
    share = (height - GAP) / sum(laptop.height for laptop in laptops)
    small = [one.resize((round(one.width * share), round(one.height * share)), Image.Resampling.LANCZOS) for one in laptops]
    width = GAP + sum(phone.width + GAP for phone in phones) + small[0].width + GAP
    made = Image.new("RGB", (width, height + 2 * GAP), GROUND)
    left = GAP
    for phone in phones:
        made.paste(phone, (left, GAP))
        left += phone.width + GAP
    top = GAP
    for laptop in small:
        made.paste(laptop, (left, top))
        top += laptop.height + GAP
    return made


def main() -> None:
    """Write the picture; few colours keep the repository small."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    compose(folder).quantize(COLORS).save(target, optimize=True)


if __name__ == "__main__":
    main()
