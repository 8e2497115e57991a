"""What a card is made of: printed waves, the shape of a portrait, and what years in a wallet leave behind."""

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Color = tuple[int, int, int]


def paper(size: tuple[int, int], random: Random) -> Image.Image:
    """The light blue ground with its guilloche: bundles of waves, like the real thing only from afar."""
    base = (random.randint(176, 206), random.randint(208, 226), random.randint(222, 240))
    card = Image.new("RGB", size, base)
    draw = ImageDraw.Draw(card)
    for bundle in range(3):
        shade = tuple(max(0, part - random.randint(12, 30)) for part in base)
        phase, length = random.uniform(0, math.tau), random.uniform(160, 420)
        height, middle = random.uniform(20, 90), size[1] * (bundle + 0.5) / 3
        for line in range(-9, 10):
            points = [
                (x, middle + line * 9 + height * math.sin(phase + line * 0.18 + x / length * math.tau))
                for x in range(0, size[0] + 8, 8)
            ]
            draw.line(points, fill=shade, width=1)
    return card


def portrait(size: tuple[int, int], random: Random) -> Image.Image:
    """A head and shoulders without a face."""
    picture = Image.new("RGB", size, random.choice(("#a03030", "#3050a0")))
    draw = ImageDraw.Draw(picture)
    width, height = size
    skin = random.choice(("#c89a72", "#b98560", "#d8ad86"))
    draw.ellipse((width * 0.1, height * 0.66, width * 0.9, height * 1.4), fill=random.choice(("#303848", "#f0f0ec")))
    draw.ellipse((width * 0.3, height * 0.16, width * 0.7, height * 0.7), fill=skin)
    draw.chord((width * 0.28, height * 0.12, width * 0.72, height * 0.5), 180, 360, fill="#282420")
    return picture


def scratch(card: Image.Image, random: Random, count: int) -> None:
    """Draw ``count`` fine bright or dark scratches, some of them across the writing."""
    draw = ImageDraw.Draw(card)
    for _ in range(count):
        x, y = random.uniform(0, card.width), random.uniform(0, card.height)
        angle, length = random.uniform(0, math.pi), random.uniform(60, 420)
        bend = random.uniform(-14, 14)
        points = [
            (
                x + math.cos(angle) * length * part / 6,
                y + math.sin(angle) * length * part / 6 + bend * math.sin(part / 6 * math.pi),
            )
            for part in range(7)
        ]
        shade = random.choice(((238, 243, 246), (244, 247, 248), (150, 168, 178)))
        draw.line(points, fill=shade, width=random.choice((1, 1, 2)))


def laminate(card: Image.Image, random: Random) -> Image.Image:
    """The card in plastic: a milky rim around it, a soft band of light across it."""
    rim = random.randint(14, 26)
    sheet = Image.new("RGB", (card.width + 2 * rim, card.height + 2 * rim), (214, 220, 224))
    sheet.paste(card, (rim, rim))
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((1, 1, sheet.width - 2, sheet.height - 2), 24, outline=(250, 252, 252), width=4)
    shine = Image.new("L", sheet.size, 0)
    start, width = random.uniform(0, sheet.width * 0.8), random.uniform(40, 130)
    lean = random.uniform(60, 260)
    band = ((start, 0), (start + width, 0), (start + width - lean, sheet.height), (start - lean, sheet.height))
    ImageDraw.Draw(shine).polygon(band, fill=random.randint(40, 80))
    shine = shine.filter(ImageFilter.GaussianBlur(18))
    return ImageChops.screen(sheet, Image.merge("RGB", (shine, shine, shine)))
