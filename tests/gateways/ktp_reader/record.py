"""Writes ``boxes/*.json``: what recognition finds on photos of invented cards.

Needed again only when the recognition or the drawing of cards changes: ``python -m tests.gateways.ktp_reader.record``.
Whoever records looks at the differences.
"""

import json
from pathlib import Path

from bench.cards import photo
from tatadesa.gateways.ktp_reader.layout import Box
from tatadesa.gateways.ktp_reader.recogniser import Recogniser, opened

FOLDER = Path(__file__).with_name("boxes")
PHOTOS = {
    "plain": (1000, "clean"),
    "tilted": (1003, "tilt"),
    "perspective": (1004, "perspective"),
    "dark": (1015, "dark, noisy, jpeg 40"),
    "small": (1009, "small"),
    "upside_down": (1011, "turned 180"),
    "on_its_side": (1012, "turned 270"),
}


def main() -> None:
    """Record all."""
    eyes = Recogniser()
    FOLDER.mkdir(exist_ok=True)
    for name, (seed, fault) in PHOTOS.items():
        taken = photo(seed, fault)
        picture = opened(taken.jpeg)
        boxes = [
            {
                "text": box.text,
                "score": round(box.score, 3),
                "corners": [[round(x), round(y)] for x, y in box.corners],
            }
            for box in eyes.boxes(picture)
        ]
        whole = {"size": picture.size, "card": taken.card, "boxes": boxes}
        (FOLDER / f"{name}.json").write_text(json.dumps(whole, ensure_ascii=False) + "\n")


def recorded(name: str) -> tuple[list[Box], dict[str, str]]:
    """The boxes of the photo ``name`` and what its card says."""
    whole = json.loads((FOLDER / f"{name}.json").read_text())
    boxes = [
        Box(box["text"], box["score"], tuple((float(x), float(y)) for x, y in box["corners"])) for box in whole["boxes"]
    ]
    return boxes, whole["card"]


if __name__ == "__main__":
    main()
