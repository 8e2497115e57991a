"""The named people of all tests: two villages, a couple, a stranger, a neighbour village, and their officers.

Siti and Budi are one family in Karangsari; Joko lives there too and is a stranger to them; Rina lives in Sidamulya.
"""

from __future__ import annotations

import io
import re
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Application
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.clock import now
from tatadesa.files.actions.receive import receive
from tatadesa.offices.models import Office
from tatadesa.regions.models import Region
from tatadesa.residents.models import Family, Resident

# Siti's name in whatever letters, as a word: the tokens of a page may have these four in them.
SITI = re.compile(r"(?<![a-z0-9])siti(?![a-z0-9])", re.IGNORECASE)
PIN = "274913"
PASSWORD = "uji-coba-sandi-91"
# The heads of the villages cannot do without a second factor.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

FORM: dict[str, Any] = {
    "fields": [
        {"id": "nama", "kind": "short_text", "label": "Nama", "required": True, "prefill": "penduduk.nama"},
        {"id": "keperluan", "kind": "long_text", "label": "Keperluan", "required": True, "max_length": 300},
        {"id": "jumlah", "kind": "number", "label": "Jumlah tanggungan", "min": 0, "max": 20},
        {"id": "sejak", "kind": "date", "label": "Sejak tanggal", "max": "today"},
        {
            "id": "peruntukan",
            "kind": "choice",
            "label": "Untuk apa",
            "required": True,
            "choices": [{"key": "sekolah", "label": "Sekolah"}, {"key": "bank", "label": "Bank"}],
        },
        {"id": "kk", "kind": "file", "label": "Kartu Keluarga", "required": True},
    ]
}
LETTER: dict[str, Any] = {
    "title": "SURAT KETERANGAN UJI",
    "subject": "Surat Keterangan Uji",
    "classification": "400.9.14.1",
    "validity_days": 30,
    "paper": None,
    "blocks": [
        {"kind": "opening"},
        {"kind": "identity", "rows": ["nama", "nik", "tempat_tanggal_lahir", "alamat"]},
        {"kind": "paragraph", "text": "Surat ini dipakai untuk {jawaban.keperluan}."},
        {"kind": "closing"},
    ],
}
WORKFLOW = [
    {"key": "verifikasi", "label": "Pemeriksaan berkas", "kind": "verify", "roles": ["operator", "kasi"]},
    {"key": "penerbitan", "label": "Penerbitan surat", "kind": "issue", "roles": ["kades", "sekdes"]},
]
STANDARD = {
    "requirements": ["Kartu Keluarga"],
    "procedure": ["Isi formulir", "Petugas memeriksa", "Surat terbit"],
    "time": "1 hari kerja",
    "work_days": 1,
    "cost": "Gratis",
    "product": "Surat Keterangan Uji",
    "complaints": "Kantor desa",
}


@dataclass
class World:
    """Everybody, ready to act."""

    karangsari: Office
    sidamulya: Office
    siti: Account
    budi: Account
    joko: Account
    rina: Account
    operator: StaffMember
    other_operator: StaffMember
    sekdes: StaffMember
    kades: StaffMember
    stranger_operator: StaffMember
    stranger_kades: StaffMember
    version: ServiceVersion
    sidamulya_version: ServiceVersion


