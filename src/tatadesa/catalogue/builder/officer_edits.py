"""Edits of the officers' own fields: those of a citizen's form, done to the other form. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tatadesa.catalogue.builder.content import OFFICERS, Content, officers_view
from tatadesa.catalogue.builder.edits import AddField, Edit, Edited, Past
from tatadesa.catalogue.officer_form import TAKEN, may_stand
from tatadesa.core.errors import InvalidInput
from tatadesa.forms.registry import KINDS

_NEVER = frozenset({""})
"""The kinds of an id that no field may have: no kind is called so."""


@dataclass(frozen=True)
class ForOfficers:
    """``edit`` of a field, done to the officers' own fields. What citizens fill in stays."""

    edit: Edit

    def apply(self, content: Content, past: Past) -> Edited:
        """Raises as ``edit`` does, and ``InvalidInput`` for a kind that officers cannot be asked for."""
        if isinstance(self.edit, AddField) and self.edit.kind in KINDS and not may_stand(KINDS[self.edit.kind]):
            raise InvalidInput({"jenis": "Jenis ini tidak bisa menjadi isian petugas. Pilih jenis lain."})
        own = {path.removeprefix(OFFICERS): kinds for path, kinds in past.items() if path.startswith(OFFICERS)}
        edited = self.edit.apply(officers_view(content), {**own, **dict.fromkeys(TAKEN, _NEVER)})
        words = edited.words.replace("Isian “", "Isian petugas “", 1)
        return Edited({**content, "officer_form": edited.content["form"]}, words, edited.path)
