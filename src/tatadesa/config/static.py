"""Static files with a hash in their name, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no stubs
    """Also rewrites ``import`` paths inside our ES modules, as there is no bundler."""

    support_js_module_import_aggregation = True
