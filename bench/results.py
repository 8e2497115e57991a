"""Collects figures, prints them, writes ``bench/results.json``."""

import json
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).with_name("results.json")


@dataclass
class Results:
    """Name -> value, unit, bound (None when only told) and whether it holds."""

    rows: dict[str, dict[str, object]] = field(default_factory=dict)

    def add(self, name: str, value: float, unit: str, bound: float | None = None) -> None:
        """``bound`` is the largest value allowed."""
        shown = round(value, 3 if value < 10 else 1)
        self.rows[name] = {"value": shown, "unit": unit, "bound": bound, "holds": bound is None or value <= bound}
        mark = "" if bound is None else (f"  (<= {bound:g})" if value <= bound else f"  BROKEN (<= {bound:g})")
        print(f"  {name:<44} {shown:>10} {unit}{mark}", flush=True)

    def write(self) -> bool:
        """Write the file; True when every bound holds."""
        FILE.write_text(json.dumps(self.rows, indent=2, ensure_ascii=False) + "\n")
        return all(row["holds"] for row in self.rows.values())
