"""What forms say about wrong answers, by key: one source for the server and, by ``rules``, for the browser.

The part before the dot is a group; a kind names the groups it speaks from (``Kind.messages``).
"""

from collections.abc import Iterable

from tatadesa.core.text import DAYS, MONTHS

MESSAGES: dict[str, str] = {
    "form.unreadable": "Isian ini tidak terbaca. Isi lagi.",
    "form.wrong": "Ada {count} isian yang perlu diperbaiki",
    "form.required": "wajib",
    "form.optional": "boleh kosong",
    "text.high": "Terlalu panjang: {length} huruf. Ringkas menjadi paling banyak {most} huruf.",
    "text.low": "Terlalu pendek. Isi paling sedikit {least} huruf.",
    "number.whole": "Isi dengan angka bulat saja, misalnya 12 atau 1.500.",
    "number.decimal": "Isi dengan angka saja, paling banyak {decimals} angka di belakang koma, misalnya 12 atau 1,5.",
    "number.digits": "Angkanya terlalu panjang. Isi paling banyak {most} angka.",
    "number.low": "Isi angka paling sedikit {low}.",
    "number.high": "Isi angka paling banyak {high}.",
    "money.low": "Isi jumlah uang paling sedikit {low}.",
    "money.high": "Isi jumlah uang paling banyak {high}.",
    "date.form": "Isi tanggal seperti 31-12-2026.",
    "date.calendar": "Tanggal ini tidak ada di kalender. Isi tanggal seperti 31-12-2026.",
    "date.year": "Periksa tahunnya. Isi tanggal seperti 31-12-2026.",
    "date.low": "Isi tanggal paling awal {low}.",
    "date.high": "Isi tanggal paling akhir {high}.",
    "age.low": "Umurnya {age} tahun, padahal paling sedikit {least} tahun. Periksa tanggal lahirnya.",
    "age.high": "Umurnya {age} tahun, padahal paling banyak {most} tahun. Periksa tanggal lahirnya.",
    "age.future": "Tanggal lahir tidak boleh sesudah hari ini.",
    "order.early": "Tidak boleh lebih awal dari “{other}”, yaitu {value}.",
    "order.late": "Tidak boleh lebih akhir dari “{other}”, yaitu {value}.",
    "time.form": "Isi jam seperti 08.30 atau 19.00.",
    "choice.list": "Pilih salah satu dari daftar.",
    "choices.list": "Centang pilihan dari daftar saja.",
    "choices.low": "Centang paling sedikit {least} pilihan.",
    "choices.high": "Terlalu banyak. Centang paling banyak {most} pilihan.",
    "yes_no.choose": "Pilih Ya atau Tidak.",
    "email.at": "Alamat e-mail harus memuat tanda @, misalnya siti@gmail.com.",
    "email.form": "Alamat e-mail ini belum benar. Periksa lagi, contohnya siti@gmail.com.",
    "email.slip": "Alamat e-mail ini tampaknya salah ketik. Mungkin maksudnya {suggestion}.",
    "file.high": "Terlalu banyak berkas. Hapus sampai tinggal {most}.",
    "file.gone": "Lampirkan lagi: berkas sebelumnya tidak tersimpan.",
    "file.photo": "Lampirkan foto, bukan PDF.",
    "phone.form": "Isi nomor telepon seperti 0812-3456-7890.",
    "nik.letters": "NIK berisi 16 angka, hanya angka, tanpa huruf. Salin dari KTP atau KK.",
    "nik.digits": "NIK berisi 16 angka, yang terisi {count} angka. Salin dari KTP atau KK.",
    "nik.province": "Dua angka pertama NIK tidak dikenal. Periksa lagi dengan KTP atau KK.",
    "nik.wilayah": "Enam angka pertama NIK tidak benar. Periksa lagi dengan KTP atau KK.",
    "nik.birth_date": "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir. Periksa lagi dengan KTP atau KK.",
    "nik.serial": "Empat angka terakhir NIK tidak boleh 0000. Periksa lagi dengan KTP atau KK.",
    "no_kk.letters": "No. KK berisi 16 angka, hanya angka, tanpa huruf. Salin dari Kartu Keluarga.",
    "no_kk.digits": "No. KK berisi 16 angka, yang terisi {count} angka. Salin dari Kartu Keluarga.",
    "no_kk.region": "Enam angka pertama No. KK tidak benar. Periksa lagi dengan Kartu Keluarga.",
    "no_kk.date": "Angka ke-7 sampai ke-12 No. KK bukan tanggal. Periksa lagi dengan Kartu Keluarga.",
    "no_kk.serial": "Empat angka terakhir No. KK tidak boleh 0000. Periksa lagi dengan Kartu Keluarga.",
    "map_point.lat": "Isi garis lintang seperti {example}.",
    "map_point.lng": "Isi garis bujur seperti {example}.",
    "map_point.both": "Isi garis lintang dan garis bujur, atau kosongkan keduanya.",
    "map_point.outside": "Titik ini di luar Indonesia. Periksa lagi garis lintang dan garis bujur.",
    "group.low": "Isi paling sedikit {least} {what}. Baru terisi {count}.",
    "group.high": "Terlalu banyak {what}. Hapus sampai tinggal {most}.",
    "statement.tick": "Centang pernyataan ini bila Anda setuju.",
}
# A week begins on Sunday there.
CALENDAR = {"months": list(MONTHS), "days": [DAYS[-1], *DAYS[:-1]]}


def say(key: str, **values: object) -> str:
    """The message ``key`` with ``values`` in its places."""
    return MESSAGES[key].format(**values)


def of_groups(groups: Iterable[str]) -> dict[str, str]:
    """The messages of these groups, by key."""
    wanted = {f"{group}." for group in groups}
    return {key: words for key, words in MESSAGES.items() if key[: key.index(".") + 1] in wanted}
