"""Pictures of stored files for the desk, made by a job so that no page waits for them."""

from collections.abc import Mapping
from typing import Any

from tatadesa.files import images, storage
from tatadesa.files.confined import ConfinedError, run
from tatadesa.files.models import StoredFile


def page_image(file: StoredFile, page: int) -> bytes | None:
    """``page`` (from 1) of ``file`` as JPEG, 1600 px for a PDF; None when it is not there.

    A photo is its own page 1. ``file.preview_state`` says whether a missing picture will still come.
    """
    if not 1 <= page <= file.pages or file.scan == StoredFile.Scan.INFECTED:
        return None
    if file.kind == StoredFile.Kind.JPEG:
        return storage.read(file)
    return storage.read_derived(storage.page_name(file, page))


def thumbnail(file: StoredFile) -> bytes | None:
    """Page 1 as JPEG of at most 480 px, None while it is not there."""
    return storage.read_derived(storage.thumbnail_name(file))


def on_file_stored(payload: Mapping[str, Any]) -> None:
    """The job that ``file.stored`` queues. May run twice; a PDF that cannot be drawn is marked as failed."""
    file = StoredFile.objects.filter(pk=payload["file_id"]).first()
    if file is None or file.preview_state != StoredFile.PreviewState.WAITING:
        return
    try:
        pictures = _pictures(file)
    except ConfinedError:
        state = StoredFile.PreviewState.FAILED
    else:
        for name, picture in pictures.items():
            storage.save_derived(name, picture)
        state = StoredFile.PreviewState.READY
    StoredFile.objects.filter(pk=file.pk).update(preview_state=state)


def _pictures(file: StoredFile) -> dict[str, bytes]:
    """All pictures by the name they are kept under."""
    content = storage.read(file)
    if file.kind == StoredFile.Kind.JPEG:
        return {storage.thumbnail_name(file): images.thumbnail(content)}
    drawn = run("render", content).files
    named = {storage.page_name(file, page): f"p{page}.jpg" for page in range(1, file.pages + 1)}
    named[storage.thumbnail_name(file)] = "t.jpg"
    try:
        return {name: drawn[source] for name, source in named.items()}
    except KeyError as error:
        raise ConfinedError("a page is missing") from error
