"""The one job by which effects run; rooms above define further jobs of their own."""

from typing import Any

from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# Growing pauses of 2, 4, 8 ... seconds; a provider that is down for an hour is retried until it is back.
_RETRY = RetryStrategy(max_attempts=14, exponential_wait=2)


@app.task(name="core.run_effect", queue="effects", retry=_RETRY)
def run_effect(handler: str, payload: dict[str, Any]) -> None:
    """Call ``handler`` (a dotted path from wiring) with ``payload``; handlers must bear being run twice."""
    import_string(handler)(payload)
