"""The closed lists of a card, as the population administration prints them, and what may be read for what."""

from tatadesa.gateways.ktp_reader.layout import letters, likeness

SEX = {"LAKI-LAKI": "1", "PEREMPUAN": "2"}
BLOOD_TYPES = ("A", "B", "AB", "O", "A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-")
CITIZENSHIP = {"WNI": "WNI", "WNA": "WNA"}
FOR_LIFE = "SEUMUR HIDUP"

# Printed words to the words of the register; cards of different years spell them differently.
RELIGION = {
    "ISLAM": "ISLAM",
    "KRISTEN": "KRISTEN",
    "KATOLIK": "KATOLIK",
    "KATHOLIK": "KATOLIK",
    "HINDU": "HINDU",
    "BUDDHA": "BUDDHA",
    "BUDHA": "BUDDHA",
    "KHONGHUCU": "KHONGHUCU",
    "KONGHUCU": "KHONGHUCU",
    "KEPERCAYAAN TERHADAP TUHAN YME": "KEPERCAYAAN TERHADAP TUHAN YME",
}
MARITAL_STATUS = {
    "BELUM KAWIN": "BELUM KAWIN",
    "KAWIN": "KAWIN",
    "KAWIN TERCATAT": "KAWIN",
    "KAWIN BELUM TERCATAT": "KAWIN",
    "CERAI HIDUP": "CERAI HIDUP",
    "CERAI MATI": "CERAI MATI",
}
_OCCUPATIONS = """
BELUM/TIDAK BEKERJA|MENGURUS RUMAH TANGGA|PELAJAR/MAHASISWA|PENSIUNAN|PEGAWAI NEGERI SIPIL (PNS)
TENTARA NASIONAL INDONESIA (TNI)|KEPOLISIAN RI (POLRI)|PERDAGANGAN|PETANI/PEKEBUN|PETERNAK|NELAYAN/PERIKANAN|INDUSTRI
KONSTRUKSI|TRANSPORTASI|KARYAWAN SWASTA|KARYAWAN BUMN|KARYAWAN BUMD|KARYAWAN HONORER|BURUH HARIAN LEPAS
BURUH TANI/PERKEBUNAN|BURUH NELAYAN/PERIKANAN|BURUH PETERNAKAN|PEMBANTU RUMAH TANGGA|TUKANG CUKUR|TUKANG LISTRIK
TUKANG BATU|TUKANG KAYU|TUKANG SOL SEPATU|TUKANG LAS/PANDAI BESI|TUKANG JAHIT|TUKANG GIGI|PENATA RIAS|PENATA BUSANA
PENATA RAMBUT|MEKANIK|SENIMAN|TABIB|PARAJI|PERANCANG BUSANA|PENTERJEMAH|IMAM MASJID|PENDETA|PASTOR|WARTAWAN
USTADZ/MUBALIGH|JURU MASAK|PROMOTOR ACARA|ANGGOTA DPR-RI|ANGGOTA DPD|ANGGOTA BPK|PRESIDEN|WAKIL PRESIDEN
ANGGOTA MAHKAMAH KONSTITUSI|ANGGOTA KABINET KEMENTERIAN|DUTA BESAR|GUBERNUR|WAKIL GUBERNUR|BUPATI|WAKIL BUPATI
WALI KOTA|WAKIL WALI KOTA|ANGGOTA DPRD PROVINSI|ANGGOTA DPRD KABUPATEN/KOTA|DOSEN|GURU|PILOT|PENGACARA|NOTARIS
ARSITEK|AKUNTAN|KONSULTAN|DOKTER|BIDAN|PERAWAT|APOTEKER|PSIKIATER/PSIKOLOG|PENYIAR TELEVISI|PENYIAR RADIO|PELAUT
PENELITI|SOPIR|PIALANG|PARANORMAL|PEDAGANG|PERANGKAT DESA|KEPALA DESA|BIARAWATI|WIRASWASTA|LAINNYA
"""
_SHORT = {
    "PEGAWAI NEGERI SIPIL": "PEGAWAI NEGERI SIPIL (PNS)",
    "PNS": "PEGAWAI NEGERI SIPIL (PNS)",
    "TNI": "TENTARA NASIONAL INDONESIA (TNI)",
    "TENTARA NASIONAL INDONESIA": "TENTARA NASIONAL INDONESIA (TNI)",
    "POLRI": "KEPOLISIAN RI (POLRI)",
    "KEPOLISIAN RI": "KEPOLISIAN RI (POLRI)",
}
OCCUPATION = {word: word for line in _OCCUPATIONS.split("\n") for word in line.split("|") if word} | _SHORT

# The first two digits of every NIK ever issued: the provinces of today and those that were divided.
PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 96))
    for code in range(first, last + 1)
)
_NEAR = 0.75
_AHEAD = 0.08


def snap(text: str, words: dict[str, str]) -> str | None:
    """The word of the list that ``text`` is, or nearly is; None when none or two of them are near."""
    read = letters(text)
    if not read:
        return None
    ranked = sorted(((likeness(read, letters(word)), meaning) for word, meaning in words.items()), reverse=True)
    best, meaning = ranked[0]
    rival = next((score for score, other in ranked if other != meaning), 0.0)
    if best == 1.0 or (best >= _NEAR and best - rival >= _AHEAD):
        return meaning
    return None
