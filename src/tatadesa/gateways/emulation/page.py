"""The frame of an emulator's page for people, and its buttons for faults."""

from collections.abc import Iterable, Mapping
from html import escape

_FRAME = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · TataDesa</title>
</head>
<body>
<main>
<h1>{title}</h1>
{inner}
</main>
</body>
</html>
"""


def page(title: str, inner: str) -> bytes:
    """A whole page; ``inner`` is HTML whose outside parts are escaped already."""
    return _FRAME.format(title=escape(title), inner=inner).encode()


def buttons(action: str, moods: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """One form per fault: label and fields."""
    return "\n".join(
        f'<form method="post" action="{escape(action)}">{_hidden(fields)}<button>{escape(label)}</button></form>'
        for label, fields in moods
    )


def _hidden(fields: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields.items()
    )
