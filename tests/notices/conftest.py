"""Notices are tested through a push service over real HTTP and with real workers."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from tests.gateways.webpush.conftest import push_service

__all__ = ["push_service"]


@pytest.fixture
def run_worker(transactional_db: None) -> Callable[[], None]:
    """Runs every job that is due, by the command that production uses, and comes back."""
    return lambda: call_command("procrastinate", "worker", "--one-shot", "--queues", "effects,notices")
