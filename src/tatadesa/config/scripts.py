"""Scripts as phones get them: modules that are always loaded together become one file, with short names.

The sources stay small modules that a browser can load as they are: tests do so, and so does a demo that is started with
``TATADESA_PLAIN_SCRIPTS=1``, for reading errors.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from posixpath import dirname, join, normpath, relpath

_FORMS = (
    "forms/saying.js",
    "forms/making.js",
    "forms/logic.js",
    "forms/clean.js",
    "forms/composite.js",
    "forms/check.js",
    "forms/rules.js",
    "forms/kinds/address.js",
    "forms/kinds/group.js",
    "forms/kinds/map_point.js",
    "forms/kinds/photo.js",
    "forms/kinds/resident.js",
    "forms/kinds/signature.js",
    "forms/kinds.js",
    "forms/widgets.js",
)
# What is loaded together, by the file that stands for all: the members in the order in which they need one another.
# On the portal every page has one file and a form two more; the desk has one of the parts that both share. Files must
# not need each other in a ring, as each has the hash of what it imports in it.
BUNDLES: Mapping[str, tuple[str, ...]] = {
    "portal/app.js": (
        "forms/saying.js",
        "portal/live.js",
        "portal/talk.js",
        "portal/push.js",
        "portal/shelf.js",
        "portal/speak.js",
        "accounts/passkeys.js",
        "portal/app.js",
    ),
    "portal/registration.js": ("forms/camera.js", "portal/camera.js", "portal/registration.js"),
    "portal/outbox.js": (
        "portal/session.js",
        "portal/store.js",
        "portal/shared.js",
        "portal/tus.js",
        "portal/outbox.js",
        "portal/phone.js",
    ),
    "portal/form.js": (
        # Every page of the portal has the first one.
        *_FORMS[1:],
        "portal/entries.js",
        "portal/delivery.js",
        "portal/files.js",
        "portal/steps.js",
        "portal/offline.js",
        "portal/form.js",
    ),
    "forms/rules.js": _FORMS,
}
PORTAL = "portal/"
_OF_PORTAL = {member: name for name, members in BUNDLES.items() if name.startswith(PORTAL) for member in members}
_OF_OTHERS = {member: name for name, members in BUNDLES.items() if not name.startswith(PORTAL) for member in members}

IMPORT = re.compile(r'^import \{ ([^}]+) \} from "(\.[^"]+)";\n', re.MULTILINE)
# Of what is in the same file and has nothing to give.
BARE = re.compile(r'^import "(\.[^"]+)";\n', re.MULTILINE)
LAZY = re.compile(r'\bimport\("(\.[^"]+)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
# Names that a module gives itself.
NAMED = re.compile(r"^(?:(?:async )?function|const|let|class) (\w+|\{.+?\} =|\[.+?\] =)", re.MULTILINE)
# What the browser calls so; a module that takes such a name would take it from all that stand in one file with it.
BROWSERS_OWN = re.compile(
    "alert|blur|caches|close|closed|confirm|crypto|event|fetch|find|focus|frames|history|length|location|name|navigator"
    "|open|opener|origin|parent|performance|print|screen|scroll|self|status|stop|top"
)
# Any other shape of import or export: the house writes the above.
OTHER = re.compile(r"^(?:import[\s{*]|export\b)", re.MULTILINE)

Read = Callable[[str], str]
# What portal/sw.js imports: a template, which is not among the scripts.
WORKERS_IMPORT = ("TAG", "keepShared", "sendAll")
# How a member is called that another member of the same file imports lazily.
LAZILY = "$lazily"


class ScriptError(Exception):
    """A script that cannot be joined or shortened; says which and why."""


def home(name: str, importer: str = "") -> str:
    """The file that has the script ``name`` in it, for a page or script of the same face as ``importer``."""
    of_face = _OF_PORTAL if (importer or name).startswith(PORTAL) else _OF_OTHERS
    return of_face.get(name, name)


def built(name: str, read: Read, names: Iterable[str]) -> str | None:
    """What is served for the script ``name``; None for a member, which is inside another file.

    ``read`` gives the source of a script by its name; ``names`` are those of all, as only what others ask for is
    offered. Raises ``ScriptError``.
    """
    if home(name) != name:
        return None
    if name not in BUNDLES and EXPORT.search(read(name)):
        return _short(name, _repointed(name, read(name)))
    members = BUNDLES.get(name, (name,))
    return _short(name, _joined(name, members, _asked_from_outside(name, members, read, names), read))


def _asked_from_outside(name: str, members: tuple[str, ...], read: Read, names: Iterable[str]) -> set[str]:
    """What others import from the members; of one that is imported lazily, all it has. Workers are told by hand."""
    asked = set(WORKERS_IMPORT)
    for other in names:
        if other in members:
            continue
        source = read(other)
        for words, path in IMPORT.findall(source):
            if name in _homes(_target(other, path), other):
                asked.update(words.split(", "))
        for path in LAZY.findall(source):
            if name in _homes(_target(other, path), other):
                asked.update(EXPORT.findall(read(_target(other, path))))
    return asked


def _homes(target: str, importer: str) -> set[str]:
    """Where ``importer`` finds ``target``: what both faces have is there twice."""
    return {home(target, face) for face in ((PORTAL, importer) if importer in _OF_PORTAL else (importer,))}


def _joined(name: str, members: tuple[str, ...], asked: set[str], read: Read) -> str:
    """One module of all members, one after the other in one function, so that all their names can be short."""
    offered: list[str] = []
    owners: dict[str, str] = {}
    parts = []
    lazy = {_target(member, path) for member in members for path in LAZY.findall(read(member))}
    for index, member in enumerate(members):
        source = read(member)
        exports = EXPORT.findall(source)
        body = EXPORT.sub("", IMPORT.sub("", source))
        if any(_target(member, path) not in members for path in BARE.findall(source)):
            raise ScriptError(f"{member}: only what is in {name} can be imported without taking anything")
        body = BARE.sub("", body)
        if " as " in "".join(words for words, _ in IMPORT.findall(source)) or OTHER.search(body):
            raise ScriptError(f"{member}: only `import {{ a }} from` and `export function|const|class a` can be joined")
        for own in _names(body):
            if own in owners or (BROWSERS_OWN.fullmatch(own) and len(members) > 1):
                raise ScriptError(f"{member}: {own} is a name of {owners.get(own, 'the browser')}, too")
            owners[own] = member
        offered += exports
        parts.append(_repointed(name, body, member))
        if member in lazy:
            parts.append(f"const {LAZILY}{index} = () => Promise.resolve({{ {', '.join(exports)} }});\n")
    _refuse_clashes(members, owners, read)
    imports = _imports(name, members, read)
    wanted = ", ".join(one for one in offered if one in asked)
    if not wanted:
        return f"{imports}(() => {{\n{''.join(parts)}}})();\n"
    return f"{imports}export const {{ {wanted} }} = (() => {{\n{''.join(parts)}return {{ {wanted} }};\n}})();\n"


def _refuse_clashes(members: tuple[str, ...], owners: Mapping[str, str], read: Read) -> None:
    """What a member imports may not be called as what another one names itself."""
    for member in members:
        for words, path in IMPORT.findall(read(member)):
            target = _target(member, path)
            for word in words.split(", "):
                if owners.get(word, target) != target:
                    raise ScriptError(f"{member}: {word} of {path} is a name of {owners[word]}, too")


def _names(body: str) -> list[str]:
    """What a module names for itself, as the house writes it: from the first column on."""
    return [name for names in NAMED.findall(body) for name in re.findall(r"\w+(?=\s*[,=}\]]|$)", names)]


def _imports(name: str, members: tuple[str, ...], read: Read) -> str:
    """What the members need of other files."""
    found: dict[str, list[str]] = {}
    for member in members:
        for words, path in IMPORT.findall(read(member)):
            if _target(member, path) not in members:
                known = found.setdefault(_path(name, _target(member, path)), [])
                known.extend(word for word in words.split(", ") if word not in known)
    return "".join(f'import {{ {", ".join(names)} }} from "{path}";\n' for path, names in found.items())


def _repointed(name: str, source: str, member: str = "") -> str:
    """The source with paths that lead to where its imports are when it stands in the file ``name``."""

    def moved(match: re.Match[str]) -> str:
        path = match[match.lastindex or 0]
        target = _target(member or name, path)
        members = BUNDLES.get(name, ())
        if match.re is LAZY and target in members:
            return f"{LAZILY}{members.index(target)}()"
        return match[0].replace(f'"{path}"', f'"{_path(name, target)}"')

    return LAZY.sub(moved, IMPORT.sub(moved, source))


def _target(importer: str, path: str) -> str:
    return normpath(join(dirname(importer), path))


def _path(name: str, target: str) -> str:
    path = relpath(home(target, name), dirname(name))
    return path if path.startswith(".") else f"./{path}"


def _short(name: str, source: str) -> str:
    try:
        import minify
    except ImportError:
        # No wheel for this machine (see requirements/runtime.in): it works the same, only longer.
        return source
    try:
        return str(minify.string("application/javascript", source))
    except minify.MinifyError as error:
        raise ScriptError(f"{name}: {error}") from error
