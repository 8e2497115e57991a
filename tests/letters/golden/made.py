"""The golden letters: every letter of the library, in full and as short as can be, always of the same day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any

from tatadesa.catalogue.commands import LIBRARY
from tatadesa.catalogue.definition import ServiceDefinition, read_definition
from tatadesa.core.text import MONTHS
from tatadesa.forms.cleaning import FormContext
from tatadesa.forms.letter_names import answer_texts
from tatadesa.forms.logic import state
from tatadesa.forms.registry import kind_of
from tatadesa.letters import template
from tatadesa.letters.blocks import MEMBERS
from tatadesa.letters.compose import Particulars, compose
from tatadesa.letters.document import Document, Verification
from tatadesa.letters.draft import table_rows
from tatadesa.letters.signer import Signer
from tatadesa.letters.writing import Extra
from tatadesa.offices.models import Office
from tests.letters.golden import people, words

SLUGS = sorted(path.parent.name for path in LIBRARY.glob("*/service.json"))
SETS = ("penuh", "singkat")
TODAY = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 9, 5, tzinfo=timezone(timedelta(hours=7)))
EMBLEM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 30"><path d="M2 2h20v16q0 7-10 11Q2 25 2 18z"'
    ' fill="#fff" stroke="#222" stroke-width="1.5"/><path d="M12 6l1.6 4.6h4.8l-3.9 2.9 1.5 4.7-4-2.9-4 2.9'
    ' 1.5-4.7-3.9-2.9h4.8z" fill="#222"/></svg>'
)
OFFICE = {
    "code": "33.02.21.2005",
    "kind": "desa",
    "name": "Karangsari",
    "address": "Jalan Raya Karangsari Nomor 1",
    "postcode": "53182",
    "phone": "(0281) 641234",
    "email": "pemdes@karangsari.desa.id",
    "letterhead": ["PEMERINTAH KABUPATEN BANYUMAS", "KECAMATAN KEMBARAN", "DESA KARANGSARI"],
    "logo_svg": EMBLEM,
    "number_code": "KRS",
    "paper": "A4",
}
HEAD = Signer("HADI SUTRISNO, S.Sos.", "Kepala Desa", "3302070012015", "")
SECRETARY = Signer("SRI HARTINI WULANDARI, S.E., M.Si.", "Sekretaris Desa", "198703122010012003", "Kepala Desa")
_CODE = "K7QM-3XPD-9ABC"
_PERSON = {
    "calon": ("DIMAS PRATAMA ADIWIJAYA KUSUMA, S.T.", "3302221011880001", "1988-11-10"),
    "ibu": ("DEWI LESTARI ANGGRAINI", "3302215507950002", "1995-07-15"),
}


@cache
def definition(slug: str) -> ServiceDefinition:
    """A service of the library."""
    return read_definition(json.loads((LIBRARY / slug / "service.json").read_text(encoding="utf-8")))


def document(slug: str, name: str, paper: str = "A4") -> Document:
    """The letter of service ``slug`` with the answers ``name`` of ``SETS``."""
    service, in_full = definition(slug), name == "penuh"
    register = people.SRI if in_full else people.AGUS
    kept = answers(service.form, slug, register, in_full=in_full)
    letter = template.read(service.letter or {})
    return compose(
        letter,
        Office(**{**OFFICE, "paper": paper}),
        register,
        answer_texts(service.form, kept),
        HEAD if in_full else SECRETARY,
        Particulars(
            f"{letter.classification}/007/KRS/XI/2026",
            TODAY,
            Verification(f"https://desa.example/verifikasi/{_CODE}/", "desa.example/verifikasi/", _CODE),
        ),
        answer_texts(service.officer_form, {}),
        Extra(
            kept=kept,
            register=register,
            rows={
                **table_rows(service.form, kept, {}),
                MEMBERS: people.FAMILY if in_full else people.SPARSE_FAMILY,
            },
            handling=service.handling,
        ),
    )


def answers(form: Mapping[str, Any], slug: str, register: Mapping[str, str], *, in_full: bool) -> dict[str, Any]:
    """Kept answers to ``form``: all that are asked, or only those that must be given."""
    context = FormContext(today=TODAY, register=register)
    raw = {field["id"]: _answer(field, slug, context, in_full=in_full) for field in form["fields"]}
    raw = {name: value for name, value in raw.items() if value is not None}
    asked = state(form, raw, context)
    wanted = asked.shown if in_full else asked.required
    return {name: value for name, value in raw.items() if name in wanted}


def _answer(field: Mapping[str, Any], slug: str, context: FormContext, *, in_full: bool) -> Any:
    name, at = field["id"], 0 if in_full else -1
    match field["kind"]:
        case "resident":
            return _person(name, in_full=in_full)
        case "family":
            rows = people.FAMILY if in_full else people.SPARSE_FAMILY
            return {"no_kk": "3302210101100001", "anggota": [_member(row) for row in rows[: 3 if in_full else 1]]}
        case "address":
            return _address(in_full=in_full)
        case "group":
            return _group(field, context, in_full=in_full)
        case "short_text" | "long_text":
            return words.SAID[name][at]
        case "statement" | "yes_no" | "phone" | "nik" | "no_kk" | "map_point" as kind:
            return kind_of(field).clean(field, words.TYPED.get(kind, "ya"), context)
    return _counted(field, slug, in_full=in_full)


def _counted(field: Mapping[str, Any], slug: str, *, in_full: bool) -> Any:
    """Choices, days and numbers; None for files."""
    name, at = field["id"], 0 if in_full else -1
    match field["kind"]:
        case "choice":
            usual = field["choices"][at]["key"]
            return words.CHOSEN[slug, name][at] if (slug, name) in words.CHOSEN else usual
        case "choices":
            return [choice["key"] for choice in field["choices"]][: 3 if in_full else 1]
        case "date":
            return words.DAYS.get(name, "2026-11-21" if field.get("max") == "today" else words.COMING)
        case "time":
            return words.TIMES.get(name, "09:30")
        case "number":
            return min(max(words.NUMBERS.get(name, 2), field.get("min", 0)), field.get("max", 10**9))
        case "money":
            return words.MONEY.get(name, 1_250_000)
    return None


def _person(name: str, *, in_full: bool) -> dict[str, Any]:
    who, nik, born = _PERSON.get(name, ("H. ABDURRAHMAN BIN SYAMSUDDIN AL-BANJARI", "3302210708520001", "1952-08-07"))
    if not in_full:
        return {
            "dari": "lain",
            "nik": nik,
            "nama": {"calon": "RINA"}.get(name, who.split()[-1]),
            "tanggal_lahir": born,
            "cocok": True,
        }
    return {
        "dari": "penduduk",
        "nik": nik,
        "nama": who,
        "tempat_lahir": "Banyumas",
        "tanggal_lahir": born,
        "jenis_kelamin": "Perempuan" if name == "ibu" else "Laki-laki",
        "agama": "Islam",
        "pekerjaan": "Petani/Pekebun",
        "status_kawin": "Kawin",
        "kewarganegaraan": "WNI",
        "alamat": words.ADDRESS,
        "hubungan": "keluarga lain",
        "umur": "38",
        "cocok": True,
    }


def _member(row: Mapping[str, str]) -> dict[str, str]:
    member = {name: row[name] for name in ("nik", "nama", "jenis_kelamin")}
    day, month, year = row["tanggal_lahir"].split()
    born = f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"
    return {**member, "tanggal_lahir": born, "hubungan": row["hubungan"].lower()}


def _address(*, in_full: bool) -> dict[str, str]:
    return {
        "kode": "33.01.08.2004",
        "provinsi": "Jawa Tengah",
        "kota": "Kabupaten Cilacap",
        "kecamatan": "Kroya",
        "desa": "Kedawung",
        "kode_pos": "53282" if in_full else "",
        "rt": "2",
        "rw": "5",
        "jalan": "Jalan Jenderal Ahmad Yani Nomor 45, Perumahan Griya Asri" if in_full else "Jalan Raya",
    }


def _group(field: Mapping[str, Any], context: FormContext, *, in_full: bool) -> list[dict[str, Any]]:
    people_there = (words.WITNESS, "Hj. SITI NUR KHASANAH BINTI SYARIFUDDIN", "AHMAD DAHLAN", "KARTINI WIJAYANTI")
    count = max(field.get("min_rows", 1), min(3, field["max_rows"]) if in_full else 1)
    rows = []
    for number in range(count):
        row: dict[str, Any] = {}
        for inner in field["fields"]:
            if inner["kind"] == "choice":
                row[inner["id"]] = inner["choices"][number % len(inner["choices"])]["key"]
            elif inner["id"] == "nama":
                row["nama"] = people_there[number % 4] if in_full else ("WARTO", "KARNO")[number % 2]
            elif in_full or inner.get("required"):
                row[inner["id"]] = _inner(inner, number, context)
        rows.append(row)
    return rows


def _inner(inner: Mapping[str, Any], number: int, context: FormContext) -> Any:
    said = {
        "alamat": f"Jalan Melati Nomor {number + 4}, RT 003/RW 012, Desa Karangsari",
        "hubungan": ("Anak kandung", "Istri", "Keponakan")[number % 3],
        "pekerjaan": "Petani/Pekebun",
        "jabatan": "Kepala Urusan Keuangan",
        "nik": f"330221120488000{number + 1}",
        "tanggal_lahir": f"19{70 + number}-04-12",
    }[inner["id"]]
    return kind_of(inner).clean(inner, said, context)
