"""Effects upwards: what must follow a change is queued in the same transaction and runs as a job.

Lower rooms say *that* something happened; ``config/wiring.py`` says who wants to know.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from tatadesa.core.jobs import queue
from tatadesa.core.tasks import run_effect


def emit(event: str, payload: Mapping[str, Any]) -> None:
    """Queue one job per handler that wiring names for ``event``.

    ``payload`` must be JSON (ids as text). Call inside the transaction of the change: a rollback takes the jobs along.
    """
    body = json.loads(json.dumps(dict(payload)))
    for handler in settings.EVENT_HANDLERS.get(event, ()):
        queue(run_effect, handler=handler, payload=body)


def port(name: str) -> Any:
    """The adapter that wiring chose for the port ``name``, made afresh."""
    return import_string(settings.PORT_ADAPTERS[name])()
