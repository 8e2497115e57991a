"""How the tests are shared out: pytest-xdist's groups, with a bookkeeping that stays short; and a calm collector."""

from __future__ import annotations

import gc

import pytest
from xdist.scheduler import LoadGroupScheduling
from xdist.workermanage import WorkerController


class ShortMemory(LoadGroupScheduling):
    """``loadgroup`` counts all that a worker has ever done after every test; what is done is forgotten here."""

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """As there; then let go of a group in which nothing waits."""
        super().mark_test_complete(node, item_index, duration)
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadGroupScheduling | None:
    """The scheduler for ``--dist loadgroup``."""
    return ShortMemory(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection(session: pytest.Session) -> None:
    """Nine thousand tests are made and none is thrown away: nothing to look for."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """They stay until the end, so the collector need not walk over them either."""
    gc.collect()
    gc.freeze()
    gc.enable()
