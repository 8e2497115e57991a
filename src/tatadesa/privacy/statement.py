"""The privacy statement in plain words. A change of meaning is a new version: people are asked to read it again."""

from dataclasses import dataclass
from typing import Final

VERSION: Final = "2026-11.3"


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, one sentence or short paragraph per line."""

    title: str
    lines: tuple[str, ...]


SUMMARY: Final = (
    "Data Anda dipakai kantor desa hanya untuk melayani permohonan Anda.",
    "Foto KTP disimpan terkunci, hanya dilihat petugas desa Anda, dan dihapus setelah pendaftaran diputuskan.",
    "Anda dapat melihat siapa yang membuka data Anda, mengunduhnya, dan meminta perbaikan atau penutupan akun.",
)

SECTIONS: Final = (
    Section(
        "Data apa yang disimpan",
        (
            (
                "Data kependudukan yang sudah ada di kantor desa. Misalnya nama, NIK, nomor KK, tempat dan tanggal "
                "lahir, alamat, keluarga, pekerjaan, agama, dan pendidikan."
            ),
            (
                "Akun Anda: nomor HP atau e-mail, PIN, dan perangkat tempat Anda masuk. PIN disimpan sebagai sandi "
                "yang tidak dapat dibaca siapa pun."
            ),
            "Permohonan Anda: isian, foto dan berkas yang Anda lampirkan, surat yang terbit, dan riwayatnya.",
            (
                "Penilaian Anda atas pelayanan, yang dilihat kantor hanya sebagai hasil gabungan tanpa nama, dan "
                "pengaduan Anda. Nama pada pengaduan dapat Anda rahasiakan dari petugas."
            ),
            "Foto KTP saat mendaftar.",
        ),
    ),
    Section(
        "Untuk apa",
        (
            "Memastikan bahwa yang mendaftar benar-benar Anda.",
            "Mengisi formulir tanpa Anda mengetik ulang, membuat surat, dan mengirim kabar tentang permohonan Anda.",
            (
                "Dasarnya tugas pelayanan publik desa (UU 25/2009 dan UU 24/2013). Kabar ke WhatsApp atau e-mail hanya "
                "dikirim ke nomor atau alamat yang Anda berikan, tanpa NIK dan tanpa isi surat."
            ),
        ),
    ),
    Section(
        "Siapa yang dapat melihat",
        (
            "Petugas desa Anda sesuai perannya. Instansi lain hanya bila permohonan Anda memang diteruskan ke sana.",
            "Setiap kali petugas membuka data Anda, itu tercatat dan dapat Anda lihat di halaman Data saya.",
            "Data tidak dijual dan tidak dipakai untuk iklan.",
        ),
    ),
    Section(
        "Berapa lama",
        (
            (
                "Foto KTP dihapus begitu pendaftaran diputuskan, dan paling lambat setelah batas hari yang ditetapkan "
                "desa."
            ),
            "Isian yang tidak jadi dikirim dihapus dengan sendirinya.",
            "Permohonan dan surat adalah arsip desa dan disimpan menurut aturan kearsipan, juga setelah akun ditutup.",
        ),
    ),
    Section(
        "Hak Anda",
        (
            "Melihat dan mengunduh semua data Anda kapan saja.",
            "Meminta perbaikan data atau penutupan akun. Kantor desa menjawab paling lama 3 × 24 jam.",
            "Bertanya atau mengadu kepada kantor desa. Alamat dan teleponnya ada di halaman Akun.",
        ),
    ),
)
