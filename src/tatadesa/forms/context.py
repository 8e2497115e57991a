"""What cleaning and drawing need to know from outside: the office's date and the files a person owns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tatadesa.files.info import FileInfo

Schema = Mapping[str, Any]
"""A form definition: ``{"fields": [...]}``, see ``schema.check_schema``."""

Field = Mapping[str, Any]
"""One field of a form definition."""

RawAnswers = dict[str, str | list[str]]
"""Answers by field id as they were typed; for files the ids of stored files."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """``today`` is the office's date; ``files`` are the checked files of the person, by id.

    ``on_paper`` names file fields whose paper an officer has seen: nothing need be attached there.
    """

    today: date
    files: Mapping[str, FileInfo] = field(default_factory=dict)
    on_paper: Collection[str] = ()
