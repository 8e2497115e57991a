"""The panel that edits one field: what it shows, and the edit that what was typed stands for."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from tatadesa.catalogue.builder import inputs, options
from tatadesa.catalogue.builder.conditions import Rows, read_rows, to_rows
from tatadesa.catalogue.builder.content import Content, FieldPath, fields_in, given_in, group_of, place_of
from tatadesa.catalogue.builder.edits import ChangeField
from tatadesa.catalogue.builder.inputs import Control, Typed
from tatadesa.catalogue.builder.register_words import by_source
from tatadesa.catalogue.definition import can_be_brought
from tatadesa.core.plain import many_lines, one_line
from tatadesa.forms import logic
from tatadesa.forms.context import Field
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.prefill import KEYS
from tatadesa.forms.registry import kind_of

OPTION, SHOW, REQUIRE = "o-", "tampil", "wajib-bila"
AS_IT_IS = "tetap"
NEVER, ALWAYS, WHEN = "tidak", "ya", "bila"
_LONGEST_LABEL, _LONGEST_HELP = 400, 400


@dataclass(frozen=True)
class FieldForm:
    """A field in the panel. ``errors`` go by the name of the input."""

    path: FieldPath
    field: Field
    values: Mapping[str, Any]
    controls: Sequence[Control]
    kept: Sequence[tuple[str, str]]
    show: Rows
    require: Rows
    requirement: Mapping[str, Any] | None
    earlier: Sequence[Field]
    errors: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """The kind of the field."""
        return kind_of(self.field)

    @property
    def can_prefill(self) -> bool:
        """The register may fill it in; rows of a group are always typed."""
        return self.kind.can_prefill and not self.in_group

    @property
    def may_be_brought(self) -> bool:
        """Its paper may be brought instead."""
        return can_be_brought(self.field)

    @property
    def prefills(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What the register can fill in here, under headings."""
        return by_source(self.kind.prefills or KEYS)

    @property
    def has_rare_faults(self) -> bool:
        """Something is wrong among the options that are folded away."""
        return any(control.option.is_rare and control.name in self.errors for control in self.controls)

    @property
    def has_rules(self) -> bool:
        """What is filled in follows rules of its own, which the list cannot say."""
        return isinstance(self.field.get("prefill"), list)

    @property
    def show_words(self) -> str:
        """A condition that does not fit into rows, in words."""
        return self._in_words(self.show)

    @property
    def require_words(self) -> str:
        """As ``show_words``."""
        return self._in_words(self.require)

    def _in_words(self, rows: Rows) -> str:
        return "" if rows.kept is None else logic.words(rows.kept, {"fields": self.earlier})

    @property
    def in_group(self) -> bool:
        """It stands in the rows of a group, where there are no conditions."""
        return bool(group_of(self.path))


def form_of(content: Content, path: FieldPath) -> FieldForm:
    """The panel of the field ``path`` as it is now; raises ``NotFound``."""
    here, others, earlier = _around(content, path)
    kind = kind_of(here)
    controls = [
        Control(OPTION + name, option, inputs.shown(option, here.get(name)), picks=inputs.picks(option, here, others))
        for name, option in _options(kind.name, path).items()
    ]
    prefill, required = here.get("prefill", ""), NEVER
    if here.get("required"):
        required = ALWAYS
    elif "require_if" in here:
        required = WHEN
    values = {
        "label": here["label"],
        "help": here.get("help", ""),
        "required": required,
        "prefill": prefill if isinstance(prefill, str) else AS_IT_IS,
        "locked": bool(here.get("locked")),
    }
    kept = [(name, json.dumps(here[name], ensure_ascii=False)) for name in _undescribed(here)]
    requirement = next((row for row in content["requirements"] if row["field"] == path), None)
    show, require = (to_rows(here.get(name), earlier) for name in ("show_if", "require_if"))
    return FieldForm(path, here, values, controls, kept, show, require, requirement, earlier)


