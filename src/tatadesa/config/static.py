"""Static files with a hash in their name, scripts joined and shortened, all compressed once."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from tatadesa.config.scripts import built, home

# Files of others are as small as they get, and their licence stands in them.
FOREIGN = "/vendor/"


class HashedStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no stubs
    """Also rewrites ``import`` paths inside our ES modules, after ``config.scripts`` has joined them."""

    support_js_module_import_aggregation = True

    def file_hash(self, name: str, content: Any = None) -> str | None:
        """Eight digits of the content's hash: phones load it with every mention of a file, and no compression helps."""
        digits: str | None = super().file_hash(name, content)
        return digits and digits[:8]

    def post_process(
        self,
        paths: dict[str, Any],
        dry_run: bool = False,  # noqa: FBT001, FBT002  # Django's own
        **options: Any,
    ) -> Iterator[Any]:
        """Called by ``collectstatic`` with every file by its name; see Django."""
        if dry_run or settings.PLAIN_SCRIPTS:
            yield from super().post_process(paths, dry_run=dry_run, **options)
            return
        with tempfile.TemporaryDirectory() as folder:
            yield from super().post_process(_with_built_scripts(paths, Path(folder)), dry_run=False, **options)
        # A page may name a script that is part of another: it gets the file where that is.
        for name in paths:
            if name not in self.hashed_files and home(name) in self.hashed_files:
                self.hashed_files[name] = self.hashed_files[home(name)]
        self.save_manifest()


def _with_built_scripts(paths: dict[str, Any], folder: Path) -> dict[str, Any]:
    storage = FileSystemStorage(location=folder)

    def read(name: str) -> str:
        source, path = paths[name]
        with source.open(path) as opened:
            return str(opened.read().decode())

    scripts = [name for name in paths if name.endswith(".js") and FOREIGN not in name]
    found = {name: place for name, place in paths.items() if name not in scripts}
    for name in scripts:
        script = built(name, read, scripts)
        if script is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(script, encoding="utf-8")
            found[name] = (storage, name)
    return found
