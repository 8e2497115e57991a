"""A letter that has everything a template may have, for a form with a group, a choice and a sum."""

from typing import Any

FORM: dict[str, Any] = {
    "fields": [
        {"id": "nama", "kind": "short_text", "label": "Nama", "required": True},
        {"id": "keperluan", "kind": "long_text", "label": "Keperluan", "required": True},
        {
            "id": "untuk",
            "kind": "choice",
            "label": "Untuk apa",
            "choices": [{"key": "sekolah", "label": "Sekolah"}, {"key": "bank", "label": "Bank"}],
        },
        {"id": "harga", "kind": "money", "label": "Harga"},
        {
            "id": "saksi",
            "kind": "group",
            "label": "Saksi-saksi",
            "fields": [
                {"id": "nama", "kind": "short_text", "label": "Nama saksi", "required": True},
                {"id": "kerja", "kind": "short_text", "label": "Pekerjaan saksi"},
            ],
        },
    ]
}
IS_SCHOOL = {"of": "jawaban.untuk", "op": "is", "to": "sekolah"}
# More than rows of inputs can say.
NESTED = {"any": [IS_SCHOOL, {"all": [{"of": "jawaban.harga", "op": "filled"}, {"not": IS_SCHOOL}]}]}
LETTER: dict[str, Any] = {
    "title": "SURAT LENGKAP",
    "subject": "Surat Lengkap",
    "classification": "400.9.14.1",
    "validity_days": 30,
    "paper": "F4",
    "orientation": "landscape",
    "margins": {"top": 20, "left": 30},
    "letterhead": False,
    "number_line": True,
    "security": "R",
    "blocks": [
        {"kind": "opening"},
        {"kind": "heading", "text": "Pihak pertama"},
        {"kind": "identity", "of": "ayah", "rows": ["nama", "nik"]},
        {"kind": "identity", "rows": ["nama", "no_kk"]},
        {"kind": "paragraph", "text": "**Tebal** dan _miring_ {jawaban.harga|terbilang}.", "align": "center"},
        {"kind": "paragraph", "text": "Untuk sekolah.", "indent": False, "when": IS_SCHOOL, "lain": 1},
        {"kind": "paragraph", "text": "Rumit.", "when": NESTED},
        {"kind": "rows", "rows": [["Harga", "{jawaban.harga}"]], "when": {"all": [IS_SCHOOL]}},
        {"kind": "list", "style": "a", "items": ["Satu", "Dua {jawaban.nama|judul}"]},
        {
            "kind": "table",
            "source": "jawaban.saksi",
            "numbered": False,
            "columns": [
                {"label": "Nama", "text": "{baris.nama}", "width": 3},
                {"label": "Kerja", "text": "{baris.kerja}"},
            ],
        },
        {"kind": "table", "source": "keluarga.anggota", "columns": [{"label": "NIK", "text": "{baris.nik}"}]},
        {"kind": "boxes", "rows": [["NIK", "{penduduk.nik}", 16]]},
        {"kind": "space", "size": 2},
        {"kind": "page_break"},
        {"kind": "closing", "text": "Demikian."},
    ],
    "signatures": [
        {"who": "cosigner", "title": "Mengetahui,", "position": "Camat {wilayah.kecamatan}", "side": "center"},
        {"who": "applicant"},
        {"who": "signer"},
        {"who": "person", "title": "Saksi I", "name": "{jawaban.nama}", "side": "right"},
    ],
    "attachments": [
        {
            "title": "DAFTAR SAKSI",
            "orientation": "landscape",
            "blocks": [
                {"kind": "paragraph", "text": "Saksi."},
                {"kind": "paragraph", "text": "Akhir.", "when": IS_SCHOOL},
            ],
            "signatures": [{"who": "person", "title": "Saksi"}],
        },
        {"title": "PERNYATAAN", "blocks": [{"kind": "closing"}]},
    ],
}
