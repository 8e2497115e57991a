"""Who signs beside, or instead of, the one who issues: as a template says it, else as the service's handling does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tatadesa.letters.conditions import check_when
from tatadesa.letters.document import SignatureRow, SignedBy
from tatadesa.letters.texts import TemplateError, check_text, unanswered, written

MAX_SIGNATURES = 10
_WHO = ("signer", "cosigner", "person", "applicant")
_SIDES = ("left", "right", "center")
_CAMAT = "Camat {wilayah.kecamatan}"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class SignatureSpec:
    """One signature of a template; ``signer`` is whoever issues the letter. ``when`` is None for always.

    With ``new_row`` it does not stand beside the one before.
    """

    who: str
    side: str
    title: str = ""
    position: str = ""
    name: str = ""
    number: str = ""
    when: Mapping[str, Any] | None = field(default=None, hash=False)
    new_row: bool = False

    @property
    def texts(self) -> list[str]:
        """All that may name data."""
        return [self.title, self.position, self.name, self.number]


def read_signatures(where: str, given: Any) -> tuple[SignatureSpec, ...]:
    """The signatures of a template; raises ``TemplateError``."""
    if not isinstance(given, list) or len(given) > MAX_SIGNATURES:
        raise TemplateError(f"{where}: tanda tangan paling banyak {MAX_SIGNATURES}.")
    made = tuple(_signature(f"{where}, tanda tangan {number}", one) for number, one in enumerate(given, 1))
    if sum(spec.who == "signer" for spec in made) > 1:
        raise TemplateError(f"{where}: penanda tangan kantor cukup satu.")
    return made


def _signature(where: str, data: Any) -> SignatureSpec:
    who = data.get("who") if isinstance(data, dict) else None
    if who not in _WHO:
        raise TemplateError(f"{where}: “who” harus {', '.join(_WHO)}.")
    side = data.get("side") or ("right" if who == "signer" else "left")
    if side not in _SIDES:
        raise TemplateError(f"{where}: letak harus left, right atau center.")
    title = data.get("title") or ("Pemohon" if who == "applicant" else "")
    name = data.get("name") or ("{penduduk.nama}" if who == "applicant" else "")
    texts = (title, data.get("position") or "", name, data.get("number") or "")
    if any(not isinstance(text, str) or len(text) > 160 for text in texts):
        raise TemplateError(f"{where}: tiap tulisan paling panjang 160 huruf.")
    when, new_row = data.get("when"), data.get("new_row", False)
    if not isinstance(new_row, bool):
        raise TemplateError(f"{where}: “new_row” harus ya atau tidak.")
    if when is not None:
        check_when(where, when)
        if who == "signer":
            raise TemplateError(f"{where}: penanda tangan kantor tidak bersyarat.")
    title, position, name, number = (check_text(where, text) for text in texts)
    return SignatureSpec(who, side, title, position, name, number, when, new_row)


def of_handling(handling: Mapping[str, Any], values: Mapping[str, str]) -> tuple[SignatureSpec, ...]:
    """The signatures of a template that says nothing of them: the office's, and the handling's ``co_signers``.

    Where one of the letter's ``values`` tells the name of a co-signer, it is printed.
    """
    specs, seen = [SignatureSpec("signer", "right")], dict[str, int]()
    co_signers = handling.get("co_signers", ())
    for one in co_signers:
        who, label = one["who"], one["label"]
        seen[who] = number = seen.get(who, 0) + 1
        many = sum(other["who"] == who for other in co_signers) > 1
        if who == "camat":
            # Nobody else signs: then beside the village's own, where one page has room for both.
            side, place = "left" if len(co_signers) == 1 else "center", values.get("wilayah.kecamatan")
            specs.append(SignatureSpec("cosigner", side, title="Mengetahui,", position=_CAMAT if place else "Camat"))
            continue
        title = f"{label} {_ROMAN[number - 1]}" if many else label
        name = "{penduduk.nama}" if who == "pemohon" else _named(who, number, "nama", values)
        nik = "" if who == "pemohon" else _named(who, number, "nik", values)
        side = "left" if (len(specs) % 2 if who != "saksi" else number % 2) else "right"
        # Witnesses stand side by side, below the office's own.
        begins = who == "saksi" and many and number % 2 == 1
        specs.append(
            SignatureSpec("person", side, title=title, name=name, number=f"NIK {nik}" if nik else "", new_row=begins)
        )
    return tuple(specs)


def _named(who: str, number: int, part: str, values: Mapping[str, str]) -> str:
    """The placeholder of the answer that tells ``part`` (``nama``, ``nik``) of a co-signer, empty without one."""
    names: tuple[str, ...] = (f"{who}.{number}_{part}", f"{who}{number}_{part}")
    names += (f"{who}.{part}", f"{part}_{who}") if number == 1 else ()
    return next((f"{{jawaban.{name}}}" for name in names if f"jawaban.{name}" in values), "")


def rows_of(specs: tuple[SignatureSpec, ...], values: Mapping[str, str]) -> tuple[SignatureRow, ...]:
    """The signatures in rows of a left and a right one, a centred one alone."""
    rows: list[dict[str, SignedBy]] = []
    for spec in specs:
        made = SignedBy(
            is_signer=spec.who == "signer",
            title=written(spec.title, values),
            position=written(spec.position, values),
            name=written(spec.name, values),
            number="" if unanswered(spec.number, values) else written(spec.number, values),
        )
        fits = (
            rows
            and not spec.new_row
            and spec.side != "center"
            and "center" not in rows[-1]
            and spec.side not in rows[-1]
        )
        if fits:
            rows[-1][spec.side] = made
        else:
            rows.append({spec.side: made})
    return tuple(SignatureRow(row.get("left"), row.get("right"), row.get("center")) for row in rows)
