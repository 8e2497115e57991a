"""What all questions to OpenDK share: headers, and answers in our words."""

import json
import re

from tatadesa.core.outgoing import Address
from tatadesa.letters.ports import DistrictServer

REFUSALS = {
    401: "tidak menerima token; minta token baru ke kecamatan",
    403: "melarang token ini mengirim surat",
    404: "tidak punya layanan surat di alamat ini; periksa alamatnya",
    405: "tidak punya layanan surat di alamat ini; periksa alamatnya",
    413: "menolak karena berkas terlalu besar",
}


def headers_for(place: DistrictServer) -> dict[str, str]:
    """What every question carries."""
    return {"Authorization": f"Bearer {place.token}", "Accept": "application/json"}


def reason_of(data: object) -> str:
    """The server's own words without numbers of people: it repeats the NIK in them."""
    words = data if isinstance(data, str) else data.get("message", "") if isinstance(data, dict) else ""
    return without_people(str(words)).rstrip(".") or "tanpa alasan"


def without_people(text: str) -> str:
    """At most 160 printable characters on one line; a NIK becomes "ini"."""
    return plain(" ".join(re.sub(r"[0-9]{16}", "ini", text).split()))[:160]


def plain(text: str) -> str:
    """Without control characters."""
    return "".join(character for character in text if character.isprintable())


def data_of(content: bytes) -> object:
    """The JSON, None for anything else."""
    try:
        found: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found


def is_never_a_service(address: Address) -> bool:
    """The cloud's own addresses and nobody's: a private network may be where the kecamatan's server is."""
    return address.is_link_local or address.is_multicast or address.is_unspecified
