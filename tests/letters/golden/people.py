"""Two people of the golden letters: of one the register knows everything, of the other hardly anything."""

from tatadesa.forms.prefill import KEYS
from tatadesa.residents.family_rows import NAMES
from tests.letters.golden.words import ADDRESS, FATHER, LONG, MOTHER

PLACE = {
    "wilayah.kode": "33.02.21.2005",
    "wilayah.desa": "Karangsari",
    "wilayah.kecamatan": "Kembaran",
    "wilayah.kabupaten": "Kabupaten Banyumas",
    "wilayah.provinsi": "Jawa Tengah",
    "wilayah.kode_pos": "53182",
}


def _person(source: str, **words: str) -> dict[str, str]:
    born = f"{words['tempat_lahir']}, {words.pop('lahir')}"
    return {f"{source}.{name}": text for name, text in {**words, "tempat_tanggal_lahir": born}.items()}


SRI = {
    **PLACE,
    **_person(
        "penduduk",
        nama=LONG,
        nik="3302216105900001",
        no_kk="3302210101100001",
        tempat_lahir="Banyumas",
        tanggal_lahir="1990-05-21",
        lahir="21 Mei 1990",
        umur="36",
        jenis_kelamin="Perempuan",
        agama="Islam",
        pendidikan="Diploma IV/Strata I",
        pekerjaan="Karyawan Honorer",
        status_kawin="Cerai Mati",
        kewarganegaraan="WNI",
        golongan_darah="AB",
        hubungan_keluarga="Kepala Keluarga",
        alamat=ADDRESS + ", Kabupaten Banyumas",
        jalan="Jalan Raya Karangsari Utara Gang Melati Nomor 117A",
        dusun="Karangsari Utara",
        rt="003",
        rw="012",
        nama_ayah=FATHER,
        nama_ibu=MOTHER,
        telepon="081234567890",
    ),
    **_person(
        "ayah",
        nama=FATHER,
        nik="3302211708570002",
        tempat_lahir="Banyumas",
        tanggal_lahir="1957-08-17",
        lahir="17 Agustus 1957",
        umur="69",
        jenis_kelamin="Laki-laki",
        agama="Islam",
        pekerjaan="Petani/Pekebun",
        status_kawin="Kawin",
        kewarganegaraan="WNI",
        alamat=ADDRESS + ", Kabupaten Banyumas",
    ),
    **_person(
        "ibu",
        nama=MOTHER,
        nik="3302214102600003",
        tempat_lahir="Purbalingga",
        tanggal_lahir="1960-02-01",
        lahir="1 Februari 1960",
        umur="66",
        jenis_kelamin="Perempuan",
        agama="Islam",
        pekerjaan="Mengurus Rumah Tangga",
        status_kawin="Kawin",
        kewarganegaraan="WNI",
        alamat=ADDRESS + ", Kabupaten Banyumas",
    ),
    "keluarga.no_kk": "3302210101100001",
    "keluarga.kepala": LONG,
    "keluarga.kepala_nik": "3302216105900001",
    "keluarga.jumlah_anggota": "4",
    "keluarga.alamat": ADDRESS + ", Kabupaten Banyumas",
}
AGUS = {
    **PLACE,
    **_person(
        "penduduk",
        nama="AGUS",
        nik="3302210101070004",
        no_kk="3302210101100002",
        tempat_lahir="Banyumas",
        tanggal_lahir="2007-01-01",
        lahir="1 Januari 2007",
        umur="19",
        jenis_kelamin="Laki-laki",
        agama="Islam",
        pendidikan="SLTP/Sederajat",
        pekerjaan="Belum/Tidak Bekerja",
        status_kawin="Belum Kawin",
        kewarganegaraan="WNI",
        hubungan_keluarga="Anak",
        alamat="RT 001/RW 002, Desa Karangsari, Kecamatan Kembaran, Kabupaten Banyumas",
        rt="001",
        rw="002",
    ),
    "keluarga.no_kk": "3302210101100002",
    "keluarga.alamat": "RT 001/RW 002, Desa Karangsari, Kecamatan Kembaran, Kabupaten Banyumas",
    "keluarga.jumlah_anggota": "1",
}
SRI = {**dict.fromkeys(KEYS, ""), **SRI}
AGUS = {**dict.fromkeys(KEYS, ""), **AGUS}


def _row(*words: str) -> dict[str, str]:
    row = dict(zip(NAMES, words, strict=True))
    return {**row, "tempat_tanggal_lahir": f"{row['tempat_lahir']}, {row['tanggal_lahir']}"}


FAMILY = [
    _row(
        *(LONG, "3302216105900001", "Banyumas", "21 Mei 1990", "", "36", "Perempuan", "Islam", "Diploma IV/Strata I"),
        *(
            "Karyawan Honorer",
            "Cerai Mati",
            "Kepala Keluarga",
            "WNI",
            "AB",
            FATHER,
            "3302211708570002",
            MOTHER,
            "3302214102600003",
        ),
    ),
    _row(
        *("MUHAMMAD RIZKY RAMADHAN PUTRA NUSANTARA", "3302211503150001", "Banyumas", "15 Maret 2015", "", "11"),
        *("Laki-laki", "Islam", "Belum Tamat SD/Sederajat", "Pelajar/Mahasiswa", "Belum Kawin", "Anak", "WNI", ""),
        *("Ir. H. SOEKARNO PRAWIRODIRDJO", "3302210606870001", LONG, "3302216105900001"),
    ),
    _row(
        *("AISYAH NUR RAMADHANI PUTRI NUSANTARA", "3302215509180002", "Purwokerto", "15 September 2018", "", "8"),
        *("Perempuan", "Islam", "Tidak/Belum Sekolah", "Belum/Tidak Bekerja", "Belum Kawin", "Anak", "WNI", "O"),
        *("Ir. H. SOEKARNO PRAWIRODIRDJO", "3302210606870001", LONG, "3302216105900001"),
    ),
    _row(
        *(FATHER, "3302211708570002", "Banyumas", "17 Agustus 1957", "", "69", "Laki-laki", "Islam", "SLTA/Sederajat"),
        *("Petani/Pekebun", "Kawin", "Orang Tua", "WNI", "", "", "", "", ""),
    ),
]
SPARSE_FAMILY = [
    _row(
        *("AGUS", "3302210101070004", "Banyumas", "1 Januari 2007", "", "19", "Laki-laki", "Islam", "SLTP/Sederajat"),
        *("Belum/Tidak Bekerja", "Belum Kawin", "Anak", "WNI", "", "", "", "", ""),
    )
]
