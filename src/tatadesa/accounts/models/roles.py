"""What a staff member may do: roles, the rights each one brings, and the term for which it is held. No tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models


class Role(models.TextChoices):
    """What a staff member may do at an office; several at once are common in small villages."""

    OPERATOR = "operator", "Operator"
    KASI = "kasi", "Kepala Seksi"
    SEKDES = "sekdes", "Sekretaris Desa"
    KADES = "kades", "Kepala Desa"
    RT = "rt", "Ketua RT"
    RW = "rw", "Ketua RW"
    AGENCY_OFFICER = "agency_officer", "Petugas Instansi"
    ADMINISTRATOR = "administrator", "Administrator"


class Right(models.TextChoices):
    """The four things a role lets a person do; an administrator takes one away from a person, or gives one."""

    SEE = "see", "Melihat permohonan dan data warga"
    DECIDE = "decide", "Memeriksa dan memutuskan permohonan"
    SIGN = "sign", "Menandatangani surat"
    MANAGE = "manage", "Mengatur kantor"


_WORK: Final = frozenset({Right.SEE, Right.DECIDE})
ROLE_RIGHTS: Final[Mapping[str, frozenset[Right]]] = {
    Role.OPERATOR: _WORK,
    Role.KASI: _WORK,
    Role.SEKDES: _WORK | {Right.SIGN, Right.MANAGE},
    Role.KADES: _WORK | {Right.SIGN, Right.MANAGE},
    Role.RT: _WORK,
    Role.RW: _WORK,
    Role.AGENCY_OFFICER: _WORK | {Right.SIGN},
    # Makes accounts and settings; personal data stays shut unless another role opens it.
    Role.ADMINISTRATOR: frozenset({Right.MANAGE}),
}
"""What each role brings by itself."""


class Acting(models.TextChoices):
    """In whose place a head works, as printed before the title (Permendagri 1/2023 on naskah dinas)."""

    NONE = "", "Kepala desa definitif"
    PLT = "plt", "Plt. (pelaksana tugas)"
    PLH = "plh", "Plh. (pelaksana harian)"
    PJ = "pj", "Pj. (penjabat)"

    @property
    def sign(self) -> str:
        """``Plt.``, ``Plh.`` or ``Pj.``; empty for a head in the own right."""
        return f"{self.value.capitalize()}." if self.value else ""


@dataclass(frozen=True)
class Term:
    """From when to when a role is held, both days included; None is open. ``decree`` appoints an acting head."""

    begins: date | None = None
    ends: date | None = None
    acting: Acting = Acting.NONE
    decree: str = ""
    decree_date: date | None = None

    def holds_on(self, day: date) -> bool:
        """True on the days of the term."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)

    def as_json(self) -> dict[str, str]:
        """What is kept of it; empty parts are left out."""
        dates = {"begins": self.begins, "ends": self.ends, "decree_date": self.decree_date}
        kept = {name: day.isoformat() for name, day in dates.items() if day}
        texts = {"acting": self.acting.value, "decree": self.decree}
        return kept | {name: text for name, text in texts.items() if text}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Term:
        """The term that ``as_json`` wrote."""
        dates = {name: date.fromisoformat(kept[name]) for name in ("begins", "ends", "decree_date") if name in kept}
        return cls(acting=Acting(kept.get("acting", "")), decree=kept.get("decree", ""), **dates)
