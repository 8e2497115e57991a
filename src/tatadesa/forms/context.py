"""What cleaning and drawing need to know from outside."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms.lookups import NOBODY, NOWHERE, People, Regions

Schema = Mapping[str, Any]
"""A form definition: ``{"fields": [...]}``, see ``schema.check_schema``."""

Field = Mapping[str, Any]
"""One field of a form definition."""

RawAnswers = dict[str, Any]
"""Answers by field id as they were typed, as JSON; for files the ids of stored files."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """``today`` is the office's date; ``files`` are the checked files of the person, by id.

    ``on_paper`` names file fields whose paper an officer has seen, ``to_bring`` those whose paper will be brought to
    the office, where ``may_bring`` allows it: nothing need be attached there. ``register`` is what the register says
    of the applicant.
    """

    today: date
    files: Mapping[str, FileInfo] = field(default_factory=dict)
    on_paper: Collection[str] = ()
    to_bring: Collection[str] = ()
    may_bring: Collection[str] = ()
    register: Mapping[str, str] = field(default_factory=dict)
    people: People = NOBODY
    regions: Regions = NOWHERE
