"""What is said of a staff member when an account is made or changed: read and checked. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tatadesa.accounts.models import Acting, Role, Term
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.core.text import date_words

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
_PART = re.compile(r"[0-9]{1,3}")
LONGEST = {"nama": 120, "jabatan": 120, "nip": 30, "sk": 80}


@dataclass(frozen=True)
class Details:
    """A person at an office: name, position as printed, NIP or NIPD, roles, and the part of an RT or RW head."""

    name: str
    position: str
    roles: tuple[str, ...]
    employee_number: str = ""
    rt: str = ""
    rw: str = ""


def read_username(typed: str) -> str:
    """A name to sign in with, in lower case; raises ``InvalidInput`` at ``pengguna``."""
    username = one_line(typed).lower()
    if not _USERNAME.fullmatch(username):
        words = "Pakai 3 sampai 40 huruf kecil, angka, titik, garis bawah, atau tanda hubung, misalnya sri.karangsari."
        raise InvalidInput({"pengguna": words})
    return username


def read_details(
    *, name: str, position: str, roles: Sequence[str], employee_number: str = "", rt: str = "", rw: str = ""
) -> Details:
    """The details as they are kept; raises ``InvalidInput`` naming every field at fault."""
    found = Details(
        one_line(name),
        one_line(position),
        tuple(role for role in Role.values if role in roles),
        one_line(employee_number),
        _part(rt),
        _part(rw),
    )
    errors = {}
    if not 0 < len(found.name) <= LONGEST["nama"]:
        errors["nama"] = f"Tulis namanya, paling panjang {LONGEST['nama']} huruf."
    if not 0 < len(found.position) <= LONGEST["jabatan"]:
        errors["jabatan"] = "Tulis jabatannya seperti dicetak di bawah tanda tangan, misalnya Kasi Pelayanan."
    if len(found.employee_number) > LONGEST["nip"]:
        errors["nip"] = f"Paling panjang {LONGEST['nip']} huruf."
    if not found.roles or len(found.roles) != len(set(roles)):
        errors["peran"] = "Pilih paling sedikit satu peran."
    is_rt, is_rw = Role.RT in found.roles, Role.RW in found.roles
    if (is_rt or rt.strip()) and not _PART.fullmatch(found.rt):
        errors["rt"] = "Isi nomor RT, misalnya 003."
    if (is_rt or is_rw or rw.strip()) and not _PART.fullmatch(found.rw):
        errors["rw"] = "Isi nomor RW, misalnya 001."
    if errors:
        raise InvalidInput(errors)
    return found


def read_term(*, begins: str, ends: str, acting: str, decree: str, decree_date: str) -> Term:
    """A term from what was typed (dates as YYYY-MM-DD or empty); raises ``InvalidInput``.

    An acting head is appointed by a decree and for a period: both must be there.
    """
    errors: dict[str, str] = {}
    days = {}
    for field, typed in (("mulai", begins), ("sampai", ends), ("tanggal_sk", decree_date)):
        try:
            days[field] = date.fromisoformat(typed.strip()) if typed.strip() else None
        except ValueError:
            days[field], errors[field] = None, "Pilih tanggalnya dari kalender, atau tulis seperti 2026-11-30."
    if acting not in Acting.values:
        errors["sebagai"] = "Pilih salah satu."
    first, last = days["mulai"], days["sampai"]
    if first and last and last < first:
        errors["sampai"] = "Hari terakhir tidak boleh sebelum hari mulai."
    decree = one_line(decree)
    if len(decree) > LONGEST["sk"]:
        errors["sk"] = f"Paling panjang {LONGEST['sk']} huruf."
    if acting and acting in Acting.values:
        wanted = {"sk": decree, "tanggal_sk": days["tanggal_sk"], "mulai": first, "sampai": last}
        words = "Wajib untuk Plt., Plh., dan Pj.: diangkat dengan SK untuk masa tertentu."
        errors |= {field: words for field, value in wanted.items() if not value and field not in errors}
    if errors:
        raise InvalidInput(errors)
    return Term(first, last, Acting(acting), decree, days["tanggal_sk"])


def term_words(term: Term) -> str:
    """``sebagai Plt., SK 141/7/2026 tanggal 1 Juni 2026, 2 Juni 2026 sampai 1 Desember 2026``."""
    parts = [f"sebagai {term.acting.sign}"] if term.acting else []
    if term.decree:
        dated = f" tanggal {date_words(term.decree_date)}" if term.decree_date else ""
        parts.append(f"SK {term.decree}{dated}")
    if term.begins and term.ends:
        parts.append(f"{date_words(term.begins)} sampai {date_words(term.ends)}")
    elif term.begins or term.ends:
        parts.append(
            f"mulai {date_words(term.begins)}" if term.begins else f"sampai {date_words(term.ends or date.max)}"
        )
    return ", ".join(parts) or "tanpa batas"


def role_words(roles: Sequence[str]) -> str:
    """``Operator, Kepala Seksi``."""
    return ", ".join(Role(role).label for role in roles) or "tidak ada"


def _part(typed: str) -> str:
    number = typed.strip()
    return number.zfill(3) if _PART.fullmatch(number) else one_line(number)[:3]
