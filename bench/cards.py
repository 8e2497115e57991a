"""Photos of invented KTP cards as phones take them: for the measurement of the card reader and its tests."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from tatadesa.gateways.ktp_reader.specimen.draw import photographed, print_card

_PLACES = (
    ("330207", "JAWA TENGAH", "KABUPATEN BANYUMAS", "KARANGLEWAS", "PASIR KULON", "BANYUMAS"),
    ("327306", "JAWA BARAT", "KOTA BANDUNG", "CICENDO", "PASIRKALIKI", "BANDUNG"),
    ("351503", "JAWA TIMUR", "KABUPATEN SIDOARJO", "PORONG", "KEBAKALAN", "SIDOARJO"),
    ("120705", "SUMATERA UTARA", "KABUPATEN DELI SERDANG", "KUTALIMBARU", "SUKA MAKMUR", "MEDAN"),
    ("737109", "SULAWESI SELATAN", "KOTA MAKASSAR", "PANAKKUKANG", "TAMAMAUNG", "UJUNG PANDANG"),
    ("510302", "BALI", "KABUPATEN BADUNG", "MENGWI", "SEMPIDI", "DENPASAR"),
    ("530804", "NUSA TENGGARA TIMUR", "KABUPATEN ENDE", "NANGAPANDA", "NDETU REA", "ENDE"),
    ("910203", "PAPUA", "KABUPATEN JAYAWIJAYA", "WAMENA", "SINAKMA", "WAMENA"),
    ("621104", "KALIMANTAN TENGAH", "KABUPATEN PULANG PISAU", "KAHAYAN HILIR", "PULANG PISAU", "BANJARMASIN"),
    ("317409", "DKI JAKARTA", "KOTA ADM. JAKARTA SELATAN", "JAGAKARSA", "SRENGSENG SAWAH", "JAKARTA"),
)
_MEN = "AHMAD|BUDI|JOKO|MUHAMMAD|DJOKO|RUDI|AGUS|WAYAN|YOHANES|TEUKU|SLAMET|HENDRA|FAJAR|ILHAM|OKTAVIANUS|LALU"
_WOMEN = "SITI|NUR'AINI|DEWI|RINA|SRI|KADEK|MARIA|WULAN|AYU|LESTARI|FITRIANI|OKTAVIA|YULIANA|ENDANG"
_SECOND = "SANTOSO|HIDAYAT|PRASETYO|SUWARNO|OEMAR|SIMBOLON|WIJAYA|LUBIS|RAHMAN, S.PD|KUSUMA|HARAHAP|UTAMI"
_STREETS = ("JL. MERDEKA NO. 12", "DUSUN KRAJAN", "PERUM GRIYA ASRI BLOK C3/12", "JL. KH. DEWANTARA GG. 5", "KP. BARU")
_RELIGIONS = ("ISLAM", "KRISTEN", "KATHOLIK", "HINDU", "BUDDHA", "KHONGHUCU")
_MARITAL = ("BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI")
_WORK = (
    "PETANI/PEKEBUN",
    "KARYAWAN SWASTA",
    "MENGURUS RUMAH TANGGA",
    "PELAJAR/MAHASISWA",
    "WIRASWASTA",
    "BURUH HARIAN LEPAS",
    "PEGAWAI NEGERI SIPIL",
    "NELAYAN/PERIKANAN",
    "GURU",
    "BELUM/TIDAK BEKERJA",
)


def invent(seed: int) -> dict[str, str]:
    """The fields of somebody who does not exist, with a NIK that agrees with birth date and sex."""
    random = Random(f"person {seed}")
    code, province, regency, district, village, birth_place = random.choice(_PLACES)
    sex = random.choice("12")
    born = date(1948, 1, 1) + timedelta(days=random.randrange(365 * 60))
    day = born.day + (40 if sex == "2" else 0)
    first = random.choice((_MEN if sex == "1" else _WOMEN).split("|"))
    return {
        "province": province,
        "regency": regency,
        "nik": f"{code}{day:02}{born:%m%y}{random.randint(1, 9999):04}",
        "name": f"{first} {random.choice(_SECOND.split('|'))}",
        "birth_place": birth_place,
        "birth_date": born.isoformat(),
        "sex": sex,
        "blood_type": random.choice(("A", "B", "AB", "O", "-", "-")),
        "address": random.choice(_STREETS),
        "rt": f"{random.randint(1, 24):03}",
        "rw": f"{random.randint(1, 12):03}",
        "village": village,
        "district": district,
        "religion": random.choice(_RELIGIONS),
        "marital_status": random.choice(_MARITAL),
        "occupation": random.choice(_WORK),
        "citizenship": "WNI",
        "valid_until": "SEUMUR HIDUP",
    }


@dataclass(frozen=True)
class Photo:
    """A JPEG, what is wrong with it, and what the card says."""

    jpeg: bytes
    spoilt: str
    card: dict[str, str]


def photo(seed: int, spoilt: str) -> Photo:
    """Photo number ``seed`` with the fault ``spoilt`` (a key of ``FAULTS``)."""
    random = Random(f"photo {seed} {spoilt}")
    card = invent(seed)
    share = {"small": 0.48, "small and blurred": 0.55}.get(spoilt, 0.84)
    picture = photographed(print_card(card, seed), seed, width=random.choice((1200, 1600, 2000)), share=share)
    picture = FAULTS[spoilt](picture, random)
    content = io.BytesIO()
    quality = 40 if spoilt in ("jpeg 40", "dark, noisy, jpeg 40", "tilted, glare, jpeg 40") else 82
    picture.save(content, "JPEG", quality=quality)
    return Photo(content.getvalue(), spoilt, card)


def _blur(picture: Image.Image, random: Random) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(picture.width / 1000 * random.uniform(1.0, 1.8)))


def _motion(picture: Image.Image, random: Random) -> Image.Image:
    """The hand moved: the picture averaged along a short way."""
    length, is_flat = max(3, picture.width // 260), random.random() < 0.6
    pixels = np.asarray(picture, dtype=np.float32)
    moved = sum(np.roll(pixels, step, axis=1 if is_flat else 0) for step in range(length)) / length
    return Image.fromarray(np.clip(moved, 0, 255).astype(np.uint8))


def _tilt(picture: Image.Image, random: Random) -> Image.Image:
    angle = random.choice((-1, 1)) * random.uniform(4, 10)
    fill = picture.getpixel((2, 2))
    return picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=fill)


def _perspective(picture: Image.Image, random: Random) -> Image.Image:
    width, height = picture.size

    def off(part: float) -> float:
        return random.uniform(0.02, 0.09) * part

    corners = (
        (-off(width), -off(height)),
        (width + off(width) * random.choice((1, -0.4)), -off(height)),
        (width + off(width), height + off(height)),
        (-off(width) * random.choice((1, -0.4)), height + off(height)),
    )
    square = ((0, 0), (width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (u, v) in zip(square, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    data = np.linalg.solve(np.array(rows), np.array(values))
    fill = picture.getpixel((2, 2))
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, data.tolist(), Image.Resampling.BICUBIC, fillcolor=fill
    )


def _glare(picture: Image.Image, random: Random) -> Image.Image:
    """A lamp in the plastic, as often as not on the NIK."""
    light = Image.new("L", picture.size, 0)
    x = random.uniform(0.2, 0.8) * picture.width
    y = random.choice((0.27, random.uniform(0.2, 0.8))) * picture.height
    radius = picture.width * random.uniform(0.05, 0.1)
    ImageDraw.Draw(light).ellipse((x - radius, y - radius * 0.7, x + radius, y + radius * 0.7), fill=190)
    light = light.filter(ImageFilter.GaussianBlur(radius * 0.5))
    return ImageChops.screen(picture, Image.merge("RGB", (light, light, light)))


def _dark(picture: Image.Image, random: Random) -> Image.Image:
    return ImageEnhance.Brightness(picture).enhance(random.uniform(0.16, 0.3))


def _noise(picture: Image.Image, random: Random) -> Image.Image:
    noise = np.random.default_rng(random.randrange(2**32)).normal(0, random.uniform(10, 18), (*picture.size[::-1], 3))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))


def _turn(degrees: int) -> Callable[[Image.Image, Random], Image.Image]:
    return lambda picture, random: picture.rotate(degrees, expand=True)


def _chain(*steps: Callable[[Image.Image, Random], Image.Image]) -> Callable[[Image.Image, Random], Image.Image]:
    def run(picture: Image.Image, random: Random) -> Image.Image:
        for step in steps:
            picture = step(picture, random)
        return picture

    return run


def _same(picture: Image.Image, random: Random) -> Image.Image:
    return picture


FAULTS: dict[str, Callable[[Image.Image, Random], Image.Image]] = {
    "clean": _same,
    "blur": _blur,
    "motion": _motion,
    "tilt": _tilt,
    "perspective": _perspective,
    "glare": _glare,
    "dark": _dark,
    "noise": _noise,
    "jpeg 40": _same,
    "small": _same,
    "turned 90": _turn(90),
    "turned 180": _turn(180),
    "turned 270": _turn(270),
    "small and blurred": _chain(lambda picture, random: picture.filter(ImageFilter.GaussianBlur(picture.width / 2000))),
    "tilted, glare, jpeg 40": _chain(_tilt, _glare),
    "dark, noisy, jpeg 40": _chain(_dark, _noise),
    "perspective and blur": _chain(_perspective, _blur),
    "turned and tilted": _chain(_tilt, _turn(90)),
}
