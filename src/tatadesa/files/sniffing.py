"""What a file is, by its first bytes: the name and the type a browser declares are only claims."""

from typing import Literal

from tatadesa.files.limits import EMPTY, FileRefused

Sniffed = Literal["JPEG", "PNG", "HEIC", "PDF"]
_MAGIC: tuple[tuple[bytes, Sniffed], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"%PDF-", "PDF"),
)
# ISO/IEC 23008-12: a file type box whose brand is one of the still pictures coded with HEVC.
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"})


def sniff(content: bytes) -> Sniffed:
    """The type at offset 0, for the decoder to prove. Raises ``FileRefused`` for anything else."""
    if not content:
        raise FileRefused(EMPTY)
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "HEIC"
    raise FileRefused("Berkas ini bukan foto (JPG, PNG, HEIC) atau PDF. Pilih berkas lain.")
