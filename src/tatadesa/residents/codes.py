"""Code lists of the population register, as villages use them today (SIAK order, the ids of spreadsheets).

Each list is a tuple of (code, label) that Django takes as ``choices``; a code never changes its meaning.
Numbers with a name are those the code itself has to know.
"""

from typing import Final

Codes = tuple[tuple[int, str], ...]

MALE: Final = 1
FEMALE: Final = 2
SEX: Codes = ((MALE, "Laki-laki"), (FEMALE, "Perempuan"))

RELIGION: Codes = (
    (1, "Islam"),
    (2, "Kristen"),
    (3, "Katolik"),
    (4, "Hindu"),
    (5, "Buddha"),
    (6, "Khonghucu"),
    (7, "Kepercayaan Terhadap Tuhan YME"),
)

EDUCATION: Codes = (
    (1, "Tidak/Belum Sekolah"),
    (2, "Belum Tamat SD/Sederajat"),
    (3, "Tamat SD/Sederajat"),
    (4, "SLTP/Sederajat"),
    (5, "SLTA/Sederajat"),
    (6, "Diploma I/II"),
    (7, "Akademi/Diploma III/Sarjana Muda"),
    (8, "Diploma IV/Strata I"),
    (9, "Strata II"),
    (10, "Strata III"),
)

OCCUPATION: Codes = (
    (1, "Belum/Tidak Bekerja"),
    (2, "Mengurus Rumah Tangga"),
    (3, "Pelajar/Mahasiswa"),
    (4, "Pensiunan"),
    (5, "Pegawai Negeri Sipil (PNS)"),
    (6, "Tentara Nasional Indonesia (TNI)"),
    (7, "Kepolisian RI (POLRI)"),
    (8, "Perdagangan"),
    (9, "Petani/Pekebun"),
    (10, "Peternak"),
    (11, "Nelayan/Perikanan"),
    (12, "Industri"),
    (13, "Konstruksi"),
    (14, "Transportasi"),
    (15, "Karyawan Swasta"),
    (16, "Karyawan BUMN"),
    (17, "Karyawan BUMD"),
    (18, "Karyawan Honorer"),
    (19, "Buruh Harian Lepas"),
    (20, "Buruh Tani/Perkebunan"),
    (21, "Buruh Nelayan/Perikanan"),
    (22, "Buruh Peternakan"),
    (23, "Pembantu Rumah Tangga"),
    (24, "Tukang Cukur"),
    (25, "Tukang Listrik"),
    (26, "Tukang Batu"),
    (27, "Tukang Kayu"),
    (28, "Tukang Sol Sepatu"),
    (29, "Tukang Las/Pandai Besi"),
    (30, "Tukang Jahit"),
    (31, "Tukang Gigi"),
    (32, "Penata Rias"),
    (33, "Penata Busana"),
    (34, "Penata Rambut"),
    (35, "Mekanik"),
    (36, "Seniman"),
    (37, "Tabib"),
    (38, "Paraji"),
    (39, "Perancang Busana"),
    (40, "Penterjemah"),
    (41, "Imam Masjid"),
    (42, "Pendeta"),
    (43, "Pastor"),
    (44, "Wartawan"),
    (45, "Ustadz/Mubaligh"),
    (46, "Juru Masak"),
    (47, "Promotor Acara"),
    (48, "Anggota DPR-RI"),
    (49, "Anggota DPD"),
    (50, "Anggota BPK"),
    (51, "Presiden"),
    (52, "Wakil Presiden"),
    (53, "Anggota Mahkamah Konstitusi"),
    (54, "Anggota Kabinet Kementerian"),
    (55, "Duta Besar"),
    (56, "Gubernur"),
    (57, "Wakil Gubernur"),
    (58, "Bupati"),
    (59, "Wakil Bupati"),
    (60, "Wali Kota"),
    (61, "Wakil Wali Kota"),
    (62, "Anggota DPRD Provinsi"),
    (63, "Anggota DPRD Kabupaten/Kota"),
    (64, "Dosen"),
    (65, "Guru"),
    (66, "Pilot"),
    (67, "Pengacara"),
    (68, "Notaris"),
    (69, "Arsitek"),
    (70, "Akuntan"),
    (71, "Konsultan"),
    (72, "Dokter"),
    (73, "Bidan"),
    (74, "Perawat"),
    (75, "Apoteker"),
    (76, "Psikiater/Psikolog"),
    (77, "Penyiar Televisi"),
    (78, "Penyiar Radio"),
    (79, "Pelaut"),
    (80, "Peneliti"),
    (81, "Sopir"),
    (82, "Pialang"),
    (83, "Paranormal"),
    (84, "Pedagang"),
    (85, "Perangkat Desa"),
    (86, "Kepala Desa"),
    (87, "Biarawati"),
    (88, "Wiraswasta"),
    (89, "Lainnya"),
)