def photo(name: str = "kk.jpg", color: str = "white", size: tuple[int, int] = (640, 480)) -> SimpleUploadedFile:
    """A small real JPEG as a phone would send it."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def build_world() -> World:
    """Make everybody. About 0.7 s, nearly all of it Argon2."""
    for code, level, name in (
        ("33", 1, "Jawa Tengah"),
        ("33.02", 2, "Kabupaten Banyumas"),
        ("33.02.07", 3, "Uji"),
        ("33.02.07.2901", 4, "Karangsari"),
        ("33.02.07.2902", 4, "Sidamulya"),
    ):
        parent = code.rsplit(".", 1)[0] if "." in code else None
        Region.objects.get_or_create(code=code, defaults={"level": level, "name": name, "parent_id": parent})
    karangsari, sidamulya = _office("33.02.07.2901", "Karangsari"), _office("33.02.07.2902", "Sidamulya")
    family = Family.objects.create(
        office=karangsari, no_kk="3302070101109001", address="Jl. Melati 1", dusun="Krajan", rt="001", rw="002"
    )
    strangers = Family.objects.create(
        office=karangsari, no_kk="3302070101109002", address="Jl. Mawar 7", dusun="Krajan", rt="003", rw="002"
    )
    neighbours = Family.objects.create(
        office=sidamulya, no_kk="3302070101109003", address="Jl. Anggrek 2", dusun="Kulon", rt="001", rw="001"
    )
    return World(
        karangsari=karangsari,
        sidamulya=sidamulya,
        siti=_citizen(family, "3302076505909001", "SITI AMINAH", 2, date(1990, 5, 25), 3),
        budi=_citizen(family, "3302071203889002", "BUDI SANTOSO", 1, date(1988, 3, 12), 1),
        joko=_citizen(strangers, "3302070107809003", "JOKO PRASETYO", 1, date(1980, 7, 1), 1),
        rina=_citizen(neighbours, "3302074402959004", "RINA WATI", 2, date(1995, 2, 4), 1),
        operator=_staff(karangsari, "operator", "Sri Wahyuni", "Operator Pelayanan", ["operator"]),
        other_operator=_staff(karangsari, "kasi", "Agus Riyanto", "Kasi Pelayanan", ["operator", "kasi"]),
        sekdes=_staff(karangsari, "sekdes", "Dwi Lestari", "Sekretaris Desa", ["sekdes"]),
        kades=_staff(karangsari, "kades", "Hadi Sutrisno", "Kepala Desa", ["kades"]),
        stranger_operator=_staff(sidamulya, "operator2", "Tono Wibowo", "Operator Pelayanan", ["operator"]),
        stranger_kades=_staff(sidamulya, "kades2", "Wati Suharti", "Kepala Desa", ["kades"]),
        version=publish_service(karangsari),
        sidamulya_version=publish_service(sidamulya),
    )


def publish_service(
    office: Office,
    slug: str = "surat-uji",
    form: dict[str, Any] | None = None,
    workflow: list[dict[str, Any]] | None = None,
) -> ServiceVersion:
    """A service with one published version."""
    service = Service.objects.create(office=office, slug=slug, category="Umum")
    version = ServiceVersion.objects.create(
        office=office,
        service=service,
        number=1,
        name="Surat Keterangan Uji",
        summary="Surat untuk pengujian.",
        form=form or FORM,
        requirements=[{"label": "Kartu Keluarga", "field": "kk", "required": True}],
        workflow=workflow or WORKFLOW,
        letter=LETTER,
        standard=STANDARD,
        published_at=now(),
    )
    service.current = version
    service.save()
    return version


def answers(account: Account, version: ServiceVersion, **changes: Any) -> dict[str, Any]:
    """Right answers to ``FORM`` as a browser sends them, with a stored photo."""
    stored = receive(office=version.office, owner=account, upload=photo(), upload_key=None)
    right = {
        "nama": "SITI AMINAH",
        "keperluan": "Mendaftar sekolah anak",
        "jumlah": "2",
        "sejak": "2020-01-31",
        "peruntukan": "sekolah",
        "kk": [str(stored.pk)],
    }
    return {**right, **changes}


def draft(account: Account, version: ServiceVersion, **changes: Any) -> uuid.UUID:
    """A saved draft; gives its key."""
    key = uuid.uuid4()
    save_draft(account, version, key, Content(answers(account, version, **changes), complete=True))
    return key


def sent(account: Account, version: ServiceVersion, **changes: Any) -> Application:
    """A submitted application."""
    return submit(account, draft(account, version, **changes))


def _office(code: str, name: str) -> Office:
    return Office.objects.create(
        code=code,
        kind=Office.Kind.DESA,
        name=name,
        region_id=code,
        address=f"Jl. Raya {name} No. 1",
        postcode="53183",
        letterhead=["PEMERINTAH KABUPATEN BANYUMAS", "KECAMATAN UJI", f"DESA {name.upper()}"],
        number_code=f"DS-{name[:3].upper()}",
    )


def _citizen(family: Family, nik: str, name: str, sex: int, born: date, family_role: int) -> Account:
    account = create_citizen(family.office, nik, PIN, name)
    Resident.objects.create(
        office=family.office,
        family=family,
        account=account,
        nik=nik,
        name=name,
        sex=sex,
        birth_place="BANYUMAS",
        birth_date=born,
        religion=1,
        education=5,
        occupation=9,
        marital_status=2,
        family_role=family_role,
    )
    return account


def _staff(office: Office, username: str, name: str, position: str, roles: list[str]) -> StaffMember:
    secret = TOTP_SECRET if "kades" in roles else ""
    return create_staff_member(office, username, PASSWORD, name, position, roles, totp_secret=secret)
