"""How the tests are shared out among workers, with a bookkeeping that stays short; and a calm collector.

The groups are made here: pytest-xdist 3.8 appends a mark's group to ``_nodeid``, which pytest 9.2 no longer reads, so
with its marks alone every worker would start a demo of its own.
"""

from __future__ import annotations

import gc

import pytest
from xdist.scheduler import LoadGroupScheduling
from xdist.workermanage import WorkerController

# None of these may use Django's database: the browser of a worker's journeys is still open then, with its event loop.
_WITHOUT_DEMO = ("/test_rules_agree.py", "/test_rules_on_the_page.py")


class Sharing(LoadGroupScheduling):
    """One worker runs all journeys: they share one demo and one browser. All other tests go to who is free.

    ``loadgroup`` counts all that a worker has ever done after every test; what is done is forgotten here.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        if not path.startswith("tests/e2e/"):
            return super()._split_scope(nodeid)
        return path if path.endswith(_WITHOUT_DEMO) else "e2e"

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """As there; then let go of a group in which nothing waits."""
        super().mark_test_complete(node, item_index, duration)
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadGroupScheduling | None:
    """The scheduler for ``--dist loadgroup``."""
    return Sharing(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection(session: pytest.Session) -> None:
    """Nine thousand tests are made and none is thrown away: nothing to look for."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """They stay until the end, so the collector need not walk over them either."""
    gc.collect()
    gc.freeze()
    gc.enable()
