"""What the desk's help page says, in short lines; docs/operator.md says the same at length."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """A part of the help page; the pages of ``key`` (what their templates call ``here``) lead to it."""

    key: str
    title: str
    lines: tuple[str, ...]


TOPICS = (
    Topic(
        "inbox",
        "Kotak masuk",
        (
            "Yang paling lama menunggu ada di atas. Daftar berubah sendiri.",
            "Cari dengan nomor permohonan, NIK, atau nama. Saringan yang sering dipakai bisa disimpan.",
            "Centang beberapa permohonan untuk mengerjakannya sekaligus. Yang tidak bisa tetap seperti semula.",
            "Dengan tombol: j turun, k naik, Enter buka, x centang, a setujui, r tolak.",
        ),
    ),
    Topic(
        "request",
        "Memeriksa permohonan",
        (
            "Tekan Ambil dan periksa. Sejak itu rekan tahu bahwa Anda yang memegangnya.",
            "Bandingkan isian dengan data penduduk. Yang berbeda ditandai, tetapi belum tentu salah.",
            "Tandai tiap persyaratan Sesuai atau Tidak sesuai. Lalu setujui, kembalikan, atau tolak.",
            "Saat mengembalikan, centang isian yang harus diperbaiki dan tulis apa yang kurang.",
        ),
    ),
    Topic(
        "counter",
        "Permohonan di loket",
        (
            "Cari warga di Penduduk atau Loket, lalu pilih layanannya.",
            "Isian diperiksa sambil diketik. Berkas kertas cukup dicentang sudah diperlihatkan.",
            "Sesudah dikirim, cetak tanda terima untuk warga.",
        ),
    ),
    Topic(
        "letters",
        "Surat, buku, dan arsip",
        (
            "Surat yang terbit bernomor dan tidak bisa diubah. Yang salah dicabut dengan alasan, lalu dibuat lagi.",
            "Buku agenda dan buku ekspedisi terisi sendiri. Surat dari luar dicatat di buku agenda.",
            "Nomor yang tidak jadi dipakai dibatalkan di halaman Nomor, dengan alasan.",
        ),
    ),
    Topic(
        "signing",
        "Tanda tangan surat",
        (
            "Centang surat, lalu tekan Siapkan. Baca halamannya sebelum menandatangani.",
            "Tanda tangan elektronik meminta kode atau sandi Anda sendiri. Jangan dipinjamkan.",
            "Tanda tangan basah: cetak, tanda tangani, pindai, lalu unggah.",
        ),
    ),
    Topic(
        "services",
        "Layanan",
        (
            "Atur layanan yang dibuka, biaya, lama, dan alurnya.",
            "Perubahan baru berlaku bagi warga sesudah diterbitkan. Permohonan yang berjalan tetap seperti semula.",
        ),
    ),
    Topic(
        "builder",
        "Menyusun formulir dan surat",
        (
            "Tiap perubahan tersimpan sebagai rancangan dan bisa diurungkan.",
            "Tombol Naik dan Turun memindahkan isian dan bagian surat. Menyeret juga bisa.",
            "Coba dulu dengan Uji coba, lalu Terbitkan.",
        ),
    ),
    Topic(
        "residents",
        "Data penduduk",
        (
            "Cari dengan NIK, No. KK, atau nama. Setiap kali data warga dibuka, itu tercatat.",
            "Kelahiran, kematian, dan pindah dicatat dari halaman keluarga atau orangnya.",
            "Impor membaca lembar dulu dan menunjukkan yang baru, berubah, dan ditolak. Belum ada yang tersimpan.",
        ),
    ),
    Topic(
        "population",
        "Cek Dukcapil",
        (
            "Isi akun dari Dukcapil, lalu coba sambungannya.",
            "Hasil cek hanya dibandingkan. Data penduduk berubah bila Anda menyimpannya.",
        ),
    ),
    Topic(
        "registrations",
        "Pendaftaran warga",
        (
            "Bandingkan foto KTP dengan data penduduk, lalu setujui, minta perbaikan, atau tolak.",
            "Foto dihapus sesudah pendaftaran diputuskan.",
        ),
    ),
    Topic(
        "complaints",
        "Pengaduan dan kepuasan",
        (
            "Ambil pengaduan, jawab, lalu selesaikan. Batas waktunya tampil di daftar.",
            "Petugas yang diadukan tidak melihat pengaduannya.",
            "Nilai kepuasan hanya tampil bila paling sedikit lima orang menjawab.",
        ),
    ),
    Topic(
        "dashboard",
        "Dasbor",
        (
            "Angka dihitung saat halaman dibuka. Pilih masa dan layanan di atas.",
            "Angka bisa diunduh sebagai lembar Excel atau CSV.",
        ),
    ),
    Topic(
        "referred",
        "Rujukan dari kantor lain",
        (
            "Baca pertanyaannya, lihat data yang dibagikan, lalu jawab.",
            "Data yang dibagikan tertutup sebulan sesudah dijawab.",
        ),
    ),
    Topic(
        "agencies",
        "Instansi",
        (
            "Catat instansi yang biasa ditanya, dengan alamat e-mail atau nomornya.",
            "Pertanyaan dikirim dari halaman permohonan. Instansi menjawab lewat tautan, tanpa akun.",
        ),
    ),
    Topic(
        "parcels",
        "Kiriman surat",
        (
            "Centang surat yang siap, lalu minta penjemputan atau isi nomor resi.",
            "Nomor resi bisa dipindai dengan kamera. Perjalanannya ditanyakan sendiri.",
        ),
    ),
    Topic(
        "data_requests",
        "Permintaan data pribadi",
        (
            "Warga boleh meminta perbaikan atau penghapusan. Kantor menjawab dalam 3 × 24 jam.",
            "Jawaban Anda dibaca warga apa adanya.",
        ),
    ),
    Topic(
        "setup",
        "Mengatur kantor",
        (
            "Halaman Mulai menunjukkan yang sudah dan yang belum diatur.",
            "Jam kerja dan hari tutup menentukan batas waktu layanan.",
            "Akun petugas baru mendapat kata sandi sementara yang tampil sekali.",
        ),
    ),
    Topic(
        "staff_notices",
        "Kabar untuk Anda",
        (
            "Di sini muncul pekerjaan yang dialihkan kepada Anda, dan batas waktu yang hampir lewat.",
            "Ringkasan pagi bisa dinyalakan atau dimatikan.",
        ),
    ),
    Topic(
        "account",
        "Akun Anda",
        (
            "Pasang kode masuk atau kunci sandi, dan simpan kode cadangan di tempat terkunci.",
            "Lupa kata sandi? Administrator membuat kata sandi sementara.",
            "Jangan pinjamkan akun. Setiap tindakan tercatat atas nama pemiliknya.",
        ),
    ),
    Topic(
        "trouble",
        "Bila ada masalah",
        (
            "Tidak ada jaringan? Yang Anda ketik tetap di halaman. Tekan lagi saat ada jaringan.",
            "Ada tulisan bahwa permohonan baru saja berubah? Muat ulang, lihat, lalu putuskan lagi.",
            "Belum terjawab? Tanya administrator desa Anda.",
        ),
    ),
)
