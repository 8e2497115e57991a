"""The steps of a service as inputs: who does what, under which condition, within how many working hours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from tatadesa.accounts.models import Role
from tatadesa.catalogue.builder.ask_form import asked_words
from tatadesa.catalogue.builder.conditions import Rows, WrongRows, from_rows, to_rows, typed_rows
from tatadesa.catalogue.builder.content import Content, in_labels
from tatadesa.catalogue.builder.field_ids import field_id
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.workflow import ISSUE, MAX_HOURS, MAX_STEPS, VERIFY, check_workflow
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.forms.logic import words
from tatadesa.forms.registry import kind_of

ROLES = {role.value: str(role.label) for role in Role if role != Role.ADMINISTRATOR}
_ACT = re.compile(r"(naik|turun|hapus)-([0-9])")
_NAME = "langkah"


@dataclass(frozen=True)
class StepForm:
    """One step as its inputs show it; ``when`` are the rows of its condition."""

    key: str = ""
    label: str = ""
    roles: tuple[str, ...] = ()
    delegates: tuple[str, ...] = ()
    hours: str = ""
    when: Rows = field(default_factory=Rows)


@dataclass(frozen=True)
class WorkflowForm:
    """All steps, the signing one last; ``errors`` by the name of the input."""

    steps: tuple[StepForm, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """A step in the picture of the chain: what is done, who does it, and when it is asked for at all."""

    label: str
    who: str
    is_signing: bool
    instead: str
    hours: int | None
    when: str
    asks: tuple[str, ...]


def form_of(content: Content) -> WorkflowForm:
    """The inputs as the draft fills them."""
    fields = _answering(content)
    return WorkflowForm(
        tuple(
            StepForm(
                step["key"],
                step["label"],
                tuple(step["roles"]),
                tuple(step.get("delegates", ())),
                str(step.get("hours", "")),
                to_rows(step.get("when"), fields),
            )
            for step in content["workflow"]
        )
    )


def chain(content: Content) -> list[Link]:
    """The steps as a picture shows them."""
    return [
        Link(
            step["label"],
            " atau ".join(ROLES.get(role, role) for role in step["roles"]),
            step["kind"] == ISSUE,
            " atau ".join(ROLES.get(role, role) for role in step.get("delegates", ())),
            step.get("hours"),
            words(step["when"], content["form"]) if "when" in step else "",
            tuple(asked_words(item, content) for item in step.get("ask", ())),
        )
        for step in content["workflow"]
    ]


def asks_by_step(content: Content) -> dict[str, list[str]]:
    """What each step asks agencies by itself, in words, by the key of the step."""
    return {step["key"]: [asked_words(item, content) for item in step.get("ask", ())] for step in content["workflow"]}


def read(content: Content, post: QueryDict) -> WorkflowForm:
    """The steps as typed, after what the pressed button did to them (``aksi``: tambah, naik-N, turun-N, hapus-N)."""
    before = form_of(content).steps
    count = str(post.get("banyak", ""))
    number = min(int(count), MAX_STEPS) if count.isdecimal() and len(count) < 3 else len(before)
    kept = {step.key: step.when for step in before}
    steps = [_typed(post, position, kept) for position in range(number)]
    return WorkflowForm(tuple(_acted(steps, str(post.get("aksi", "")))))


def workflow_in(content: Content, form: WorkflowForm) -> list[dict[str, Any]]:
    """The workflow that ``form`` says; raises ``InvalidInput`` with errors by the name of the input."""
    errors: dict[str, str] = {}
    steps: list[dict[str, Any]] = []
    # What a step asks agencies by itself is not changed here, only kept.
    asked = {step["key"]: step["ask"] for step in content["workflow"] if "ask" in step}
    for position, given in enumerate(form.steps):
        kind = ISSUE if position == len(form.steps) - 1 else VERIFY
        key = given.key or field_id(given.label, "step", {step["key"] for step in steps}, {})
        step = {"key": key, "label": given.label, "kind": kind, "roles": list(given.roles)}
        kept = {"ask": asked[key]} if key in asked else {}
        steps.append({**step, **_options(content, given, f"{_NAME}-{position}", errors), **kept})
    if errors:
        raise InvalidInput(errors)
    try:
        check_workflow(steps, content["form"])
    except DefinitionError as error:
        raise InvalidInput({"": in_labels(error.message, content["form"])}) from error
    return steps


def _options(content: Content, given: StepForm, name: str, errors: dict[str, str]) -> dict[str, Any]:
    """What a step may have besides; what is wrong with it goes into ``errors``."""
    if not given.label or len(given.label) > 80:
        errors[f"{name}-nama"] = "Beri nama langkah ini, misalnya Pemeriksaan berkas. Paling panjang 80 huruf."
    if not given.roles:
        errors[f"{name}-peran"] = "Pilih siapa yang mengerjakan langkah ini."
    options: dict[str, Any] = {}
    delegates = [role for role in given.delegates if role not in given.roles]
    if delegates:
        options["delegates"] = delegates
    if given.hours and (not given.hours.isdecimal() or not 1 <= int(given.hours[:5]) <= MAX_HOURS):
        errors[f"{name}-jam"] = f"Isi 1 sampai {MAX_HOURS} jam kerja, atau kosongkan."
    elif given.hours:
        options["hours"] = int(given.hours)
    try:
        kept = given.when.kept
        condition = from_rows(given.when, _answering(content)) if kept is None else dict(kept)
    except WrongRows as wrong:
        errors.update({f"{name}-syarat-{row}": said for row, said in wrong.errors.items()})
    else:
        options |= {"when": condition} if condition is not None else {}
    return options


def _answering(content: Content) -> list[Mapping[str, Any]]:
    return [item for item in content["form"]["fields"] if kind_of(item).takes_answer]


def _typed(post: QueryDict, position: int, kept: Mapping[str, Rows]) -> StepForm:
    name = f"{_NAME}-{position}"
    key = str(post.get(f"{name}-kunci", ""))
    known = kept.get(key, Rows())
    given = StepForm(
        key if key in kept else "",
        one_line(str(post.get(f"{name}-nama", ""))),
        tuple(role for role in post.getlist(f"{name}-peran") if role in ROLES),
        tuple(role for role in post.getlist(f"{name}-wakil") if role in ROLES),
        one_line(str(post.get(f"{name}-jam", ""))),
    )
    return replace(given, when=typed_rows(post, f"{name}-syarat", known))


def _acted(steps: Sequence[StepForm], act: str) -> list[StepForm]:
    """A new step comes before the signing one; the signing one stays where it is."""
    done = list(steps)
    if act == "tambah" and 1 <= len(done) < MAX_STEPS:
        done.insert(len(done) - 1, StepForm())
    found = _ACT.fullmatch(act)
    if found is None:
        return done
    place, last = int(found[2]), len(done) - 1
    if found[1] == "hapus" and place < last and last > 1:
        del done[place]
    other = place - 1 if found[1] == "naik" else place + 1
    if found[1] != "hapus" and 0 <= other < last and place < last:
        done[place], done[other] = done[other], done[place]
    return done
