"""What can be done to a draft, each as data that an action applies. Pure: content in, new content and words out."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Protocol

from tatadesa.catalogue.builder import field_ids
from tatadesa.catalogue.builder.content import (
    Content,
    FieldPath,
    field_at,
    fields_in,
    group_of,
    path_of,
    place_of,
    short,
)
from tatadesa.catalogue.builder.dependants import require_free
from tatadesa.catalogue.builder.followers import follow
from tatadesa.catalogue.builder.options import starting_options
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.core.plain import one_line
from tatadesa.forms.registry import KINDS
from tatadesa.forms.schema import MAX_FIELDS

Past = Mapping[FieldPath, frozenset[str]]
"""The kinds that ids had in other versions of the service."""

_LONGEST_LABEL = 400
SERVICE_PARTS = frozenset(
    {"name", "summary", "keywords", "icon", "category", "standard", "rules", "handling", "letter"}
)


@dataclass(frozen=True)
class Edited:
    """The content after an edit, what was done in words, and the field it was done to (empty when none)."""

    content: Content
    words: str
    path: FieldPath = ""


class Edit(Protocol):
    """One change of a draft."""

    def apply(self, content: Content, past: Past) -> Edited:
        """The content afterwards; ``content`` itself stays. Raises ``InvalidInput``, ``NotFound``."""
        ...


@dataclass(frozen=True)
class AddField:
    """A new field of ``kind`` after the field ``after`` (at the end without one), in the rows of ``group``."""

    kind: str
    label: str
    after: str = ""
    group: FieldPath = ""

    def apply(self, content: Content, past: Past) -> Edited:
        """Answers are required at first: most are."""
        kind, label = KINDS.get(self.kind), one_line(self.label)
        if kind is None or (self.group and not kind.in_group):
            raise InvalidInput({"jenis": "Pilih jenis isian dari daftar."})
        if not label:
            raise InvalidInput({"label": "Tulis dulu pertanyaan atau kalimatnya, lalu pilih jenisnya."})
        if len(label) > _LONGEST_LABEL:
            raise InvalidInput({"label": f"Terlalu panjang. Paling banyak {_LONGEST_LABEL} huruf."})
        edited = deepcopy(content)
        fields = fields_in(edited, self.group)
        if len(fields) >= MAX_FIELDS:
            raise InvalidInput({"label": f"Formulir sudah berisi {MAX_FIELDS} isian. Hapus dulu yang tidak perlu."})
        name = _new_id(label, self.kind, fields, past, self.group)
        field = {"id": name, "kind": self.kind, "label": label, **starting_options(self.kind)}
        if kind.takes_answer and not kind.always_required:
            field["required"] = True
        index = next((at + 1 for at, one in enumerate(fields) if one["id"] == self.after), len(fields))
        fields.insert(index, field)
        follow(content, edited)
        return Edited(edited, f"Isian “{short(label)}” ditambah", path_of(self.group, name))


@dataclass(frozen=True)
class ChangeField:
    """Other values for a field: a value per option, None takes the option out. ``requirement`` likewise of its row
    in the list of requirements.
    """

    path: FieldPath
    changes: Mapping[str, Any]
    requirement: Mapping[str, Any] | None = None

    def apply(self, content: Content, past: Past) -> Edited:
        """Options that are not named stay; the id and the kind never change."""
        edited = deepcopy(content)
        field = field_at(edited, self.path)
        changed = _merged(field, {key: value for key, value in self.changes.items() if key not in ("id", "kind")})
        field.clear()
        field.update(changed)
        if self.requirement is not None:
            edited["requirements"] = [
                _merged(row, self.requirement) if row["field"] == self.path else row for row in edited["requirements"]
            ]
        follow(content, edited)
        return Edited(edited, f"Isian “{short(field['label'])}” diubah", self.path)


@dataclass(frozen=True)
class DuplicateField:
    """A copy right below, with an id of its own."""

    path: FieldPath

    def apply(self, content: Content, past: Past) -> Edited:
        """What other fields say about the first one is not copied."""
        edited = deepcopy(content)
        fields, index = place_of(edited, self.path)
        copy = deepcopy(fields[index])
        if len(fields) >= MAX_FIELDS:
            raise InvalidInput({"": f"Formulir sudah berisi {MAX_FIELDS} isian. Hapus dulu yang tidak perlu."})
        group = group_of(self.path)
        copy["id"] = _new_id(copy["label"], copy["kind"], fields, past, group)
        fields.insert(index + 1, copy)
        follow(content, edited)
        return Edited(edited, f"Isian “{short(copy['label'])}” digandakan", path_of(group, copy["id"]))


@dataclass(frozen=True)
class RemoveField:
    """Take a field out of the form; answers given in older versions stay with them."""

    path: FieldPath

    def apply(self, content: Content, past: Past) -> Edited:
        """Refused while another field's condition or rule names it."""
        edited = deepcopy(content)
        fields, index = place_of(edited, self.path)
        require_free(edited, self.path)
        gone = fields.pop(index)
        follow(content, edited)
        return Edited(edited, f"Isian “{short(gone['label'])}” dihapus")


