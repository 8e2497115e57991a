"""The two pictures of a letter, the office's emblem and the QR: SVG text, nothing is read from disk."""

from __future__ import annotations

import io
import re
from functools import lru_cache

import segno

from tatadesa.core.errors import DomainError

_MAX_LOGO = 200_000
# A drawing may not bring a document type (entities that grow), scripts, foreign markup, other pictures or
# references out of itself: the typesetter would follow some of them.
_FORBIDDEN = re.compile(
    r"<!DOCTYPE|<!ENTITY|<\s*(?:\w+:)?(?:script|foreignObject|image|feImage|a|style)\b|<\?xml-stylesheet"
    r"|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)


class LogoRefusedError(DomainError):
    """The office's emblem cannot be printed."""

    status = 422


def check_logo(svg: str) -> str:
    """``svg`` when it is a plain drawing; raises ``LogoRefusedError``. Empty means no emblem and is fine."""
    if svg and (len(svg) > _MAX_LOGO or "<svg" not in svg or _FORBIDDEN.search(svg)):
        raise LogoRefusedError(
            "Logo kantor tidak dapat dicetak. Pasang logo SVG yang hanya berisi gambar, paling besar 200 KB."
        )
    return svg


@lru_cache(maxsize=64)
def qr_svg(text: str) -> str:
    """A QR of ``text`` as SVG; level M still reads with a stamp's edge on it."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", xmldecl=False, border=2, dark="#000")
    return picture.getvalue().decode()
