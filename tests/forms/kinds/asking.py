"""One field filled in and cleaned, for the tests of single kinds."""

from typing import Any

from django.http import QueryDict
from lxml import html as parser

from tatadesa.forms.cleaning import clean
from tatadesa.forms.reading import read_post
from tatadesa.forms.rendering import fields
from tatadesa.forms.summary import summarise
from tests.forms.samples import CONTEXT, FILES, field, form


def kept(kind: str, raw: Any, **options: Any) -> Any:
    """The kept value; fails when there is an error."""
    cleaned = clean(form(field(kind, **options)), {"isian": raw}, CONTEXT)
    assert cleaned.errors == {}
    return cleaned.values.get("isian")


def told(kind: str, raw: Any, **options: Any) -> str:
    """What the person is told; fails when the answer is taken."""
    cleaned = clean(form(field(kind, **options)), {"isian": raw}, CONTEXT)
    assert cleaned.values == {}
    return cleaned.errors["isian"]


def told_beside(kind: str, raw: Any, **options: Any) -> dict[str, str]:
    """What is said beside single inputs."""
    return clean(form(field(kind, **options)), {"isian": raw}, CONTEXT).parts["isian"]


def words(kind: str, value: Any, **options: Any) -> str:
    """The kept value in words."""
    return summarise(form(field(kind, **options)), {"isian": value}, FILES)[0].text


def read(kind: str, posted: str, **options: Any) -> Any:
    """The answer as a browser posts it."""
    return read_post(form(field(kind, **options)), QueryDict(posted))["isian"]


def shown(kind: str, raw: Any = None, parts: dict[str, str] | None = None, **options: Any) -> Any:
    """The field's HTML, parsed; with ``parts`` as errors beside its inputs."""
    answers = {} if raw is None else {"isian": raw}
    errors = {"isian": next(iter(parts.values()))} if parts else {}
    said = {"isian": parts} if parts else None
    view = fields(form(field(kind, **options)), answers, errors, {}, CONTEXT, parts=said)[0]
    return parser.fragment_fromstring(str(view.html()))
