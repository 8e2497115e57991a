"""How the request parser keeps files while a form arrives."""

import tempfile
from io import BytesIO
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from tatadesa.files.limits import MAX_FILE

_IN_MEMORY = 512 * 1024


class LimitedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs only
    """A file of a form. ``is_too_large`` says that it went over the limit and nothing of it was kept."""

    def __init__(self, *args: Any, is_too_large: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large


class LimitedUploadHandler(FileUploadHandler):
    """Stops keeping a file one byte past the limit; the rest of the form still comes in.

    Temporary files have no name on disk, so not even a killed process leaves one behind.
    """

    file: IO[bytes]
    is_too_large: bool

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.file = self._fresh()
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """The bytes from offset ``start``."""
        if self.is_too_large:
            return
        if start + len(raw_data) > getattr(self.request, "file_limit", MAX_FILE):
            self.is_too_large = True
            self.file.close()
            self.file = self._fresh()
            return
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> LimitedUpload:
        """The file as views see it; ``size`` is what was sent, also when nothing was kept."""
        self.file.seek(0)
        return LimitedUpload(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
            is_too_large=self.is_too_large,
        )

    def upload_interrupted(self) -> None:
        """The connection ended inside a file."""
        self.file.close()

    def _fresh(self) -> IO[bytes]:
        return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


class MemoryUploadHandler(LimitedUploadHandler):
    """The same, but nothing of the file ever touches a disk: for photos of identity cards."""

    def _fresh(self) -> IO[bytes]:
        return BytesIO()
