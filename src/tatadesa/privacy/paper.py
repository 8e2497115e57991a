"""The citizen's data as a PDF to keep or print."""

from typing import Any

from tatadesa.core.clock import local, now
from tatadesa.letters import typeset
from tatadesa.letters.glyphs import printable


def paper(document: dict[str, Any], zone: str) -> bytes:
    """What ``personal_data.collect`` gives, as an A4 PDF. Texts print as text, never as markup."""
    data = {
        "title": "Data pribadi saya di TataDesa",
        "author": printable(document["kantor"]),
        "made": printable(f"{document['kantor']} · dibuat {document['dibuat']}"),
        "empty": "Tidak ada.",
        "parts": [
            {
                "title": part["judul"],
                "groups": [[(printable(label), printable(text)) for label, text in group] for group in part["isi"]],
            }
            for part in document["bagian"]
        ],
    }
    return typeset.report_pdf(data, local(now(), zone))
