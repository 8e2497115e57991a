"""Names people gave their files: shown, never used as a path."""

import unicodedata
from pathlib import PurePosixPath

MAX_LENGTH = 160
_EXTENSIONS = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}


def clean_name(name: str) -> str:
    """``name`` without folders, control and direction-changing characters, at most 160 with its ending."""
    base = PurePosixPath(name.replace("\\", "/")).name
    visible = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C")
    tidy = " ".join(visible.split())
    if not tidy.strip("."):
        return "berkas"
    if len(tidy) <= MAX_LENGTH:
        return tidy
    ending = PurePosixPath(tidy).suffix[:10]
    return (tidy[: MAX_LENGTH - len(ending)] + ending).rstrip()


def download_name(name: str, kind: str) -> str:
    """``name`` with the ending of what is really stored: a PNG that became a JPEG downloads as ``.jpg``."""
    stem = PurePosixPath(name).stem if PurePosixPath(name).suffix else name
    return (stem or "berkas") + _EXTENSIONS[kind]
