"""Parcels of an emulated courier: made once per key, moved on by hand or by the clock, bounded in number."""

import random
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape

from tatadesa.gateways.emulation.page import buttons

_MOST = 5000
ZONE = timedelta(hours=7)


@dataclass
class Step:
    """Something that happened to a parcel; ``at`` is aware, UTC."""

    at: datetime
    name: str
    place: str
    words: str = ""


@dataclass
class Parcel:
    """``waybill`` and ``reference`` name it; ``product`` and ``to`` are for the page only."""

    reference: str
    waybill: str
    key: str
    product: str
    to: str
    price: int
    wants_pickup: bool = False
    steps: list[Step] = field(default_factory=list)
    is_cancelled: bool = False


class Parcels:
    """Thread-safe. ``stages`` are the steps in their usual order."""

    def __init__(self, stages: Sequence[tuple[str, str, str]]) -> None:
        self.stages = list(stages)
        self._lock = threading.Lock()
        self._all: OrderedDict[str, Parcel] = OrderedDict()

    def make(self, key: str, *, reference: str, product: str, to: str, price: int, wants_pickup: bool) -> Parcel:
        """The parcel of ``key``; the same one when it was made before."""
        with self._lock:
            for parcel in self._all.values():
                if parcel.key == key:
                    return parcel
            parcel = Parcel(reference, self._waybill(), key, product, to, price, wants_pickup)
            self._all[parcel.waybill] = parcel
            while len(self._all) > _MOST:
                self._all.popitem(last=False)
            return parcel

    def find(self, name: str) -> Parcel | None:
        """By waybill or reference."""
        with self._lock:
            found = self._all.get(name)
            return found or next((one for one in self._all.values() if one.reference == name), None)

    def adopt(self, waybill: str) -> Parcel:
        """The parcel with this waybill; made where an officer typed one in that a counter would have given."""
        with self._lock:
            if waybill not in self._all:
                self._all[waybill] = Parcel("", waybill, waybill, "Loket", "", 9000)
            return self._all[waybill]

    def add(self, parcel: Parcel, name: str, place: str, words: str = "", at: datetime | None = None) -> Step:
        """Let something happen."""
        with self._lock:
            last = max((step.at for step in parcel.steps), default=None)
            moment = at or datetime.now(UTC).replace(microsecond=0)
            if at is None and last is not None and moment <= last:
                moment = last + timedelta(seconds=1)
            step = Step(moment, name, place, words)
            parcel.steps.append(step)
            return step

    def advance(self, parcel: Parcel) -> Step | None:
        """The next usual step; None at the end."""
        done = sum(1 for step in parcel.steps if (step.name, step.words) in {(s[0], s[2]) for s in self.stages})
        if done >= len(self.stages):
            return None
        name, place, words = self.stages[done]
        return self.add(parcel, name, place, words)

    def newest(self, most: int = 50) -> list[Parcel]:
        """For the page."""
        with self._lock:
            return list(self._all.values())[::-1][:most]

    def _waybill(self) -> str:
        day = (datetime.now(UTC) + ZONE).strftime("%y%m%d")
        while True:
            waybill = f"P{day}{random.randrange(10_000_000):07d}"  # noqa: S311 - no secret
            if waybill not in self._all:
                return waybill


def listed(parcels: Parcels, more: Sequence[tuple[str, str]] = ()) -> str:
    """The parcels as HTML, each with buttons: the next step, and ``more`` (label, what)."""
    rows = []
    for parcel in parcels.newest():
        last = parcel.steps[-1].name if parcel.steps else "belum diserahkan"
        acts = [("Langkah berikutnya", {"what": "next"}), *((label, {"what": what}) for label, what in more)]
        rows.append(
            f"<li><b>{escape(parcel.waybill)}</b> {escape(parcel.product)} ke {escape(parcel.to)}: {escape(last)}"
            f"{' (dibatalkan)' if parcel.is_cancelled else ''}\n"
            f"{buttons(f'/control/parcel/{parcel.waybill}', acts)}</li>"
        )
    return f"<ol>{''.join(rows)}</ol>" if rows else "<p>Belum ada kiriman.</p>"
