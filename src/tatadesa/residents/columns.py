"""The 43 columns of the sheet villages exchange: which attribute each one is, how a cell is read and shown.

Names and order of the columns are those of the sheet in use today. Pure functions; nothing here knows the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from tatadesa.residents import cells, codes, labels
from tatadesa.residents.cells import Value
from tatadesa.residents.codes import Codes

Kind = Literal["text", "name", "code", "date", "nik", "no_kk", "digits", "coordinate"]


@dataclass(frozen=True, eq=False)
class Column:
    """One column. ``field`` is an attribute of ``Resident``, or of its family as in ``family.address``.

    ``empty`` is the value of an empty cell, where one is allowed. ``limit`` bounds a coordinate, in degrees.
    """

    key: str
    field: str
    label: str
    kind: Kind
    codes: Codes | None = None
    max_length: int = 0
    is_required: bool = False
    empty: Value = None
    limit: int = 0

    @property
    def is_of_family(self) -> bool:
        """Kept once for the whole family card."""
        return self.field.startswith("family.")


def _text(key: str, field: str, label: str, max_length: int, *, required: bool = False) -> Column:
    return Column(key, field, label, "text", max_length=max_length, is_required=required, empty="")


def _name(key: str, field: str, label: str, *, required: bool = False) -> Column:
    return Column(key, field, label, "name", max_length=120, is_required=required, empty="")


def _date(key: str, field: str, label: str, *, required: bool = False) -> Column:
    return Column(key, field, label, "date", max_length=10, is_required=required)


def _number(key: str, field: str, label: str, kind: Literal["nik", "no_kk"], *, required: bool = False) -> Column:
    return Column(key, field, label, kind, max_length=16, is_required=required, empty="")


def _code(
    key: str, field: str, label: str, codelist: Codes, *, required: bool = False, empty: int | None = None
) -> Column:
    return Column(key, field, label, "code", codes=codelist, is_required=required, empty=empty)


COLUMNS: Final[tuple[Column, ...]] = (
    _text("alamat", "family.address", "Alamat", 200),
    _text("dusun", "family.dusun", "Dusun", 60),
    Column("rw", "family.rw", "RW", "digits", max_length=3, is_required=True, empty=""),
    Column("rt", "family.rt", "RT", "digits", max_length=3, is_required=True, empty=""),
    _name("nama", "name", "Nama lengkap", required=True),
    _number("no_kk", "family.no_kk", "Nomor KK", "no_kk", required=True),
    _number("nik", "nik", "NIK", "nik", required=True),
    _code("sex", "sex", "Jenis kelamin", codes.SEX, required=True),
    _text("tempatlahir", "birth_place", "Tempat lahir", 80, required=True),
    _date("tanggallahir", "birth_date", "Tanggal lahir", required=True),
    _code("agama_id", "religion", "Agama", codes.RELIGION, required=True),
    _code("pendidikan_kk_id", "education", "Pendidikan dalam KK", codes.EDUCATION, required=True),
    _code("pendidikan_sedang_id", "current_education", "Pendidikan sedang ditempuh", codes.CURRENT_EDUCATION),
    _code("pekerjaan_id", "occupation", "Pekerjaan", codes.OCCUPATION, required=True),
    _code("status_kawin", "marital_status", "Status perkawinan", codes.MARITAL_STATUS, required=True),
    _code("kk_level", "family_role", "Hubungan dalam keluarga", codes.FAMILY_ROLE, required=True),
    _code("warganegara_id", "citizenship", "Kewarganegaraan", codes.CITIZENSHIP, empty=codes.INDONESIAN),
    _number("ayah_nik", "father_nik", "NIK ayah", "nik"),
    _name("nama_ayah", "father_name", "Nama ayah"),
    _number("ibu_nik", "mother_nik", "NIK ibu", "nik"),
    _name("nama_ibu", "mother_name", "Nama ibu"),
    _code("golongan_darah_id", "blood_type", "Golongan darah", codes.BLOOD_TYPE, empty=codes.BLOOD_UNKNOWN),
    _text("akta_lahir", "birth_certificate", "Nomor akta kelahiran", 60),
    _text("dokumen_pasport", "passport_number", "Nomor paspor", 30),
    _date("tanggal_akhir_paspor", "passport_expires", "Paspor berlaku sampai"),
    _text("dokumen_kitas", "stay_permit_number", "Nomor KITAS/KITAP", 30),
    _text("akta_perkawinan", "marriage_certificate", "Nomor akta perkawinan", 60),
    _date("tanggalperkawinan", "marriage_date", "Tanggal perkawinan"),
    _text("akta_perceraian", "divorce_certificate", "Nomor akta perceraian", 60),
    _date("tanggalperceraian", "divorce_date", "Tanggal perceraian"),
    _code("cacat_id", "disability", "Disabilitas", codes.DISABILITY),
    _code("cara_kb_id", "contraception", "Cara KB", codes.CONTRACEPTION),
    _code("hamil", "pregnancy", "Kehamilan", codes.PREGNANCY),
    _code("ktp_el", "id_card", "KTP elektronik", codes.ID_CARD),
    _code("status_rekam", "id_card_recording", "Status rekam KTP", codes.ID_CARD_RECORDING),
    _text("alamat_sekarang", "present_address", "Alamat sekarang", 200),
    _code("status_dasar", "base_status", "Status penduduk", codes.BASE_STATUS, empty=codes.ALIVE),
    _text("suku", "ethnicity", "Suku", 60),
    _text("tag_id_card", "card_tag", "Tag kartu", 40),
    _code("id_asuransi", "health_insurance", "Asuransi kesehatan", codes.HEALTH_INSURANCE),
    _text("no_asuransi", "insurance_number", "Nomor asuransi", 40),
    Column("lat", "latitude", "Lintang", "coordinate", max_length=12, limit=90),
    Column("lng", "longitude", "Bujur", "coordinate", max_length=12, limit=180),
)
by_field: Final[dict[str, Column]] = {column.field: column for column in COLUMNS}
by_key: Final[dict[str, Column]] = {column.key: column for column in COLUMNS}
PLACE: Final = {column.key: place for place, column in enumerate(COLUMNS)}
_CODE_OF: Final = {column.key: labels.index(column.key, column.codes) for column in COLUMNS if column.codes}
_READERS: Final[dict[Kind, Callable[[Column, object], Value]]] = {
    "text": lambda column, cell: cells.text(cell, column.max_length),
    "name": lambda column, cell: cells.name(cell, column.max_length),
    "code": lambda column, cell: labels.code_of(cell, column.codes or (), _CODE_OF[column.key]),
    "date": lambda column, cell: cells.day(cell),
    "nik": lambda column, cell: cells.nik(cell),
    "no_kk": lambda column, cell: cells.no_kk(cell),
    "digits": lambda column, cell: cells.digits(cell, column.max_length),
    "coordinate": lambda column, cell: cells.degrees(cell, column.limit),
}


def parse(column: Column, cell: object) -> Value:
    """The value of ``cell``: text as typed, or what a spreadsheet hands out (number, date, truth, None).

    An empty cell, or a dash alone, gives ``column.empty``. Raises ``ValueError`` with Indonesian words that say what to
    do; the words do not name the column.
    """
    found = said(column, cell)
    if found is not None:
        return read(column, found)
    if column.is_required:
        raise cells.Unreadable("Wajib diisi.")
    return column.empty


def said(column: Column, cell: object) -> object:
    """``cell`` in tidy text, or None when it says nothing: empty, or a dash alone (for RT and RW that is 000)."""
    if type(cell) is str:
        cell = cells.tidy(cell)
        if cell == "" or (cell == "-" and column.kind != "digits"):
            return None
    return cell


def read(column: Column, cell: object) -> Value:
    """The value of a cell that ``said`` has passed; raises ``ValueError`` as ``parse`` does."""
    return _READERS[column.kind](column, cell)


def words(column: Column, value: Value) -> str:
    """``value`` for people: the label of a code, a date as 31-12-2026; empty text for None. ``parse`` reads it back."""
    if value is None:
        return ""
    if column.codes is not None and isinstance(value, int):
        return dict(column.codes).get(value, str(value))
    return cells.words(value)
