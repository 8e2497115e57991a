"""What OpenDK gives back: where the letters of a village are, and one letter with the camat's signature."""

from urllib.parse import urlencode

from tatadesa.core.outgoing import HttpAnswer, NoAnswer, get
from tatadesa.gateways.opendk.words import (
    REFUSALS,
    data_of,
    headers_for,
    is_never_a_service,
    reason_of,
    without_people,
)
from tatadesa.letters.ports import DistrictFile, DistrictList, DistrictServer, DistrictStanding, DistrictState

# The list has no pages and repeats the person, the village and the signer in every row: some 3 KB a letter.
_MAX_LIST_BYTES = 16 * 1024 * 1024
_MAX_FILE_BYTES = 8 * 1024 * 1024


def standings(place: DistrictServer) -> DistrictList:
    """Ask once."""
    answer = _ask(place, "/api/v1/surat", {"desa_id": place.village_code}, _MAX_LIST_BYTES)
    return DistrictList(None, answer) if isinstance(answer, str) else read_list(answer)


def fetch(place: DistrictServer, number: str) -> DistrictFile:
    """Ask once."""
    query = {"desa_id": place.village_code, "nomor": number}
    answer = _ask(place, "/api/v1/surat/download", query, _MAX_FILE_BYTES)
    return DistrictFile(None, answer) if isinstance(answer, str) else read_file(answer)


def read_list(answer: HttpAnswer) -> DistrictList:
    """What an answer means to us; whatever comes, never an exception. Rows that make no sense are passed over."""
    data = data_of(answer.body)
    if answer.status != 200:
        return DistrictList(None, _refusal(answer, data))
    rows = data.get("data") if isinstance(data, dict) and data.get("success") is True else None
    if not isinstance(rows, list):
        return DistrictList(None, "OpenDK menjawab dengan daftar surat yang tidak terbaca.")
    known = [row for row in rows if isinstance(row, dict)]
    found = {row["nomor"]: _standing(row) for row in known if isinstance(row.get("nomor"), str)}
    if known and not found:
        # Versions of 2023 list the id in place of the number, so nobody can tell which letter is which.
        return DistrictList(None, "OpenDK kecamatan ini versi lama: daftarnya tidak memuat nomor surat.")
    return DistrictList(found)


def read_file(answer: HttpAnswer) -> DistrictFile:
    """What an answer means to us; whatever comes, never an exception."""
    if answer.status == 404:
        return DistrictFile(None, "OpenDK tidak punya surat dengan nomor ini.")
    if answer.status != 200:
        return DistrictFile(None, _refusal(answer, data_of(answer.body)))
    if not answer.body.startswith(b"%PDF-"):
        return DistrictFile(None, "OpenDK menjawab dengan berkas yang bukan PDF.")
    return DistrictFile(answer.body)


def _standing(row: dict[str, object]) -> DistrictStanding:
    """``log_verifikasi``: 1 operator, 2 secretary and 3 camat have yet to check, 4 waits for the signature."""
    note = row.get("keterangan")
    words = without_people(note) if isinstance(note, str) else ""
    match row.get("log_verifikasi"):
        case 5 | "5":
            return DistrictStanding(DistrictState.SIGNED, words)
        case 6 | "6":
            return DistrictStanding(DistrictState.REJECTED, words)
    return DistrictStanding(DistrictState.WAITING, words)


def _ask(place: DistrictServer, path: str, query: dict[str, str], max_bytes: int) -> HttpAnswer | str:
    """The answer, or why there is none."""
    try:
        return get(
            f"{place.server}{path}?{urlencode(query)}",
            headers_for(place),
            seconds=place.timeout_seconds,
            max_bytes=max_bytes,
            refuses=is_never_a_service,
        )
    except NoAnswer as error:
        return f"OpenDK {error}."


def _refusal(answer: HttpAnswer, data: object) -> str:
    if answer.status == 400:
        return f"OpenDK menolak: {reason_of(data)}."
    if answer.status in REFUSALS:
        return f"OpenDK {REFUSALS[answer.status]} (HTTP {answer.status})."
    if answer.status == 429 or answer.status >= 500:
        return f"OpenDK sedang terganggu (HTTP {answer.status})."
    return f"OpenDK menolak (HTTP {answer.status})."
