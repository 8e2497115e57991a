"""The offices of the demo: three villages of one real kecamatan and the agencies they refer to.

Codes and names come from the region table. Addresses, telephone numbers (a subscriber number of zeros), e-mail
(``.example``, reserved by RFC 2606) and the emblem are invented.
"""

from pathlib import Path

from tatadesa.offices.models import Office
from tatadesa.regions.models import Region

DISTRICT = "33.02.07"
HOME_VILLAGE = "33.02.07.2001"
VILLAGES = (HOME_VILLAGE, "33.02.07.2002", "33.02.07.2003")
_NUMBER_CODES = {"33.02.07.2001": "DS.NSD", "33.02.07.2002": "DS.SLD", "33.02.07.2003": "DS.KRG"}
_HEAD_OF_LETTER = "PEMERINTAH KABUPATEN BANYUMAS"


def make_offices() -> dict[str, Office]:
    """Write all offices; gives them by code. The region table must be loaded."""
    emblem = Path(__file__).with_name("emblem.svg").read_text()
    places = {place.code: place for place in Region.objects.filter(pk__in=(DISTRICT, DISTRICT[:5], *VILLAGES))}
    kecamatan, kabupaten = places[DISTRICT], places[DISTRICT[:5]]
    offices = [
        *(_village(places[code], kecamatan, position) for position, code in enumerate(VILLAGES, 1)),
        *_agencies(kecamatan, kabupaten, postcode=places[HOME_VILLAGE].postcode),
    ]
    for office in offices:
        office.logo_svg = emblem
    return {office.code: office for office in Office.objects.bulk_create(offices)}


def _village(place: Region, kecamatan: Region, position: int) -> Office:
    phone = f"(0282) 00000{position}"
    return Office(
        code=place.code,
        kind=Office.Kind.DESA,
        name=place.name,
        region=place,
        address=f"Jl. Balai Desa No. {position}, {place.name}",
        postcode=place.postcode,
        phone=phone,
        email=f"kantor@desa-{place.name.lower()}.example",
        letterhead=[_HEAD_OF_LETTER, f"KECAMATAN {kecamatan.name.upper()}", f"DESA {place.name.upper()}"],
        number_code=_NUMBER_CODES[place.code],
        working_hours=[[["08.00", "15.00"]]] * 4 + [[["08.00", "11.30"], ["13.00", "15.00"]], [], []],
        complaints_contact=f"Sekretaris Desa {place.name}, {phone}, atau datang ke balai desa",
    )


def _agencies(kecamatan: Region, kabupaten: Region, *, postcode: str) -> list[Office]:
    near, wide = kecamatan.name, kabupaten.name.removeprefix("Kabupaten ")
    rows = (
        (Office.Kind.KABUPATEN, kabupaten.name, kabupaten, [_HEAD_OF_LETTER]),
        (Office.Kind.KECAMATAN, near, kecamatan, [_HEAD_OF_LETTER, f"KECAMATAN {near.upper()}"]),
        (Office.Kind.KUA, f"KUA Kecamatan {near}", kecamatan, ["KANTOR URUSAN AGAMA", f"KECAMATAN {near.upper()}"]),
        (Office.Kind.POLSEK, f"Polsek {near}", kecamatan, ["KEPOLISIAN SEKTOR", near.upper()]),
        (Office.Kind.PUSKESMAS, f"Puskesmas {near}", kecamatan, [_HEAD_OF_LETTER, f"PUSKESMAS {near.upper()}"]),
        (
            Office.Kind.DUKCAPIL,
            f"Disdukcapil Kabupaten {wide}",
            kabupaten,
            [_HEAD_OF_LETTER, "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"],
        ),
    )
    agencies = []
    for position, (kind, name, place, letterhead) in enumerate(rows, 1):
        slug = f"{kind.value}-{(wide if place is kabupaten else near).lower()}"
        phone = f"(0282) 00010{position}"
        agencies.append(
            Office(
                code=slug,
                kind=kind,
                name=name,
                region=place,
                address=f"Jl. Raya {wide if place is kabupaten else near} No. {10 * position}",
                postcode=postcode if place is kecamatan else "",
                phone=phone,
                email=f"kantor@{slug}.example",
                letterhead=letterhead,
                number_code=kind.value.upper(),
                complaints_contact=f"Loket pengaduan {name}, {phone}",
            )
        )
    return agencies
