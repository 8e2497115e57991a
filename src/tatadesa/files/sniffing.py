"""What a file is, by its first bytes: the name and the type a browser declares are only claims."""

from typing import Literal

from tatadesa.files.limits import FileRefused

Sniffed = Literal["JPEG", "PNG", "PDF"]
_MAGIC: tuple[tuple[bytes, Sniffed], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"%PDF-", "PDF"),
)


def sniff(content: bytes) -> Sniffed:
    """The type at offset 0, for the decoder to prove. Raises ``FileRefused`` for anything else."""
    if not content:
        raise FileRefused("Berkas ini kosong. Pilih berkas lain.")
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    raise FileRefused("Berkas ini bukan foto JPG, PNG, atau PDF. Pilih berkas lain.")
