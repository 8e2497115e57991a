"""How Dukcapil spells things: the request of both families."""

import secrets
from datetime import date

from tatadesa.residents.ports import Elements, SourceSettings

KEYS = {
    "no_kk": "NO_KK",
    "name": "NAMA_LGKP",
    "birth_place": "TMPT_LHR",
    "birth_date": "TGL_LHR",
    "sex": "JENIS_KLMIN",
    "mother_name": "NAMA_LGKP_IBU",
}
LABELS = {
    "no_kk": "nomor KK",
    "name": "nama",
    "birth_place": "tempat lahir",
    "birth_date": "tanggal lahir",
    "sex": "jenis kelamin",
    "mother_name": "nama ibu",
}
SEXES = {1: "Laki-laki", 2: "Perempuan"}


def url_of(settings: SourceSettings) -> str:
    """``{base}/{path}/{method}``."""
    parts = (settings.base_url.rstrip("/"), settings.path.strip("/"), settings.method)
    return "/".join(part for part in parts if part)


def asked(settings: SourceSettings, elements: Elements) -> tuple[str, ...]:
    """The elements that are known and that the agreement covers."""
    return tuple(name for name in settings.elements if name in KEYS and getattr(elements, name))


def request_of(settings: SourceSettings, elements: Elements) -> dict[str, object]:
    """The JSON to send. Reading needs the NIK alone; comparing sends only what is to be compared."""
    request: dict[str, object] = {
        settings.user_key: settings.user_id,
        settings.password_key: settings.password,
        settings.ip_key: settings.client_ip,
        settings.nik_key: elements.nik,
    }
    if settings.sends_transaction_id:
        request["transactionId"] = secrets.token_hex(16)
    if settings.reads_data:
        return request
    request[settings.threshold_key] = str(settings.threshold) if settings.threshold_as_text else settings.threshold
    for name in asked(settings, elements):
        request[KEYS[name]] = _spelled(getattr(elements, name), day_first=settings.date_day_first)
    return request


def _spelled(value: str | int | date, *, day_first: bool) -> str:
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y") if day_first else value.isoformat()
    return SEXES.get(value, "") if isinstance(value, int) else value
