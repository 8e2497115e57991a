"""Multipart forms (RFC 7578), as programs send them."""

from email.parser import BytesParser
from email.policy import HTTP


def form_of(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    """The fields and the files of a multipart body by name; nothing of one that is none."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not isinstance(name, str):
            continue
        if part.get_filename() is not None:
            files[name] = content
        else:
            fields[name] = content.decode("utf-8", "replace").strip()
    return fields, files
