"""What the demo's citizens have asked for, so that inbox and timelines are not empty. All invented.

The first citizen has asked for nothing: that account is for trying a whole journey from the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

WIFE, NEIGHBOUR, MOTHER, STUDENT, ELDER = 1, 2, 3, 4, 5


@dataclass(frozen=True)
class Sample:
    """One application: whose (a place in the list of citizens), for what, and how far it has come.

    ``files`` are fields to attach beside those the form requires. ``ending`` is a name in ``journey.ENDINGS``.
    """

    citizen: int
    service: str
    ending: str
    answers: dict[str, str]
    files: tuple[str, ...] = ()


def samples(today: date, father: tuple[str, str], mother: tuple[str, str]) -> list[Sample]:
    """The applications in the order they came; ``father`` and ``mother`` are name and NIK of a new-born's parents."""

    def day(distance: int) -> str:
        return (today + timedelta(days=distance)).isoformat()

    return [
        Sample(
            NEIGHBOUR,
            "sku",
            "withdrawn",
            {
                "nama_usaha": "Warung Kopi Pojok Sawah",
                "jenis_usaha": "kuliner",
                "alamat_usaha": "Jl. Kenanga No. 3, sebelah lapangan desa",
                "mulai_usaha": day(-420),
                "keperluan": "Mengajukan pinjaman di koperasi",
            },
        ),
        Sample(
            WIFE,
            "sku",
            "completed",
            {
                "nama_usaha": "Keripik Tempe Bu RT",
                "jenis_usaha": "kuliner",
                "alamat_usaha": "Di rumah sendiri, dapur belakang",
                "mulai_usaha": day(-900),
                "jumlah_karyawan": "2",
                "keperluan": "Syarat pengajuan KUR di bank",
            },
        ),
        Sample(
            MOTHER,
            "sktm",
            "completed_by_secretary",
            {
                "peruntukan": "keringanan_sekolah",
                "keperluan": "Meminta keringanan uang gedung untuk anak pertama",
                "nama_sekolah": "SMP Contoh Satu Sumpiuh",
                "jumlah_tanggungan": "3",
                "penghasilan_bulanan": "900000",
                "pernyataan": "ya",
            },
            ("foto_rumah",),
        ),
        Sample(
            STUDENT,
            "pengantar-skck",
            "completed",
            {"keperluan": "Melamar kerja di pabrik garmen", "kantor_tujuan": "polsek"},
        ),
        Sample(
            ELDER,
            "domisili",
            "rejected",
            {
                "alamat_tinggal": "Perumahan di luar desa, Blok C 12",
                "tinggal_sejak": day(-60),
                "status_tempat": "kontrak",
                "keperluan": "Mengurus alamat bantuan",
            },
        ),
        Sample(
            NEIGHBOUR,
            "izin-keramaian",
            "approved",
            {
                "jenis_acara": "khitanan",
                "nama_acara": "Khitanan putra kedua",
                "hiburan": "Wayang kulit satu malam",
                "tanggal_mulai": day(17),
                "jam_mulai": "19:00",
                "tanggal_selesai": day(18),
                "jam_selesai": "04:00",
                "tempat": "Halaman rumah dan jalan depan",
                "jumlah_undangan": "350",
                "pengeras_suara": "ya",
            },
            ("persetujuan_tetangga",),
        ),
        Sample(
            STUDENT,
            "domisili",
            "approved",
            {"tinggal_sejak": day(-6900), "status_tempat": "keluarga", "keperluan": "Syarat daftar beasiswa kampus"},
            ("pengantar_rt_rw",),
        ),
        Sample(
            MOTHER,
            "sku",
            "correction",
            {
                "nama_usaha": "Jahit Melati",
                "jenis_usaha": "jasa",
                "alamat_usaha": "Rumah sendiri",
                "mulai_usaha": day(-200),
                "keperluan": "Mendaftar bantuan mesin jahit",
            },
        ),
        Sample(
            ELDER,
            "sktm",
            "resubmitted",
            {
                "peruntukan": "layanan_kesehatan",
                "keperluan": "Berobat mata di rumah sakit",
                "jumlah_tanggungan": "1",
                "penghasilan_bulanan": "600000",
                "pernyataan": "ya",
            },
            ("pengantar_rt_rw",),
        ),
        Sample(
            WIFE,
            "kelahiran",
            "in_review",
            {
                "nama_anak": "NAWANG SEKAR PERTIWI",
                "jenis_kelamin_anak": "perempuan",
                "tanggal_lahir_anak": day(-9),
                "jam_lahir_anak": "04:35",
                "tempat_lahir_anak": "Banyumas",
                "tempat_dilahirkan": "puskesmas",
                "jenis_kelahiran": "tunggal",
                "anak_ke": "3",
                "penolong": "bidan",
                "berat_gram": "3100",
                "panjang_cm": "49",
                "nama_ibu": mother[0],
                "nik_ibu": mother[1],
                "nama_ayah": father[0],
                "nik_ayah": father[1],
                "hubungan_pelapor": "ibu",
                "saksi1_nama": "Warsito",
                "saksi2_nama": "Slamet Riyadi",
            },
            ("buku_nikah",),
        ),
        Sample(
            NEIGHBOUR,
            "sktm",
            "cancelled",
            {
                "peruntukan": "lainnya",
                "keperluan": "Salah pilih layanan",
                "jumlah_tanggungan": "2",
                "penghasilan_bulanan": "2500000",
                "pernyataan": "ya",
            },
        ),
        Sample(
            ELDER,
            "izin-keramaian",
            "submitted",
            {
                "jenis_acara": "keagamaan",
                "nama_acara": "Pengajian selapanan",
                "tanggal_mulai": day(12),
                "jam_mulai": "19:30",
                "tanggal_selesai": day(12),
                "jam_selesai": "22:00",
                "tempat": "Musala Al-Hidayah RT 002",
                "jumlah_undangan": "120",
                "pengeras_suara": "ya",
            },
        ),
        Sample(
            MOTHER,
            "izin-keramaian",
            "asked",
            {
                "jenis_acara": "pernikahan",
                "nama_acara": "Resepsi pernikahan adik",
                "hiburan": "Orkes melayu",
                "tanggal_mulai": day(21),
                "jam_mulai": "10:00",
                "tanggal_selesai": day(21),
                "jam_selesai": "22:00",
                "tempat": "Lapangan RT 001",
                "jumlah_undangan": "600",
                "pengeras_suara": "ya",
            },
            ("persetujuan_tetangga",),
        ),
        Sample(
            STUDENT,
            "pengantar-skck",
            "submitted",
            {"keperluan": "Syarat magang di kantor pos", "kantor_tujuan": "polres", "keterangan": "Perlu minggu depan"},
        ),
        Sample(
            MOTHER,
            "sktm",
            "submitted",
            {
                "peruntukan": "bantuan_sosial",
                "keperluan": "Mendaftar bantuan pangan",
                "jumlah_tanggungan": "3",
                "penghasilan_bulanan": "900000",
                "pernyataan": "ya",
            },
        ),
    ]
