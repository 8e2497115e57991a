"""What phones load: every page within the budget of docs/performance.md, counted as it is served, compressed."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from tatadesa import portal
from tests.people import World, sent

FIRST_VISIT_BYTES = 60 * 1024
FIRST_VISIT_REQUESTS = 8
NEXT_PAGE_BYTES = 12 * 1024
PAGE_SCRIPTS_BYTES = 25 * 1024
# What every page has, and what registering needs; only a form loads more.
COMMON_SCRIPTS_BYTES = 5 * 1024
STYLE_BYTES = 12 * 1024
# No page loads all of them.
ALL_SCRIPTS_BYTES = 25_000
# The manifest comes on top of what a page names, and on a first page the service worker.
BESIDE = {"first": 2, "service": 2, "home": 1, "form": 1, "timeline": 1}
# An icon for an Apple phone's home screen is loaded only when it is put there.
REFERENCES = re.compile(r'(?<!apple-touch-icon" )(?:href|src)="/static/([^"#]+)')
IMPORTS = re.compile(r'(?:from|import)\s*"(\.[^"]+)"')
MAYBE_LATER = re.compile(r'(?:from|import)\s*\(?\s*"(\.[^"]+)"')
IMPORTED = re.compile(r'import\s*\{([^}]+)\}\s*from\s*"(\.[^"]+)"')
OFFERED = re.compile(r"export (?:async )?(?:const|function|class) ?(\{[^}]+\}|\w+)")
# Scripts in the portal's templates.
NAMED = re.compile(r"""static\(["']([\w/]+\.js)["']\)""")
PAGES = Path(portal.__file__).parent
BUILT = {**project.STORAGES, "staticfiles": {"BACKEND": "tatadesa.config.static.HashedStaticStorage"}}


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The static files as they are served, in this folder; pages name them."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES=BUILT, STATIC_ROOT=root, STATIC_URL="/static/"):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def served(static: Path, name: str, how: str = ".br") -> int:
    """Bytes on the wire; small pictures have no compressed twin."""
    path = static / name
    twin = path.with_name(path.name + how)
    return (twin if twin.exists() else path).stat().st_size


def with_imports(static: Path, name: str, imports: re.Pattern[str] = IMPORTS) -> set[str]:
    """The file and what it cannot run without; with ``MAYBE_LATER`` also what it may load."""
    if not name.endswith(".js"):
        return {name}
    found = {name}
    for inner in imports.findall((static / name).read_text()):
        found |= with_imports(
            static, str((static / name).parent.joinpath(inner).resolve().relative_to(static)), imports
        )
    return found


def pages(client: Client, siti: Client, world: World) -> dict[str, str]:
    number = sent(world.siti, world.version).number
    addresses = {
        "first": (client, "/"),
        "home": (siti, "/"),
        "service": (siti, "/layanan/surat-uji/"),
        "form": (siti, "/layanan/surat-uji/isi/"),
        "timeline": (siti, reverse("portal:application", args=[number])),
    }
    return {name: browser.get(address).content.decode() for name, (browser, address) in addresses.items()}


def test_all_scripts_together_stay_small(static: Path, client: Client, db: None) -> None:
    """Everything the citizens' side could ever load, as sent over HTTPS (brotli)."""
    names = {staticfiles_storage.stored_name(name) for name in scripts_of(static)}
    everything = set().union(*(with_imports(static, name, MAYBE_LATER) for name in names))
    total = sum(served(static, name) for name in everything) + len(gzip.compress(client.get("/sw.js").content))
    assert total <= ALL_SCRIPTS_BYTES


def test_the_shell_keeps_nothing_that_pages_do_not_load(static: Path, client: Client) -> None:
    names = {staticfiles_storage.stored_name(name) for name in scripts_of(static)}
    loaded = set().union(*(with_imports(static, name, MAYBE_LATER) for name in names))
    kept = set(re.findall(r"/static/([^\"]+\.js)", client.get("/sw.js").content.decode()))
    assert "portal/app" in " ".join(kept)
    assert kept <= loaded


def test_style_stays_small(static: Path) -> None:
    assert served(static, staticfiles_storage.stored_name("portal/portal.css"), ".gz") < STYLE_BYTES


def test_registering_stays_small(static: Path) -> None:
    names = {staticfiles_storage.stored_name(f"portal/{name}") for name in ("registration.js", "registration.css")}
    assert sum(served(static, name, ".gz") for name in names) < COMMON_SCRIPTS_BYTES


def scripts_of(static: Path) -> set[str]:
    """The portal's own, and what its pages name, by the names of the sources."""
    own = {f"portal/{path.name}" for path in (static / "portal").glob("*.js") if path.name.count(".") == 1}
    named = {name for page in PAGES.rglob("*.html") for name in NAMED.findall(page.read_text())}
    return own | named


@pytest.mark.parametrize("name", ["first", "home", "service", "form", "timeline"])
def test_a_first_visit_stays_small(static: Path, client: Client, siti: Client, world: World, name: str) -> None:
    page = pages(client, siti, world)[name]
    files = set().union(*(with_imports(static, one) for one in REFERENCES.findall(page)))
    assert len(gzip.compress(page.encode())) + sum(served(static, one) for one in files) <= FIRST_VISIT_BYTES
    scripts = sum(served(static, one, ".gz") for one in files if one.endswith(".js"))
    assert scripts <= COMMON_SCRIPTS_BYTES or name == "form"
    assert sum(served(static, one) for one in files if one.endswith(".js")) <= PAGE_SCRIPTS_BYTES
    assert 1 + len(files) + BESIDE[name] <= FIRST_VISIT_REQUESTS


def test_a_next_page_is_little_more_than_its_words(static: Path, client: Client, siti: Client, world: World) -> None:
    """Style and scripts come with the first page, and those of a form while its service is read."""
    texts = pages(client, siti, world)
    known = set().union(*(with_imports(static, one) for one in REFERENCES.findall(texts["home"])))
    assert "data-keep" in texts["service"]
    for name in ("home", "service", "form", "timeline"):
        files = set().union(*(with_imports(static, one) for one in REFERENCES.findall(texts[name]))) - known
        new = sum(served(static, one) for one in files) if name != "form" else 0
        assert len(gzip.compress(texts[name].encode())) + new <= NEXT_PAGE_BYTES, name


def test_every_path_in_a_script_leads_to_a_file(static: Path, db: None) -> None:
    """Names carry a hash of their content; whoever imports must know it."""
    hashed = set(staticfiles_storage.hashed_files.values())
    scripts = [name for name in hashed if name.endswith(".js") and "vendor" not in name]
    assert len(scripts) > 10
    for name in scripts:
        text = (static / name).read_text()
        for path in re.findall(r'(?:from|import)\s*\(?\s*"(\.[^"]+)"', text):
            target = str((static / name).parent.joinpath(path).resolve().relative_to(static))
            assert target in hashed, f"{name}: {path}"


def test_every_name_a_script_imports_is_offered(static: Path, db: None) -> None:
    hashed = {
        name for name in staticfiles_storage.hashed_files.values() if name.endswith(".js") and "vendor" not in name
    }
    count = 0
    for name in hashed:
        for names, path in IMPORTED.findall((static / name).read_text()):
            offered = OFFERED.findall((static / name).parent.joinpath(path).read_text())
            known = {one.strip() for part in offered for one in re.split("[,{}]", part)}
            assert set(re.split(r",\s*", names.strip())) <= known, f"{name}: {path}"
            count += 1
    assert count > 5


def test_files_come_compressed_as_small_as_the_browser_takes_them(static: Path) -> None:
    name = staticfiles_storage.stored_name("portal/form.js")
    assert served(static, name, ".br") < served(static, name, ".gz") < (static / name).stat().st_size
