"""Reading the settings of Dukcapil as an administrator types them. Pure functions."""

import ipaddress
import re
import ssl
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tatadesa.residents.models import PopulationSettings
from tatadesa.residents.ports import ELEMENTS

KEYS = ("nik_key", "user_key", "password_key", "ip_key", "threshold_key")
SWITCHES = ("is_on", "threshold_as_text", "sends_transaction_id", "verifies_tls")
PASSWORDS = ("password", "basic_password")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}|[0-9A-Fa-f:.]{2,45}")
_MAX_CERTIFICATE = 20_000


def read_form(typed: Mapping[str, str], elements: list[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Values by field of ``PopulationSettings`` (passwords in clear, "" for "as it was") and errors by field.

    ``typed`` maps fields to what was typed, a switch being there when it is on; ``elements`` are those ticked.
    """
    values: dict[str, Any] = {name: name in typed for name in SWITCHES}
    errors: dict[str, str] = {}
    for name, read in _READERS.items():
        try:
            values[name] = read(typed.get(name, "").strip())
        except ValueError as error:
            errors[name] = str(error)
    for name in PASSWORDS:
        values[name] = typed.get(name, "")
        if len(values[name]) > 200 or not values[name].isprintable():
            errors[name] = "Paling panjang 200 huruf, dalam satu baris."
    values["elements"] = [name for name in ELEMENTS if name in elements]
    if not values["elements"]:
        errors["elements"] = "Pilih paling sedikit satu data yang boleh dicek."
    keys = [values[name] for name in KEYS if name in values]
    if len(set(keys)) < len(keys):
        errors.setdefault("nik_key", "Kelima nama kunci harus berbeda.")
    if values["is_on"]:
        for name, words in _NEEDED.items():
            if not errors.get(name) and not values[name]:
                errors[name] = words
    return values, errors


_NEEDED = {
    "base_url": "Isi alamat layanan dari Disdukcapil.",
    "path": "Isi path beserta id lembaga, contoh dukcapil/get_json/33/diskominfo_33.",
    "user_id": "Isi user ID dari Disdukcapil.",
}


def _address(text: str) -> str:
    if not text:
        return ""
    words = "Tulis alamat lengkap tanpa sandi, contoh http://172.16.160.10:8000."
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError(words) from error
    is_odd = parts.username is not None or parts.query or parts.fragment or port == 0 or len(text) > 200
    if parts.scheme not in ("http", "https") or is_odd or not _HOST.fullmatch(parts.hostname or ""):
        raise ValueError(words)
    if not re.fullmatch(r"[A-Za-z0-9_./-]*", parts.path):
        raise ValueError(words)
    return text.rstrip("/")


def _matching(pattern: str, words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(words)
        return text

    return read


def _number(first: int, last: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) or not first <= int(text) <= last:
            raise ValueError(f"Isi angka {first} sampai {last}.")
        return int(text)

    return read


def _one_of(choices: list[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError("Pilih salah satu.")
        return text

    return read


def _line(text: str) -> str:
    if len(text) > 100 or not text.isprintable():
        raise ValueError("Paling panjang 100 huruf, dalam satu baris.")
    return text


def _ip(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text)) if text else ""
    except ValueError as error:
        raise ValueError("Tulis alamat IP yang didaftarkan ke Disdukcapil, contoh 10.33.0.30.") from error


def _certificate(text: str) -> str:
    if not text:
        return ""
    try:
        if len(text) > _MAX_CERTIFICATE or not text.isascii():
            raise ssl.SSLError
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError) as error:
        raise ValueError("Tempel sertifikat CA berbentuk PEM, dari BEGIN CERTIFICATE sampai END.") from error
    return text


_KEY = _matching(r"[A-Za-z_][A-Za-z0-9_]{0,29}", "Hanya huruf, angka, dan garis bawah, paling panjang 30.")
_READERS: dict[str, Callable[[str], Any]] = {
    "family": _one_of(PopulationSettings.Family.values),
    "base_url": _address,
    "path": _matching(r"(?!.*\.\.)[A-Za-z0-9_./-]{0,120}", "Hanya huruf, angka, garis, dan titik, paling panjang 120."),
    "method": _matching(r"[A-Za-z0-9_-]{1,60}", "Tulis nama metode dari perjanjian, contoh CALL_VERIFY_BY_ELEMEN."),
    "user_id": _line,
    "client_ip": _ip,
    **dict.fromkeys(KEYS, _KEY),
    "threshold": _number(1, 100),
    "date_format": _one_of(PopulationSettings.DateFormat.values),
    "basic_user": _line,
    "timeout_seconds": _number(1, 30),
    "ca_certificate": _certificate,
}


def as_typed(settings: PopulationSettings) -> dict[str, Any]:
    """What the form shows of ``settings``: everything but the passwords."""
    return {name: getattr(settings, name) for name in (*SWITCHES, *_READERS, "elements")}