UNMARRIED: Final = 1
MARRIED: Final = 2
DIVORCED: Final = 3
WIDOWED: Final = 4
MARITAL_STATUS: Codes = (
    (UNMARRIED, "Belum Kawin"),
    (MARRIED, "Kawin"),
    (DIVORCED, "Cerai Hidup"),
    (WIDOWED, "Cerai Mati"),
)

HEAD: Final = 1
HUSBAND: Final = 2
WIFE: Final = 3
CHILD: Final = 4
CHILD_IN_LAW: Final = 5
GRANDCHILD: Final = 6
PARENT: Final = 7
PARENT_IN_LAW: Final = 8
OTHER_KIN: Final = 9
FAMILY_ROLE: Codes = (
    (HEAD, "Kepala Keluarga"),
    (HUSBAND, "Suami"),
    (WIFE, "Istri"),
    (CHILD, "Anak"),
    (CHILD_IN_LAW, "Menantu"),
    (GRANDCHILD, "Cucu"),
    (PARENT, "Orang Tua"),
    (PARENT_IN_LAW, "Mertua"),
    (OTHER_KIN, "Famili Lain"),
    (10, "Pembantu"),
    (11, "Lainnya"),
)

INDONESIAN: Final = 1
CITIZENSHIP: Codes = ((INDONESIAN, "WNI"), (2, "WNA"), (3, "Dua Kewarganegaraan"))

BLOOD_UNKNOWN: Final = 13
BLOOD_TYPE: Codes = (
    (1, "A"),
    (2, "B"),
    (3, "AB"),
    (4, "O"),
    (5, "A+"),
    (6, "A-"),
    (7, "B+"),
    (8, "B-"),
    (9, "AB+"),
    (10, "AB-"),
    (11, "O+"),
    (12, "O-"),
    (BLOOD_UNKNOWN, "Tidak Tahu"),
)

ALIVE: Final = 1
DEAD: Final = 2
MOVED: Final = 3
MISSING: Final = 4
GONE: Final = 6
INVALID: Final = 9
BASE_STATUS: Codes = (
    (ALIVE, "Hidup"),
    (DEAD, "Mati"),
    (MOVED, "Pindah"),
    (MISSING, "Hilang"),
    (GONE, "Pergi"),
    (INVALID, "Tidak Valid"),
)

CURRENT_EDUCATION: Codes = (
    (1, "Belum Masuk TK/Kelompok Bermain"),
    (2, "Sedang TK/Kelompok Bermain"),
    (3, "Tidak Pernah Sekolah"),
    (4, "Sedang SD/Sederajat"),
    (5, "Tidak Tamat SD/Sederajat"),
    (6, "Sedang SLTP/Sederajat"),
    (7, "Sedang SLTA/Sederajat"),
    (8, "Sedang D-1/Sederajat"),
    (9, "Sedang D-2/Sederajat"),
    (10, "Sedang D-3/Sederajat"),
    (11, "Sedang S-1/Sederajat"),
    (12, "Sedang S-2/Sederajat"),
    (13, "Sedang S-3/Sederajat"),
    (14, "Sedang SLB A/Sederajat"),
    (15, "Sedang SLB B/Sederajat"),
    (16, "Sedang SLB C/Sederajat"),
    (17, "Tidak Dapat Membaca dan Menulis Huruf Latin/Arab"),
    (18, "Tidak Sedang Sekolah"),
)

DISABILITY: Codes = (
    (1, "Cacat Fisik"),
    (2, "Cacat Netra/Buta"),
    (3, "Cacat Rungu/Wicara"),
    (4, "Cacat Mental/Jiwa"),
    (5, "Cacat Fisik dan Mental"),
    (6, "Cacat Lainnya"),
    (7, "Tidak Cacat"),
)

CONTRACEPTION: Codes = (
    (1, "Pil"),
    (2, "IUD"),
    (3, "Suntik"),
    (4, "Kondom"),
    (5, "Susuk KB"),
    (6, "Sterilisasi Wanita"),
    (7, "Sterilisasi Pria"),
    (99, "Lainnya"),
)

PREGNANCY: Codes = ((1, "Hamil"), (2, "Tidak Hamil"))

ID_CARD: Codes = ((1, "Belum"), (2, "KTP-el"), (3, "KIA"))

ID_CARD_RECORDING: Codes = (
    (1, "Belum Wajib"),
    (2, "Belum Rekam"),
    (3, "Sudah Rekam"),
    (4, "Card Printed"),
    (5, "Print Ready Record"),
    (6, "Card Shipped"),
    (7, "Sent for Card Printing"),
    (8, "Card Issued"),
)

HEALTH_INSURANCE: Codes = (
    (1, "Tidak/Belum Punya"),
    (2, "BPJS Penerima Bantuan Iuran"),
    (3, "BPJS Non Penerima Bantuan Iuran"),
    (4, "BPJS Bantuan Daerah"),
    (99, "Lainnya"),
)
