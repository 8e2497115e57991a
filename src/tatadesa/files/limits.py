"""How much may be sent, and what a refused file is told. No Django: the confined child reads it too."""

from collections.abc import Callable
from typing import Any, TypeVar

from tatadesa.core.errors import InvalidInput

MAX_FILE = 8 * 1024 * 1024
# Boundaries, headers and the short fields that travel with one file.
FORM_OVERHEAD = 256 * 1024
MAX_ONE_FILE_BODY = MAX_FILE + FORM_OVERHEAD

TOO_LARGE = "Berkas lebih besar dari 8 MB. Kecilkan dulu, atau foto ulang dengan mutu lebih rendah."
EMPTY = "Berkas ini kosong. Pilih berkas lain."

_View = TypeVar("_View", bound=Callable[..., Any])


class FileRefused(InvalidInput):
    """A file that is not kept; ``words`` tell the sender why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__({"": words}, words)


def one_file_body(view: _View) -> _View:
    """Marks a view that takes one file per request: a longer body is refused by its length, unread."""
    return one_file_up_to(MAX_FILE)(view)


def one_file_up_to(largest: int) -> Callable[[_View], _View]:
    """Marks a view that takes one file of at most ``largest`` bytes per request."""

    def mark(view: _View) -> _View:
        view.body_limit = largest + FORM_OVERHEAD  # type: ignore[attr-defined]
        view.file_limit = largest  # type: ignore[attr-defined]
        return view

    return mark
