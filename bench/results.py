"""Collects figures, prints them, writes ``bench/results.json`` and ``docs/performance.md``."""

import json
import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).with_name("results.json")
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
_HEAD = """# Performance

Written by `make bench`, which starts the real demo, a server with 2,000 and with 200,000 applications, and a browser.
Trust the ratios: they come from one run on one machine. Times in milliseconds depend on the machine
(this run: {machine}). A bound is the largest value allowed, or the least where it says ≥; `make bench` fails when one
is broken. Before and after of single changes: [performance-apart.md](performance-apart.md).

| what | value | bound |
|---|---|---|
"""


@dataclass
class Results:
    """Name -> value, unit, bound (None when only told) and whether it holds."""

    rows: dict[str, dict[str, object]] = field(default_factory=dict)
    _least: set[str] = field(default_factory=set)

    def add(
        self, name: str, value: float, unit: str, bound: float | None = None, *, at_least: float | None = None
    ) -> None:
        """``bound`` is the largest value allowed; ``at_least``, given instead of it, the smallest."""
        shown = round(value, 3 if value < 10 else 1)
        limit, sign = (at_least, ">=") if at_least is not None else (bound, "<=")
        holds = (bound is None or value <= bound) and (at_least is None or value >= at_least)
        self.rows[name] = {"value": shown, "unit": unit, "bound": limit, "holds": holds}
        if at_least is not None:
            self._least.add(name)
        mark = "" if limit is None else f"  {'' if holds else 'BROKEN '}({sign} {limit:g})"
        print(f"  {name:<44} {shown:>10} {unit}{mark}", flush=True)

    def write(self) -> bool:
        """Write the file; True when every bound holds."""
        FILE.write_text(json.dumps(self.rows, indent=2, ensure_ascii=False) + "\n")
        machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
        lines = [f"| {name} | {row['value']} {row['unit']} | {self._bound(name)} |" for name, row in self.rows.items()]
        PAGE.write_text(_HEAD.format(machine=machine) + "\n".join(lines) + "\n")
        return all(row["holds"] for row in self.rows.values())

    def _bound(self, name: str) -> str:
        bound = self.rows[name]["bound"]
        return "" if bound is None else f"{'≥ ' if name in self._least else ''}{bound}"