def read(content: Content, path: FieldPath, post: QueryDict) -> tuple[ChangeField, FieldForm]:
    """The edit that was typed, and the panel showing it again with what is wrong in its ``errors``."""
    before = form_of(content, path)
    here, others, earlier = _around(content, path)
    changes: dict[str, Any] = {}
    errors: dict[str, str] = {}
    values = _read_common(before, post, changes, errors)
    controls = []
    for name, option in _options(here["kind"], path).items():
        typed = inputs.read(option, OPTION + name, post, here.get(name))
        changes[name] = typed.value
        if typed.error:
            errors[OPTION + name] = typed.error
        controls.append(_control(name, option, typed, inputs.picks(option, here, others)))
    show, show_if = read_rows(post, SHOW, before.show, earlier, errors)
    require, require_if = read_rows(
        post, REQUIRE, before.require, earlier, errors if values["required"] == WHEN else {}
    )
    if not before.in_group:
        changes["show_if"] = show_if
        changes["require_if"] = require_if if values["required"] == WHEN else None
        if values["required"] == WHEN and changes["require_if"] is None and not errors:
            errors[f"{REQUIRE}-0"] = "Pilih isian yang menentukan, atau pilih “wajib” saja."
    requirement = _read_requirement(before, post, errors)
    shown = FieldForm(
        path, here, values, controls, before.kept, show, require, requirement or before.requirement, earlier, errors
    )
    # Not set and set to nothing mean the same: a field somebody wrote out in full stays as it was written.
    real = {name: value for name, value in changes.items() if not (_is_nothing(value) and _is_nothing(here.get(name)))}
    return ChangeField(path, real, requirement), shown


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or value == ""


def _around(content: Content, path: FieldPath) -> tuple[Field, Sequence[Field], Sequence[Field]]:
    """The field, the others of its list, and those of the form above it."""
    fields, index = place_of(content, path)
    group = group_of(path)
    outer = fields_in(content) if group else fields
    above = next((at for at, one in enumerate(outer) if one["id"] == group), index) if group else index
    return fields[index], [one for one in fields if one is not fields[index]], [*given_in(content), *outer[:above]]


def _options(kind: str, path: FieldPath) -> dict[str, options.Option]:
    described = options.options_of(kind, in_row=bool(group_of(path)))
    return {name: option for name, option in described.items() if option.type != options.INNER}


_COMMON = frozenset({"id", "kind", "label", "help", "required", "prefill", "locked", "show_if", "require_if"})


def _undescribed(here: Field) -> list[str]:
    return sorted(key for key in here if key not in _COMMON and options.option_of(here["kind"], key) is None)


def _control(name: str, option: options.Option, typed: Typed, picks: Sequence[tuple[str, str]]) -> Control:
    return Control(OPTION + name, option, typed.shown, typed.error, picks)


def _read_common(before: FieldForm, post: QueryDict, changes: dict[str, Any], errors: dict[str, str]) -> dict[str, Any]:
    kind, here = before.kind, before.field
    label, text = one_line(str(post.get("label", ""))), many_lines(str(post.get("help", "")))
    if not label:
        errors["label"] = "Tulis pertanyaan atau kalimatnya."
    elif len(label) > _LONGEST_LABEL:
        errors["label"] = f"Terlalu panjang. Paling banyak {_LONGEST_LABEL} huruf."
    if len(text) > _LONGEST_HELP:
        errors["help"] = f"Terlalu panjang. Paling banyak {_LONGEST_HELP} huruf."
    changes["label"], changes["help"] = label, text or None
    values: dict[str, Any] = {**before.values, "label": label, "help": text}
    if kind.takes_answer and not kind.always_required:
        values["required"] = str(post.get("required", NEVER))
        changes["required"] = True if values["required"] == ALWAYS else None
    if before.can_prefill and "prefill" in post:
        chosen = values["prefill"] = str(post["prefill"])
        if chosen and chosen != AS_IT_IS and chosen not in (kind.prefills or KEYS):
            errors["prefill"] = "Pilih dari daftar."
        elif chosen != AS_IT_IS:
            changes["prefill"] = chosen or None
        values["locked"] = "locked" in post and bool(chosen)
        changes["locked"] = values["locked"] or None
    elif here.get("prefill") is None:
        values["prefill"] = ""
    return values


def _read_requirement(before: FieldForm, post: QueryDict, errors: dict[str, str]) -> dict[str, Any] | None:
    if before.requirement is None or "syarat" not in post:
        return None
    label = one_line(str(post.get("syarat", "")))
    if not 0 < len(label) <= 160:
        errors["syarat"] = "Tulis nama berkasnya, paling panjang 160 huruf."
    return {"label": label, "paper": True if "kertas" in post else None}
