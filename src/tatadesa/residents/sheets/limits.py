"""How large a sheet may be, and what a refused one is told. No Django: the confined child reads it too."""

from __future__ import annotations

from typing import Final

from tatadesa.core.errors import InvalidInput

# 100,000 rows of all 43 columns are about 14 MB as XLSX and 25 MB as CSV.
MAX_SHEET: Final = 36 * 1024 * 1024
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 200
# The parts of a workbook once unpacked: 100,000 good rows are about 130 MB, and a good workbook shrinks tenfold.
MAX_UNPACKED: Final = 600 * 1024 * 1024
MAX_RATIO: Final = 60
# Below this a workbook is harmless whatever its ratio: an empty one of many equal rows packs very well.
HARMLESS: Final = 20 * 1024 * 1024

TOO_LARGE: Final = "Berkas lebih besar dari 36 MB. Bagi penduduk menjadi beberapa berkas, lalu impor satu per satu."
TOO_MANY_ROWS: Final = f"Lembar berisi lebih dari {MAX_ROWS:,} baris. Bagi menjadi beberapa berkas.".replace(",", ".")
TOO_WIDE: Final = f"Ada baris dengan lebih dari {MAX_COLUMNS} kolom. Pakai lembar contoh dari halaman impor."
BROKEN: Final = (
    "Berkas tidak dapat dibaca: rusak atau terpotong. Buka di Excel, simpan ulang sebagai .xlsx, lalu coba lagi."
)
BOMB: Final = "Berkas ini membengkak terlalu besar saat dibuka, jadi tidak dibaca. Simpan ulang sebagai .xlsx biasa."
LOCKED: Final = "Berkas dikunci dengan kata sandi. Hapus kata sandinya di Excel, simpan, lalu coba lagi."
NOT_A_SHEET: Final = "Ini bukan lembar data. Kirim berkas XLSX, XLSM, XLS, ODS, atau CSV."
WEB_PAGE: Final = (
    "Ini halaman web yang diberi nama seperti lembar Excel. Buka di Excel, pilih Simpan sebagai, lalu pilih .xlsx."
)
EMPTY: Final = "Lembar ini kosong: tidak ada baris penduduk di bawah nama kolom."
TWO_SHEETS: Final = (
    "Ada dua lembar berisi penduduk: “{first}” dan “{second}”. Simpan masing-masing sebagai berkas sendiri."
)

CODES_SHEET: Final = "kode data"
END_MARK: Final = "###"
CHUNK: Final = 250
MEMORY: Final = 768 * 1024 * 1024


class SheetRefused(InvalidInput):
    """A whole sheet that is not read; ``words`` tell the sender why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__({"berkas": words}, words)
