"""Letters without a database: one office, one template, one signer."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tatadesa.letters.compose import Particulars, compose
from tatadesa.letters.document import Document, Verification
from tatadesa.letters.signer import Signer
from tatadesa.letters.template import read
from tatadesa.offices.models import Office

MOMENT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8z"/></svg>'

TEMPLATE: dict[str, Any] = {
    "title": "SURAT KETERANGAN UJI",
    "subject": "Surat Keterangan Uji",
    "classification": "400.9.14.1",
    "validity_days": 30,
    "paper": None,
    "blocks": [
        {"kind": "opening"},
        {"kind": "identity", "rows": ["nama", "nik", "alamat"]},
        {"kind": "rows", "rows": [["Nama sekolah", "{jawaban.sekolah}"], ["Desa", "{kantor.nama}"]]},
        {"kind": "paragraph", "text": "Surat ini diberikan untuk {jawaban.keperluan}."},
        {"kind": "closing"},
    ],
}
REGISTER = {
    "penduduk.nama": "SITI AMINAH",
    "penduduk.nik": "3302076505909001",
    "penduduk.tanggal_lahir": "1990-05-25",
    "penduduk.alamat": "Jalan Melati 4 RT 003 RW 002",
}
HEAD = Signer("HADI SUTRISNO, S.Sos.", "Kepala Desa", "3302070012015", "")
CODE = "K7QM-3XPD-9ABC"
PLACE = Verification(f"https://desa.example/verifikasi/{CODE}/", "desa.example/verifikasi/", CODE)


def office(**changes: Any) -> Office:
    values = {
        "code": "33.02.07.2901",
        "kind": "desa",
        "name": "Karangsari",
        "address": "Jalan Raya 1",
        "postcode": "53183",
        "letterhead": ["PEMERINTAH KABUPATEN BANYUMAS", "KECAMATAN UJI", "DESA KARANGSARI"],
        "logo_svg": LOGO,
        "number_code": "KRS",
    }
    return Office(**{**values, **changes})


def document(
    *,
    template: dict[str, Any] | None = None,
    register: dict[str, str] | None = None,
    answers: dict[str, str] | None = None,
    signer: Signer = HEAD,
    watermark: str = "",
    **office_changes: Any,
) -> Document:
    particulars = Particulars("400.9.14.1/007/KRS/XI/2026", date(2026, 11, 24), PLACE)
    return compose(
        read(template or TEMPLATE),
        office(**office_changes),
        {**REGISTER, **(register or {})},
        {"sekolah": "SD Negeri 1", "keperluan": "pengajuan KUR", **(answers or {})},
        signer,
        replace(particulars, watermark=watermark),
    )
