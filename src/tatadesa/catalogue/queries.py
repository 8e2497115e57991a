"""Reads on services; they start at an office."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.errors import NotFound
from tatadesa.offices.models import Office

MAX_SERVICES = 300
_MAX_WORDS = 8
# Words people put around what they look for ("saya mau buat surat usaha").
_FILLERS = frozenset(
    ["saya", "aku", "mau", "ingin", "minta", "bikin", "buat", "membuat", "urus", "mengurus", "untuk", "dan", "yang"]
)


class Category(NamedTuple):
    """Services under one heading."""

    name: str
    versions: list[ServiceVersion]


def services_of(office: Office, search: str = "") -> list[ServiceVersion]:
    """The published versions of the open services of ``office``, in its order; one query.

    Every word of ``search`` must be part of the name, the summary or the keywords. ``form``, ``letter`` and
    ``workflow`` are not read: lists do not need them.
    """
    services = (
        Service.objects.filter(office=office, is_open=True, current__isnull=False)
        .select_related("current")
        .defer("current__form", "current__letter", "current__workflow")
        .order_by("position", "slug")[:MAX_SERVICES]
    )
    versions = [_version_of(service, office) for service in services]
    words = [word for word in _plain(search).split() if word not in _FILLERS][:_MAX_WORDS]
    if not words:
        return versions
    return [version for version in versions if _matches(version, words)]


def service_of(office: Office, slug: str) -> ServiceVersion:
    """The published version of a service, whole; raises ``NotFound``.

    Also of a closed one: ``version.service.is_open`` says so, and drafts on it can still be read.
    """
    service = Service.objects.filter(office=office, slug=slug, current__isnull=False).select_related("current").first()
    if service is None:
        raise NotFound("Layanan ini tidak ada di kantor ini.")
    return _version_of(service, office)


def group_by_category(versions: Iterable[ServiceVersion]) -> list[Category]:
    """``versions`` under their headings; headings and services keep the order they came in."""
    groups: dict[str, list[ServiceVersion]] = {}
    for version in versions:
        groups.setdefault(version.service.category, []).append(version)
    return [Category(name, members) for name, members in groups.items()]


def _version_of(service: Service, office: Office) -> ServiceVersion:
    version = service.current
    assert version is not None  # noqa: S101 - the query asked for it
    version.service, version.office = service, office
    return version


def _matches(version: ServiceVersion, words: list[str]) -> bool:
    text = _plain(f"{version.name} {version.summary} {version.keywords} {version.service.slug}")
    return all(word in text for word in words)


def _plain(text: str) -> str:
    """Lower case letters and digits, other characters as blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^\w]+", " ", "".join(c for c in decomposed if not unicodedata.combining(c)))
