"""What the help page says, in the words of a primary school graduate. One idea a line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """A part of the help page; pages point at it by ``key``."""

    key: str
    title: str
    icon: str
    lines: tuple[str, ...]


TOPICS = (
    Topic(
        "mulai",
        "Mulai dari mana?",
        "beranda",
        (
            "Tekan Layanan, lalu pilih surat yang Anda butuhkan.",
            "Di sana tertulis syarat, biaya, dan lamanya.",
            "Tekan Ajukan sekarang. Data diri Anda terisi sendiri.",
        ),
    ),
    Topic(
        "akun",
        "Daftar dan masuk",
        "akun",
        (
            "Daftar dengan foto KTP dan nomor HP. Cukup sekali.",
            "Masuk memakai NIK dan PIN 6 angka. PIN jangan diberitahukan kepada siapa pun, juga petugas.",
            "Lupa PIN? Tekan Lupa PIN di halaman Masuk. Kode dikirim ke nomor HP Anda.",
        ),
    ),
    Topic(
        "mengisi",
        "Mengisi formulir",
        "ubah",
        (
            "Isian tersimpan sendiri. Boleh berhenti dan lanjut besok.",
            "Tidak ada sinyal? Tetap bisa mengisi. Kirim nanti saat ada jaringan.",
            "Kolom yang salah diberi tanda merah dan cara memperbaikinya.",
        ),
    ),
    Topic(
        "foto",
        "Memotret berkas",
        "kamera",
        (
            "Letakkan berkas di tempat terang dan rata.",
            "Seluruh lembar masuk foto, dan tulisannya terbaca.",
            "Satu berkas paling besar 8 MB. Foto diperkecil sendiri supaya hemat paket data.",
        ),
    ),
    Topic(
        "pantau",
        "Mengikuti permohonan",
        "jam",
        (
            "Buka Permohonan. Di sana terlihat siapa yang memeriksa dan kapan dijanjikan selesai.",
            "Kalau petugas minta perbaikan, tekan permohonannya, lalu ubah bagian yang diminta saja.",
            "Nyalakan Kabar agar ponsel berbunyi saat ada perubahan.",
        ),
    ),
    Topic(
        "hasil",
        "Menerima surat",
        "surat",
        (
            "Surat jadi bisa diunduh di menu Surat, kapan saja.",
            "Bisa juga diambil di kantor, atau dikirim lewat POS ke rumah.",
            "Siapa pun dapat memeriksa keaslian surat dengan memindai kode QR-nya.",
        ),
    ),
    Topic(
        "data",
        "Data pribadi Anda",
        "perisai",
        (
            "Hanya petugas yang mengurus permohonan Anda yang melihat data Anda.",
            "Siapa yang pernah melihat tercatat. Lihat di Akun, Data saya.",
        ),
    ),
)
