"""A service that the demo's kecamatan offers to its villages and handles itself."""

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.catalogue.actions.change_settings import Settings, change_settings
from tatadesa.catalogue.actions.publish import publish
from tatadesa.catalogue.builder.followers import plain_letter
from tatadesa.catalogue.builder.starting import blank
from tatadesa.catalogue.definition import read_definition
from tatadesa.catalogue.models import Service

SLUG = "rekomendasi-kegiatan"
_NAME = "Rekomendasi Kegiatan dari Kecamatan"
_OFFICERS = [Role.AGENCY_OFFICER.value]


def offer_a_service(officer: StaffMember) -> None:
    """Publish it at the kecamatan of ``officer`` and show it in every village there."""
    content = blank(_NAME, "Kegiatan dan usaha")
    content["summary"] = "Untuk kegiatan yang mengundang warga dari beberapa desa. Diproses di kantor kecamatan."
    content["keywords"] = "izin acara, lomba, bazar, pasar malam, camat"
    content["icon"] = "acara"
    content["form"] = {
        "fields": [
            {"id": "kegiatan", "kind": "short_text", "label": "Nama kegiatan", "required": True},
            {"id": "tempat", "kind": "short_text", "label": "Tempat kegiatan", "required": True},
            {"id": "tanggal", "kind": "date", "label": "Tanggal kegiatan", "required": True, "min": "today"},
            {"id": "orang", "kind": "number", "label": "Perkiraan banyak orang", "required": True, "min": 1},
        ]
    }
    content["workflow"] = [
        {"key": "pemeriksaan", "label": "Pemeriksaan di kecamatan", "kind": "verify", "roles": _OFFICERS, "hours": 4},
        {"key": "penerbitan", "label": "Tanda tangan di kecamatan", "kind": "issue", "roles": _OFFICERS, "hours": 4},
    ]
    content["standard"]["procedure"] = [
        "Isi formulir.",
        "Petugas kecamatan memeriksa dan menandatangani rekomendasi.",
        "Rekomendasi diunduh dari halaman permohonan.",
    ]
    content["standard"]["complaints"] = "Sampaikan ke loket pengaduan kantor kecamatan pada jam kerja."
    content["letter"] = plain_letter(content, "400.6")
    publish(officer.office, read_definition({"slug": SLUG, **content}))
    wanted = Settings(is_open=True, is_offered=True, handled_by=Service.HandledBy.OWNER)
    change_settings(officer, SLUG, wanted, seen=None)
