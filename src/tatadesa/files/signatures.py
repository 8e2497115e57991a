"""The signatures of a PDF that somebody hands in, read in a confined process. Nothing of the file is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tatadesa.core.pdf_signatures import SignatureFact
from tatadesa.files.confined import ConfinedError, run_for_stranger


@dataclass(frozen=True)
class Reading:
    """What a file says of itself; ``is_whole`` is False when it could not be read within its bounds."""

    signatures: tuple[SignatureFact, ...] = ()
    codes: tuple[str, ...] = ()
    """What looks like the code of a letter in its text."""
    is_whole: bool = True


def read(content: bytes) -> Reading:
    """Read ``content``; never raises for what is in it."""
    try:
        found = json.loads(run_for_stranger("signatures", content).files["facts.json"])
        return Reading(tuple(SignatureFact(**fact) for fact in found["signatures"]), tuple(map(str, found["codes"])))
    except (ConfinedError, KeyError, TypeError, ValueError):
        return Reading(is_whole=False)
