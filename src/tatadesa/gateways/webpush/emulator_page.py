"""The emulator's page for people: which browsers are subscribed and what they received."""

from html import escape
from typing import Any

from tatadesa.gateways.emulation.page import buttons, page

_INTRODUCTION = """<p>Halaman ini menggantikan layanan push Google, Mozilla, Microsoft, dan Apple selama demo.
Isinya hilang saat demo dimatikan.</p>
<form method="post" action="/control/subscriptions"><button>Buat langganan baru</button></form>"""
_MOODS = (
    ("Jawab 500 sekali", {"kind": "status", "status": "500"}),
    ("Jawab 410 sekali", {"kind": "status", "status": "410"}),
    ("Jawab 429 sekali", {"kind": "status", "status": "429", "retry_after": "10"}),
    ("Lambat 5 detik", {"kind": "slow", "seconds": "5"}),
    ("Putus sekali", {"kind": "cut"}),
)


def control_page(browsers: list[dict[str, Any]]) -> bytes:
    """The page as HTML; everything from outside is escaped."""
    shown = "\n".join(_browser(browser) for browser in reversed(browsers)) or "<p>Belum ada.</p>"
    return page("Emulator layanan push", f"{_INTRODUCTION}\n<h2>Langganan ({len(browsers)})</h2>\n{shown}")


def _browser(browser: dict[str, Any]) -> str:
    state = "sudah dicabut" if browser["is_gone"] else "aktif"
    messages = "\n".join(_message(message) for message in reversed(browser["messages"]))
    return (
        f"<section><h3>{escape(browser['id'])} ({state})</h3>\n"
        f"{buttons('/control/misbehave/' + browser['id'], _MOODS)}\n"
        f"<ol reversed>{messages}</ol></section>"
    )


def _message(message: dict[str, Any]) -> str:
    text = message.get("error") or str(message["payload"]).strip()
    return f"<li><code>{escape(text)}</code> (TTL {message['ttl']}, {escape(message['urgency'])})</li>"
