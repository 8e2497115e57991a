"""How the worker and its child talk: four bytes of length (big-endian), then so many bytes."""

import struct
from typing import BinaryIO

LARGEST = 16 * 1024 * 1024
NOT_A_CARD = "not a card"
HEAD = struct.Struct(">I")


def packed(content: bytes) -> bytes:
    """``content`` with its length in front; at most 16 MB."""
    if len(content) > LARGEST:
        raise ValueError("a frame of more than 16 MB")
    return HEAD.pack(len(content)) + content


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame of ``stream``; None at its end, also when it breaks off."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    (length,) = HEAD.unpack(head)
    content = stream.read(length) if length <= LARGEST else b""
    return content if len(content) == length and length else None
