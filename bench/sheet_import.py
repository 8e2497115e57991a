"""The import of a village's sheet into an empty register, by command and as the desk does it: time, and flat memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from bench.memory import tree_megabytes
from bench.results import Results

SMALL, MIDDLE, LARGE = 4_000, 10_000, 100_000
_NAMES = "SITI AMINAH BUDI SANTOSO JOKO PRASETYO RINA WATI AGUS RIYANTO DWI LESTARI HADI SUTRISNO SRI WAHYUNI"
_SEED = 3302


def measure(results: Results, folder: Path) -> None:
    """Seconds for the check and the writing together, and each for itself; the peak of the process and its children."""
    command, desk = {}, {}
    for number, rows in enumerate((SMALL, MIDDLE, LARGE)):
        sheet = folder / f"penduduk-{rows}.xlsx"
        _write(sheet, rows)
        command[rows] = _imported(_by_command(sheet, _office(2 * number)), rows)
        desk[rows] = _imported(_on_the_desk(sheet, _office(2 * number + 1)), rows)
        sheet.unlink()
    for rows, name, bound in ((SMALL, "4k", 5), (LARGE, "100k", 90)):
        results.add(f"import_{name}", command[rows].seconds, "s", bound)
        results.add(f"desk_import_{name}", sum(desk[rows].parts), "s", bound)
        results.add(f"desk_import_{name}: dry run", desk[rows].parts[0], "s", bound)
        results.add(f"desk_import_{name}: writing", desk[rows].parts[1], "s", bound)
    results.add("import_100k: rows per second", LARGE / command[LARGE].seconds, "rows/s")
    for name, found in (("import", command), ("desk import", desk)):
        results.add(f"{name}: peak memory at 100,000 rows", found[LARGE].peak, "MB")
        results.add(f"{name}: memory at 100,000 rows against 10,000", found[LARGE].peak / found[MIDDLE].peak, "x", 1.5)


@dataclass(frozen=True)
class _Import:
    """Seconds from start to end of the process; of the dry run and the writing alone, where it says so; peak in MB."""

    seconds: float
    parts: tuple[float, float]
    peak: float


def _by_command(sheet: Path, code: str) -> list[str]:
    return ["tatadesa.config.cli", "import", "residents", str(sheet), "--office", code, "--json"]


def _on_the_desk(sheet: Path, code: str) -> list[str]:
    return ["bench.desk_import", str(sheet), code]


def _imported(module: list[str], rows: int) -> _Import:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tatadesa.config.settings"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *module], stdout=subprocess.PIPE, env=environment, cwd=Path(__file__).parents[1]
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, tree_megabytes(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - started
    said = json.loads(process.stdout.read() or "{}") if process.stdout else {}
    if said.get("added") != rows or process.returncode != 0:
        raise RuntimeError(f"the import of {rows} rows added {said.get('added')}: {said.get('refused_rows', [])[:3]}")
    return _Import(seconds, (said.get("check", 0.0), said.get("apply", 0.0)), peak)


def _office(number: int) -> str:
    from tatadesa.offices.models import Office

    like = Office.objects.filter(kind=Office.Kind.DESA).order_by("code")[0]
    code = f"33.02.97.{2000 + number}"
    Office.objects.create(
        code=code,
        kind=like.kind,
        name=f"Impor {number}",
        region_id=like.region_id,
        address=like.address,
        number_code=f"I{number}",
    )
    return code


def _write(path: Path, rows: int) -> None:
    """As an office program writes it: texts shared, dates as dates, NIKs as text."""
    from tatadesa.residents.columns import COLUMNS

    keys = [column.key for column in COLUMNS]
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, keys)
        for number, person in enumerate(_people(rows), start=1):
            for place, key in enumerate(keys):
                cell = person.get(key)
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write(number, place, cell)


def _people(rows: int) -> Iterator[dict[str, Any]]:
    """Four to a family; no two NIKs alike up to 180,000."""
    random, names = Random(_SEED), _NAMES.split()
    for number in range(rows):
        family, place = divmod(number, 4)
        sex = 1 + number % 2
        born = date(1950, 1, 1) + timedelta(days=number * 7 % 20_000)
        issued = date(2005, 1, 1) + timedelta(days=family % 5_000)
        day = born.day + (40 if sex == 2 else 0)
        yield {
            "alamat": f"Jl. Melati {family % 200 + 1}",
            "dusun": ("Krajan", "Kulon", "Wetan")[family % 3],
            "rw": f"{family % 5 + 1:03}",
            "rt": f"{family % 9 + 1:03}",
            "nama": " ".join(random.choice(names) for _ in range(3)),
            "no_kk": f"330207{issued:%d%m%y}{family // 5_000 + 1:04}",
            "nik": f"330207{day:02}{born:%m%y}{number % 9_000 + 1:04}",
            "sex": sex,
            "tempatlahir": "BANYUMAS",
            "tanggallahir": born,
            "agama_id": "ISLAM",
            "pendidikan_kk_id": random.randint(1, 10),
            "pendidikan_sedang_id": 18,
            "pekerjaan_id": random.choice((1, 2, 3, 9, 15, 88)),
            "status_kawin": "KAWIN" if place < 2 else "BELUM KAWIN",
            "kk_level": (1, 3, 4, 4)[place],
            "warganegara_id": "WNI",
            "nama_ayah": random.choice(names),
            "nama_ibu": random.choice(names),
            "golongan_darah_id": random.randint(1, 13),
            "akta_lahir": f"AL.{number:07}",
            "ktp_el": 2,
            "status_rekam": 3,
            "status_dasar": "HIDUP",
            "suku": "JAWA",
            "id_asuransi": 2,
            "no_asuransi": f"{number:013}",
            "lat": -7.428912 + number % 1000 / 100_000,
            "lng": 109.2 + number % 1000 / 100_000,
        }