@dataclass(frozen=True)
class MoveField:
    """Put a field at place ``to`` of its list, counted from 0; beyond the ends means the end."""

    path: FieldPath
    to: int

    def apply(self, content: Content, past: Past) -> Edited:
        """The words say behind which field it stands now."""
        edited = deepcopy(content)
        fields, index = place_of(edited, self.path)
        field = fields.pop(index)
        to = max(0, min(self.to, len(fields)))
        fields.insert(to, field)
        follow(content, edited)
        where = f"sesudah “{short(fields[to - 1]['label'])}”" if to else "paling atas"
        return Edited(edited, f"Isian “{short(field['label'])}” dipindah ke {where}"[:200], self.path)


@dataclass(frozen=True)
class ChangeService:
    """Other values for what surrounds the form: a value for each of ``SERVICE_PARTS`` that changes."""

    parts: Mapping[str, Any]

    def apply(self, content: Content, past: Past) -> Edited:
        """The form stays."""
        edited = deepcopy(content)
        edited.update({key: value for key, value in deepcopy(dict(self.parts)).items() if key in SERVICE_PARTS})
        follow(content, edited)
        return Edited(edited, "Keterangan layanan diubah")


@dataclass(frozen=True)
class ChangeLetter:
    """Another letter template, checked already by whoever knows letters; ``words`` say what was done to it."""

    letter: Mapping[str, Any]
    words: str

    def apply(self, content: Content, past: Past) -> Edited:
        """The form stays; refused for a service that issues no letter."""
        if content["letter"] is None:
            raise InvalidInput({"": "Layanan ini tidak menerbitkan surat. Pilih dulu suratnya di tab Keterangan."})
        return Edited({**content, "letter": deepcopy(dict(self.letter))}, self.words)


@dataclass(frozen=True)
class ChangeWorkflow:
    """Other steps, checked already by ``workflow_form.workflow_in``."""

    steps: list[dict[str, Any]]

    def apply(self, content: Content, past: Past) -> Edited:
        """The form stays."""
        return Edited({**content, "workflow": deepcopy(self.steps)}, "Alur di kantor diubah")


@dataclass(frozen=True)
class ChangeAsk:
    """What the step ``step`` asks an agency by itself: ``item`` in place of the one at ``place`` (None: a new one).

    Without ``item`` the one at ``place`` goes. Checked already by ``ask_form.item_of``.
    """

    step: str
    place: int | None
    item: Mapping[str, Any] | None

    def apply(self, content: Content, past: Past) -> Edited:
        """The other steps and questions stay."""
        edited = deepcopy(content)
        step = next((one for one in edited["workflow"] if one["key"] == self.step), None)
        asks = [] if step is None else step.get("ask", [])
        if step is None or (self.place is not None and self.place >= len(asks)):
            raise NotFound("Pertanyaan ini sudah tidak ada di alur.")
        if self.place is not None:
            del asks[self.place]
        if self.item is not None:
            asks.insert(len(asks) if self.place is None else self.place, deepcopy(dict(self.item)))
        step["ask"] = asks
        if not asks:
            del step["ask"]
        done = "dihapus" if self.item is None else "ditambah" if self.place is None else "diubah"
        return Edited(edited, f"Pertanyaan ke instansi di langkah “{short(step['label'])}” {done}")


@dataclass(frozen=True)
class ReplaceAll:
    """Everything becomes what a file says; ``words`` say where it came from."""

    content: Mapping[str, Any]
    words: str

    def apply(self, content: Content, past: Past) -> Edited:
        """Undone like any other edit."""
        return Edited({**content, **deepcopy(dict(self.content))}, self.words)


def _merged(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**before, **changes}
    return {key: value for key, value in merged.items() if not (key in changes and value is None)}


def _new_id(label: str, kind: str, fields: list[dict[str, Any]], past: Past, group: FieldPath) -> str:
    here = {path.removeprefix(path_of(group, "")): kinds for path, kinds in past.items() if group_of(path) == group}
    return field_ids.field_id(label, kind, {field["id"] for field in fields}, here)
