"""Draws an invented KTP as if it lay on a table in front of a phone."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

from tatadesa.gateways.ktp_reader.specimen import surface

CARD = (1012, 638)
"""An ID-1 card (85.60 x 53.98 mm) at 300 dots per inch."""

_OURS = Path(__file__).with_name("fonts")
# The typeface of our letters; drawing a second copy along would only make the package larger.
_LETTERS = Path(__file__).parents[3] / "letters" / "typst" / "fonts"
_SEX = {"1": "LAKI-LAKI", "2": "PEREMPUAN"}
_INK = "#1c2024"
_FIRST_LINE, _LINE = 172, 35.5
_SHARE = 0.84


@dataclass(frozen=True)
class Faces:
    """A pair of typefaces: one for the NIK, one for the rest (None: the one Pillow brings along)."""

    number: Path
    text: Path | None

    def of_number(self, size: int) -> ImageFont.FreeTypeFont:
        """The NIK's face at ``size`` pixels."""
        return ImageFont.truetype(self.number, size)

    def of_text(self, size: int) -> ImageFont.FreeTypeFont:
        """The other face at ``size`` pixels."""
        if self.text is not None:
            return ImageFont.truetype(self.text, size)
        fallback = ImageFont.load_default(size)
        assert isinstance(fallback, ImageFont.FreeTypeFont)  # noqa: S101 - Pillow with FreeType, as every wheel has it
        return fallback


FACES = (
    Faces(_OURS / "OCRA.ttf", _LETTERS / "SuratSans-Regular.ttf"),
    Faces(_OURS / "OCRB.otf", None),
)
WEAR = ("new", "scratched", "laminated", "worn")


def draw(card: Mapping[str, str], seed: int, *, width: int = 1600) -> bytes:
    """A JPEG photo (``width`` x 3/4 ``width``) of the card with the fields of ``CardReading`` and province, regency.

    The same ``card`` and ``seed`` give the same bytes. Typefaces and wear follow from ``seed``.
    """
    picture = photographed(print_card(card, seed), seed, width=width)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=88)
    return content.getvalue()


def print_card(card: Mapping[str, str], seed: int) -> Image.Image:
    """The card itself, flat and upright, with the wear of ``seed``."""
    random = Random(f"card {seed}")  # noqa: S311 - a drawing, not a secret
    faces, wear = FACES[seed % len(FACES)], WEAR[seed // len(FACES) % len(WEAR)]
    picture = surface.paper(CARD, random)
    _write(ImageDraw.Draw(picture), card, faces, random)
    _place_portrait(picture, card, faces, random)
    if wear in ("scratched", "worn"):
        surface.scratch(picture, random, random.randint(8, 20))
    if wear in ("laminated", "worn"):
        picture = surface.laminate(picture, random)
    return picture


def photographed(card: Image.Image, seed: int, *, width: int = 1600, share: float = _SHARE) -> Image.Image:
    """``card`` on a plain table, ``share`` of the picture's ``width``."""
    random = Random(f"table {seed}")  # noqa: S311 - a drawing, not a secret
    shade = random.choice(((112, 84, 60), (68, 70, 74), (196, 190, 180), (90, 110, 90)))
    picture = Image.new("RGB", (width, width * 3 // 4), shade)
    card_width = int(width * share)
    small = card.resize((card_width, card_width * card.height // card.width), Image.Resampling.LANCZOS)
    left = (picture.width - small.width) // 2 + random.randint(-width // 80, width // 80)
    top = (picture.height - small.height) // 2 + random.randint(-width // 80, width // 80)
    picture.paste(small, (left, top))
    return picture


def _write(pen: ImageDraw.ImageDraw, card: Mapping[str, str], faces: Faces, random: Random) -> None:
    head, text = faces.of_text(30), faces.of_text(25)
    middle = 400
    pen.text((middle, 40), f"PROVINSI {card['province']}", font=head, fill=_INK, anchor="mm")
    pen.text((middle, 76), card["regency"], font=head, fill=_INK, anchor="mm")
    pen.text((36, 128), "NIK", font=faces.of_text(36), fill=_INK, anchor="lm")
    pen.text((222, 128), ":", font=faces.of_text(36), fill=_INK, anchor="lm")
    number = faces.of_number(46 if faces.text else 44)
    pen.text((244, 128), card["nik"], font=number, fill=_INK, anchor="lm", stroke_width=random.choice((0, 1)))
    for row, (label, value, indent) in enumerate(_lines(card)):
        y = _FIRST_LINE + row * _LINE
        pen.text((36 + indent, y), label, font=text, fill=_INK, anchor="lm")
        pen.text((252, y), f": {value}", font=text, fill=_INK, anchor="lm")
        if label == "Jenis Kelamin":
            pen.text((548, y), f"Gol. Darah : {card['blood_type']}", font=text, fill=_INK, anchor="lm")


def _lines(card: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """(label, value, indent) of the rows below the NIK, in the order of the card."""
    year, month, day = card["birth_date"].split("-")
    return [
        ("Nama", card["name"], 0),
        ("Tempat/Tgl Lahir", f"{card['birth_place']}, {day}-{month}-{year}", 0),
        ("Jenis Kelamin", _SEX[card["sex"]], 0),
        ("Alamat", card["address"], 0),
        ("RT/RW", f"{card['rt']}/{card['rw']}", 40),
        ("Kel/Desa", card["village"], 40),
        ("Kecamatan", card["district"], 40),
        ("Agama", card["religion"], 0),
        ("Status Perkawinan", card["marital_status"], 0),
        ("Pekerjaan", card["occupation"], 0),
        ("Kewarganegaraan", card["citizenship"], 0),
        ("Berlaku Hingga", card["valid_until"], 0),
    ]


def _place_portrait(picture: Image.Image, card: Mapping[str, str], faces: Faces, random: Random) -> None:
    size = (204, 264)
    left, top = 772, 156
    portrait = surface.portrait(size, random)
    mark = ImageDraw.Draw(portrait)
    mark.text((size[0] / 2, size[1] / 2), "SPESIMEN", font=faces.of_text(34), fill="white", anchor="mm")
    picture.paste(portrait, (left, top))
    pen = ImageDraw.Draw(picture)
    small = faces.of_text(19)
    place = card["regency"].removeprefix("KABUPATEN ").removeprefix("KOTA ")
    year = int(card["birth_date"][:4]) + random.randint(17, 30)
    pen.text((left + size[0] / 2, 448), place, font=small, fill=_INK, anchor="mm")
    pen.text((left + size[0] / 2, 474), f"{random.randint(1, 28):02}-06-{year}", font=small, fill=_INK, anchor="mm")
    pen.text((left + size[0] / 2, 560), "SPESIMEN", font=faces.of_text(38), fill="#a02828", anchor="mm")
