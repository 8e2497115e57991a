"""Papers a person would photograph."""

import io
from pathlib import Path

from PIL import Image, ImageDraw


def photo(folder: Path, name: str) -> str:
    """A JPEG of some size, as from a phone; gives its path."""
    picture = Image.new("RGB", (1600, 1200), "#e8e2d0")
    ImageDraw.Draw(picture).text((200, 200), f"{name} CONTOH", fill="black")
    file = folder / f"{name}.jpg"
    picture.save(file, "JPEG")
    return str(file)


def pdf(folder: Path, name: str) -> str:
    """A one-page scan as PDF; gives its path."""
    buffer = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(buffer, "PDF")
    file = folder / f"{name}.pdf"
    file.write_bytes(buffer.getvalue())
    return str(file)
