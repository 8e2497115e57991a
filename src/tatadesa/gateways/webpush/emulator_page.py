"""The emulator's page for people: which browsers are subscribed and what they received."""

from collections.abc import Iterable
from html import escape
from typing import Any

_PAGE = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Emulator push · TataDesa</title>
</head>
<body>
<main>
<h1>Emulator layanan push</h1>
<p>Halaman ini menggantikan layanan push Google, Mozilla, Microsoft, dan Apple selama demo.
Isinya hilang saat demo dimatikan.</p>
<form method="post" action="/control/subscriptions"><button>Buat langganan baru</button></form>
<h2>Langganan ({count})</h2>
{browsers}
</main>
</body>
</html>
"""
_MOODS = (
    ("Jawab 500 sekali", {"kind": "status", "status": "500"}),
    ("Jawab 410 sekali", {"kind": "status", "status": "410"}),
    ("Jawab 429 sekali", {"kind": "status", "status": "429", "retry_after": "10"}),
    ("Lambat 5 detik", {"kind": "slow", "seconds": "5"}),
    ("Putus sekali", {"kind": "cut"}),
)


def control_page(browsers: list[dict[str, Any]]) -> str:
    """The page as HTML; everything from outside is escaped."""
    shown = "\n".join(_browser(browser) for browser in reversed(browsers)) or "<p>Belum ada.</p>"
    return _PAGE.format(count=len(browsers), browsers=shown)


def _browser(browser: dict[str, Any]) -> str:
    state = "sudah dicabut" if browser["is_gone"] else "aktif"
    messages = "\n".join(_message(message) for message in reversed(browser["messages"]))
    return (
        f"<section><h3>{escape(browser['id'])} ({state})</h3>\n"
        f"{_buttons(browser['id'])}\n"
        f"<ol reversed>{messages}</ol></section>"
    )


def _message(message: dict[str, Any]) -> str:
    text = message.get("error") or str(message["payload"]).strip()
    return f"<li><code>{escape(text)}</code> (TTL {message['ttl']}, {escape(message['urgency'])})</li>"


def _buttons(identity: str) -> str:
    return "\n".join(
        f'<form method="post" action="/control/misbehave/{escape(identity)}">{_hidden(fields.items())}'
        f"<button>{escape(label)}</button></form>"
        for label, fields in _MOODS
    )


def _hidden(fields: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields)
