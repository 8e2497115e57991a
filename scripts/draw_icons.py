"""Draws the icons of the installed app: ``python scripts/draw_icons.py``, again when colours change."""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parents[1] / "src" / "tatadesa" / "portal" / "static" / "portal" / "icons"
GREEN = "#0b6e4f"
WHITE = "#ffffff"
# Points of the mark on a 32 x 32 grid, the same as in base.html.
ROOF = [(7, 15.5), (16, 8), (25, 15.5)]
WALLS = [(10, 13.6), (10, 24), (22, 24), (22, 13.6)]
TICK = [(13, 19), (15.3, 21.3), (19.3, 17)]
OVERSAMPLING = 4


def draw(size: int, *, corner: float, mark: float) -> Image.Image:
    """An icon of ``size`` pixels; ``corner`` (radius) and ``mark`` (width of the mark) are shares of the size."""
    full = size * OVERSAMPLING
    picture = Image.new("RGBA", (full, full), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, full - 1, full - 1), radius=full * corner, fill=GREEN)
    unit = full * mark / 32
    offset = (full - 32 * unit) / 2
    for line in (ROOF, WALLS, TICK):
        points = [(offset + x * unit, offset + y * unit) for x, y in line]
        pen.line(points, fill=WHITE, width=round(2.2 * unit), joint="curve")
        for x, y in points:
            reach = 1.1 * unit
            pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=WHITE)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Write the three pictures the manifest names; the maskable one keeps the mark inside its safe circle."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, size, corner, mark in (
        ("icon-192.png", 192, 0.22, 1.05),
        ("icon-512.png", 512, 0.22, 1.05),
        ("maskable-512.png", 512, 0.0, 0.84),
    ):
        picture = draw(size, corner=corner, mark=mark).quantize(64)
        picture.save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
