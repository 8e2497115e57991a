"""What a step asks an agency by itself, as inputs: whom, what, under which condition, and what may be seen there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from tatadesa.catalogue.asking import AGENCIES, KINDS, LONGEST_QUESTION, MAX_ASKS, MAX_DAYS, check_asks
from tatadesa.catalogue.builder.conditions import Rows, read_rows, to_rows
from tatadesa.catalogue.builder.content import Content, in_labels, short
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.core.errors import NotFound
from tatadesa.core.plain import many_lines, one_line
from tatadesa.forms.logic import words
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering
from tatadesa.offices.models import Office

OPINION, HANDOVER = KINDS
WHEN = "bila"
WHOM = {kind: str(label) for kind, label in Office.Kind.choices if kind in AGENCIES}
_USUAL_DAYS = "3"


@dataclass(frozen=True)
class AskForm:
    """The question as its inputs show it; ``errors`` by the name of the input."""

    whom: str = ""
    kind: str = OPINION
    question: str = ""
    days: str = ""
    documents: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    waits: bool = True
    when: Rows = field(default_factory=Rows)
    errors: Mapping[str, str] = field(default_factory=dict)


def step_of(content: Content, key: str) -> Mapping[str, Any]:
    """The step that can ask agencies; raises ``NotFound``, also for the one in which the letter is signed."""
    found = next((step for step in content["workflow"][:-1] if step["key"] == key), None)
    if found is None:
        raise NotFound("Langkah ini tidak ada di alur.")
    return dict(found)


def item_at(step: Mapping[str, Any], place: int | None) -> Mapping[str, Any] | None:
    """What the step asks at ``place``, None for a new question; raises ``NotFound``."""
    asks = step.get("ask", ())
    if place is not None and place >= len(asks):
        raise NotFound("Pertanyaan ini sudah tidak ada di alur.")
    return None if place is None else dict(asks[place])


def form_of(content: Content, item: Mapping[str, Any] | None) -> AskForm:
    """The inputs as ``item`` fills them; as a new question begins without one."""
    if item is None:
        return AskForm(days=_USUAL_DAYS)
    return AskForm(
        item["to"],
        item["kind"],
        item["question"],
        str(item.get("days", "")),
        tuple(item.get("documents", ())),
        tuple(item.get("answers", ())),
        bool(item.get("blocks", True)),
        to_rows(item.get("when"), answering(content["form"])),
    )


def to_show(content: Content) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The files and the answers that may be shown to an agency, as (id, label)."""
    fields = answering(content["form"])
    named = [(item["id"], short(item["label"]), kind_of(item).keeps_files) for item in fields]
    return [(name, label) for name, label, is_file in named if is_file], [
        (name, label) for name, label, is_file in named if not is_file
    ]


def read(
    content: Content, step: Mapping[str, Any], item: Mapping[str, Any] | None, post: QueryDict
) -> tuple[AskForm, dict[str, Any] | None]:
    """The inputs as typed, with what is wrong, and the question they make (None when something is wrong).

    ``item`` is what stood there before.
    """
    errors: dict[str, str] = {}
    before = form_of(content, item)
    rows, condition = read_rows(post, WHEN, before.when, answering(content["form"]), errors)
    files, answers = to_show(content)
    typed = AskForm(
        str(post.get("ke", "")),
        str(post.get("cara", "")),
        many_lines(str(post.get("pertanyaan", ""))),
        one_line(str(post.get("hari", ""))),
        _ticked(post.getlist("berkas"), files, before.documents),
        _ticked(post.getlist("jawaban"), answers, before.answers),
        "tunggu" in post,
        rows,
    )
    _check(typed, errors)
    asks = step.get("ask", ())
    if item is None and len(asks) >= MAX_ASKS:
        errors[""] = f"Satu langkah dapat bertanya paling banyak {MAX_ASKS} kali. Hapus dulu yang tidak perlu."
    if errors:
        return replace(typed, errors=errors), None
    made = _item(typed, condition, item or {})
    try:
        check_asks([made], content["form"])
    except DefinitionError as error:
        said = in_labels(error.message.partition(": ")[2] or error.message, content["form"])
        return replace(typed, errors={"": said[:1].upper() + said[1:]}), None
    return typed, made


def with_fault(typed: AskForm, said: str) -> AskForm:
    """The inputs again, with what is wrong with the whole."""
    return replace(typed, errors={**typed.errors, "": said})


def asked_words(item: Mapping[str, Any], content: Content) -> str:
    """``Minta pendapat Polsek, bila …``: the question in the picture of the chain."""
    whom = WHOM.get(item["to"], str(item["to"]))
    said = f"Serahkan keputusan ke {whom}" if item["kind"] == HANDOVER else f"Minta pendapat {whom}"
    if item["kind"] != HANDOVER and not item.get("blocks", True):
        said += " tanpa menunggu jawabannya"
    return f"{said}, {words(item['when'], content['form'])}" if "when" in item else said


def _check(typed: AskForm, errors: dict[str, str]) -> None:
    if typed.whom not in WHOM:
        errors["ke"] = "Pilih instansi yang ditanya."
    if typed.kind not in KINDS:
        errors["cara"] = "Pilih minta pendapat atau serahkan keputusan."
    if not typed.question:
        errors["pertanyaan"] = "Tulis apa yang ditanyakan, supaya instansi tahu apa yang harus dijawab."
    elif len(typed.question) > LONGEST_QUESTION:
        errors["pertanyaan"] = f"Terlalu panjang. Paling banyak {LONGEST_QUESTION} huruf."
    days = typed.days
    if days and not (days.isascii() and days.isdecimal() and len(days) < 4 and 1 <= int(days) <= MAX_DAYS):
        errors["hari"] = f"Isi 1 sampai {MAX_DAYS} hari kerja, atau kosongkan."


def _ticked(given: Sequence[str], known: Sequence[tuple[str, str]], before: Sequence[str]) -> tuple[str, ...]:
    """Those of the form, in the order they had; new ones behind, in the form's order."""
    ticked = [name for name, _ in known if name in given]
    kept = [name for name in before if name in ticked]
    return (*kept, *(name for name in ticked if name not in kept))


def _item(typed: AskForm, condition: Mapping[str, Any] | None, before: Mapping[str, Any]) -> dict[str, Any]:
    """What is as usual is not written down, but where it was before."""
    usual: dict[str, Any] = {"days": None, "documents": [], "answers": [], "blocks": True, "when": None}
    made = {
        "days": int(typed.days) if typed.days else None,
        "documents": list(typed.documents),
        "answers": list(typed.answers),
        "blocks": typed.waits,
        "when": dict(condition) if condition is not None else None,
    }
    told = {
        name: value for name, value in made.items() if value != usual[name] or (name in before and value is not None)
    }
    return {"to": typed.whom, "kind": typed.kind, "question": typed.question, **told}
