"""PDFs from people: checked and written anew in a confined process, refused in words they can act on."""

from tatadesa.files.confined import ConfinedError, run
from tatadesa.files.limits import FileRefused

_COMPLEX = "PDF ini terlalu rumit untuk diperiksa. Cetak ulang ke PDF, atau foto halamannya."
_BROKEN = "PDF ini rusak atau tidak lengkap. Simpan ulang, atau foto halamannya."
# By the reasons of ``pdf_rules.Reason``; not imported here: no web worker parses a PDF from outside.
_WORDS = {
    "broken": _BROKEN,
    "locked": "PDF ini terkunci kata sandi. Buka kuncinya dulu, atau foto halamannya.",
    "active": "PDF ini berisi perintah atau skrip yang tidak aman. Cetak ulang ke PDF, atau foto halamannya.",
    "embedded": "PDF ini berisi berkas lain atau media. Cetak ulang ke PDF, atau foto halamannya.",
    "xfa": "PDF ini formulir khusus yang tidak dapat dibaca di sini. Cetak ulang atau foto halamannya.",
    "no_pages": "PDF ini tidak punya halaman. Pilih berkas lain.",
    "too_many_pages": "PDF ini lebih dari 30 halaman. Kirim halaman yang diminta saja.",
    "page_size": "Ukuran halaman PDF ini tidak wajar. Cetak ulang ke PDF ukuran A4, atau foto halamannya.",
    "complex": _COMPLEX,
}


def clean(content: bytes) -> tuple[bytes, int]:
    """The PDF written anew without metadata, and its number of pages; raises ``FileRefused``."""
    try:
        outcome = run("check", content)
    except ConfinedError as error:
        raise FileRefused(_COMPLEX) from error
    match outcome.words:
        case ["ok", pages] if "clean.pdf" in outcome.files:
            return outcome.files["clean.pdf"], int(pages)
        case ["refused", reason] if reason in _WORDS:
            raise FileRefused(_WORDS[reason])
    raise FileRefused(_BROKEN)
