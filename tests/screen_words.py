"""What people read, taken out of templates and code: for the tests that hold docs/bahasa.md."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tatadesa"
CITIZENS = ("portal", "verify", "transparency", "agency", "forms")
# A value put in at run time: one word.
VALUE = "…"
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|kbd|small|span|strong|time|u|wbr)(?:\s[^>]*)?>")
# The last ones are what scripts say, when it is so far.
_SPOKEN = re.compile(
    r"\b(?:aria-label|alt|placeholder|title|content|data-(?:say-[\w-]+|label|words|sure|loss|there|waiting))=\"([^\"]*)\""
)
_PLACE = re.compile(r"\{\w+\}")
_QUIET = re.compile(r"<(svg|style|script)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
_MENU = re.compile(r"<nav\b.*?</nav>", re.DOTALL)
_HIDDEN_FROM_PEOPLE = re.compile(r"<(?:meta|link)\b(?![^>]*name=\"description\")[^>]*>")
_JINJA = Environment(extensions=["jinja2.ext.do"], autoescape=True)
_END = re.compile(r"(?<=[.!?])[\s\u201d\"]+(?=[A-ZÀ-Ý…\"\u201c(])")
_WORD = re.compile(r"[^\W_][\w'’/.@:-]*|…")
# One of these makes a text Indonesian: log lines and names of columns have none.
_OURS = frozenset(
    re.findall(r"\w+", "ada anda atau belum bisa dan dari dengan di ini itu ke untuk pada sudah tidak yang")
)
# Read by who runs a server or writes a service's definition; the register's codes are the ministry's words.
_NOT_SCREENS = (
    *("config/", "gateways/", "catalogue/commands.py", "letters/commands.py", "portal/tus.py", "residents/codes.py"),
    *(
        "forms/kinds/",
        "forms/schema.py",
        "forms/checks.py",
        "forms/condition_check.py",
        "forms/dates.py",
        "forms/patterns.py",
    ),
)


@dataclass(frozen=True)
class Text:
    """One piece that is read in one go, and where it stands."""

    place: str
    words: str
    is_error: bool = False

    def sentences(self) -> list[str]:
        """Split at full stops that a capital follows."""
        return [one.strip() for one in _END.split(self.words) if one.strip()]


def words_of(sentence: str) -> list[str]:
    """Its words; a value put in counts as one."""
    return _WORD.findall(sentence)


def _inside(node: nodes.Node, more: list[str]) -> str:
    """The text as it comes out; other ways of a condition are added to ``more``."""
    match node:
        case nodes.Output():
            return "".join(_inside(one, more) for one in node.nodes)
        case nodes.TemplateData():
            return node.data
        case nodes.If():
            more.extend(_all(branch.body, more) for branch in node.elif_)
            more.append(_all(node.else_, more))
            return _all(node.body, more)
        case nodes.Assign():
            more.extend(_constants(node.node))
            return ""
        case nodes.CondExpr():
            more.extend(_constants(node))
            return VALUE
        case nodes.Expr():
            more.extend(_constants(node))
            return VALUE
        case nodes.Block() | nodes.For() | nodes.CallBlock() | nodes.FilterBlock() | nodes.With() | nodes.Macro():
            if isinstance(node, nodes.For):
                more.append(_all(node.else_, more))
            return _all(node.body, more)
        case nodes.AssignBlock():
            more.append(_all(node.body, more))
            return ""
        case _:
            return ""


def _all(body: list[nodes.Node], more: list[str]) -> str:
    return "".join(_inside(one, more) for one in body)


def _constants(node: nodes.Node) -> Iterator[str]:
    """Words written inside an expression: they have a space and are no name of a class or a path."""
    found = [node] if isinstance(node, nodes.Const) else []
    for const in [*found, *node.find_all(nodes.Const)]:
        if isinstance(const.value, str) and re.search(r"[a-z] [a-z]", const.value) and "<" not in const.value:
            yield const.value


def _pieces(html: str) -> Iterator[str]:
    """What is between block tags, and what is only said aloud."""
    html = _HIDDEN_FROM_PEOPLE.sub("", _QUIET.sub(" ", html))
    # The entries of a menu are read one by one.
    html = _MENU.sub(lambda menu: menu[0].replace("</a>", "</a><br>"), html)
    yield from (_PLACE.sub(VALUE, one) for one in _SPOKEN.findall(html))
    for piece in re.split(r"<[^>]*>", _INLINE.sub(" ", html)):
        plain = re.sub(r"\s+", " ", piece.replace("&nbsp;", " ").replace("&amp;", "&")).strip()
        if re.search(r"[^\W\d_]", plain.replace(VALUE, "")):
            yield plain


@cache
def _html(path: Path) -> tuple[str, ...]:
    """A template as it comes out, and each other way of its conditions."""
    more: list[str] = []
    main = _all(_JINJA.parse(path.read_text()).body, more)
    return (main, *more)


@cache
def of_template(path: Path) -> tuple[Text, ...]:
    """Every piece of one template."""
    place = str(path.relative_to(SOURCE))
    return tuple(Text(place, piece) for html in _html(path) for piece in _pieces(html))


def _plain(node: ast.expr) -> str | None:
    """A string as it is written, with values put in; None for anything else."""
    match node:
        case ast.Constant(value=str() as value):
            return value
        case ast.JoinedStr(values=values):
            return "".join(str(one.value) if isinstance(one, ast.Constant) else VALUE for one in values)
        case _:
            return None


@cache
def error_classes() -> frozenset[str]:
    """DomainError and everything made from it, by name."""
    made = [made for path in modules() for made in re.findall(r"^class (\w+)\((\w+)", path.read_text(), re.MULTILINE)]
    names = {"DomainError"}
    while more := {name for name, above in made if above in names} - names:
        names |= more
    return frozenset(names)


def _said(node: ast.expr) -> Iterator[ast.expr]:
    """Where the words of an argument are: alone, as values of a dict, or one of two."""
    if _plain(node) is not None:
        yield node
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _said(value)
    elif isinstance(node, ast.IfExp):
        yield from _said(node.body)
        yield from _said(node.orelse)


@cache
def of_code(path: Path) -> tuple[Text, ...]:
    """Every Indonesian text of one module, wherever it goes: errors, labels, help, messages.

    What an error says is marked; there a single word names something and is no sentence.
    """
    place, errors = str(path.relative_to(SOURCE)), error_classes()
    inside: set[ast.expr] = set()
    raised: set[ast.expr] = set()
    found = []
    # Parents come before their children.
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Expr(value=value) | ast.keyword(arg="help_text", value=value):
                inside.add(value)
            case ast.JoinedStr(values=values):
                inside.update(values)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=named) if name in errors:
                raised.update(one for each in [*arguments, *(key.value for key in named)] for one in _said(each))
        if not isinstance(node, ast.expr) or node in inside or " " not in (text := _plain(node) or ""):
            continue
        if node in raised or _OURS & set(re.findall(r"[a-z]+", text.lower())):
            found.append(Text(f"{place}:{node.lineno}", text, is_error=node in raised))
    return tuple(found)


@cache
def of_service(path: Path) -> tuple[Text, ...]:
    """What a shipped service asks and explains; the letter's own words are the law's."""
    place, found = str(path.relative_to(SOURCE)), list[Text]()

    def look(value: object) -> None:
        if isinstance(value, dict):
            for key, one in value.items():
                if isinstance(one, str) and key in ("label", "help", "summary", "name", "words", "question"):
                    found.append(Text(place, one))
                elif key in ("requirements", "procedure") and isinstance(one, list):
                    found.extend(Text(place, each) for each in one if isinstance(each, str))
                elif key != "letter":
                    look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    look(json.loads(path.read_text()))
    return tuple(found)


def templates(*faces: str) -> list[Path]:
    """All templates, or those of some faces."""
    return [path for path in sorted(SOURCE.rglob("*.html")) if not faces or path.relative_to(SOURCE).parts[0] in faces]


def modules() -> list[Path]:
    """All code whose words a citizen or an officer may read."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts and not str(path.relative_to(SOURCE)).startswith(_NOT_SCREENS)
    ]


def services() -> list[Path]:
    """The definitions of the shipped library."""
    return sorted((SOURCE / "catalogue").rglob("service.json"))


def buttons(path: Path) -> Iterator[str]:
    """What the buttons of one template say to the eye."""
    for html in _html(path):
        for inside in re.findall(r"<button\b[^>]*>(.*?)</button>", html, re.DOTALL):
            seen = re.sub(r"<span class=\"hidden\">.*?</span>", "", _QUIET.sub(" ", inside), flags=re.DOTALL)
            yield re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", seen)).replace(VALUE, "").strip()
