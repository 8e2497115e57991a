"""What other rooms need to know of a file, without the database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A stored file as forms see it: ``kind`` is the MIME type by content, ``size`` is in bytes."""

    id: str
    name: str
    kind: str
    size: int
