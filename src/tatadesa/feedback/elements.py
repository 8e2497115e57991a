"""The nine elements of PermenPANRB 14/2017, in the regulation's order: what is asked, and what each answer says.

The regulation numbers the answers 1 (not good) to 4 (very good); people read words.
"""

from dataclasses import dataclass
from typing import Final

LOWEST: Final = 1
HIGHEST: Final = 4


@dataclass(frozen=True)
class Element:
    """``key`` in forms, ``code`` and ``name`` in reports, the question, and its four answers from 1 to 4."""

    key: str
    code: str
    name: str
    question: str
    choices: tuple[str, str, str, str]


ELEMENTS: Final = (
    Element(
        "persyaratan",
        "U1",
        "Persyaratan",
        "Apakah syarat yang diminta sesuai dengan surat yang Anda urus?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    Element(
        "prosedur",
        "U2",
        "Sistem, mekanisme, dan prosedur",
        "Apakah cara mengurusnya mudah?",
        ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
    ),
    Element(
        "waktu",
        "U3",
        "Waktu penyelesaian",
        "Apakah selesainya cepat?",
        ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
    ),
    Element(
        "biaya",
        "U4",
        "Biaya/tarif",
        "Apakah biayanya wajar?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
    ),
    Element(
        "hasil",
        "U5",
        "Produk spesifikasi jenis pelayanan",
        "Apakah hasil yang Anda terima sesuai dengan yang dijanjikan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    Element(
        "kemampuan",
        "U6",
        "Kompetensi pelaksana",
        "Apakah petugas mampu melayani Anda?",
        ("Tidak mampu", "Kurang mampu", "Mampu", "Sangat mampu"),
    ),
    Element(
        "perilaku",
        "U7",
        "Perilaku pelaksana",
        "Apakah petugas sopan dan ramah?",
        ("Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah", "Sangat sopan dan ramah"),
    ),
    Element(
        "pengaduan",
        "U8",
        "Penanganan pengaduan, saran, dan masukan",
        "Bagaimana kantor menangani pengaduan dan pertanyaan?",
        ("Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang baik", "Dikelola dengan baik"),
    ),
    Element(
        "sarana",
        "U9",
        "Sarana dan prasarana",
        "Bagaimana tempat, alat, dan aplikasi yang dipakai untuk melayani?",
        ("Buruk", "Cukup", "Baik", "Sangat baik"),
    ),
)
COUNT: Final = len(ELEMENTS)
