"""``tatadesa check``: what is missing or unsafe in the settings of a production installation."""

import os
import re
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

_KEY_LENGTH = 50


def problems(environment: Mapping[str, str]) -> list[str]:
    """One line per problem, beginning with the name of the setting; empty when all is well. Changes nothing."""
    checks = (_secrets, _addresses, _data, _database, _messages, _scanner, _tokens)
    found = [problem for check in checks for problem in check(environment)]
    if environment.get("TATADESA_MODE", "production") != "production":
        found.append("TATADESA_MODE: hapus; nilai selain 'production' hanya untuk demo dan tes")
    if environment.get("DEBUG") or environment.get("DJANGO_DEBUG"):
        found.append("DEBUG: hapus; TataDesa tidak punya mode debug dan nilai ini menandakan salah salin")
    emulated = [name for name in environment if name.startswith("TATADESA_") and name.endswith("_EMULATOR_URL")]
    found += [f"{name}: hapus; tiruan layanan luar hanya untuk demo" for name in emulated if environment[name]]
    if environment.get("DJANGO_SETTINGS_MODULE", "tatadesa.config.settings") != "tatadesa.config.settings":
        found.append("DJANGO_SETTINGS_MODULE: hapus; pengaturan dibaca dari tatadesa.config.settings")
    contact = environment.get("TATADESA_CONTACT", "")
    if not contact.startswith(("mailto:", "https://")) or contact.endswith("@example.org"):
        found.append("TATADESA_CONTACT: isi alamat pengelola, contoh mailto:admin@desa.id; layanan push memintanya")
    return found


def warnings(environment: Mapping[str, str]) -> list[str]:
    """What is worth a thought but keeps nobody from starting; one line each, as ``problems``."""
    source = environment.get("TATADESA_SOURCE_URL", "")
    if not source:
        return ["TATADESA_SOURCE_URL: belum diisi; versi yang diubah wajib menunjukkan kode sumbernya (AGPL pasal 13)"]
    if not source.startswith("https://"):
        return ["TATADESA_SOURCE_URL: tulis alamat lengkap yang dimulai dengan https://"]
    return []


def _secrets(environment: Mapping[str, str]) -> list[str]:
    key = environment.get("TATADESA_SECRET_KEY", "")
    if not key:
        return [
            "TATADESA_SECRET_KEY: belum diisi; buat dengan: python3 -c 'import secrets as s; print(s.token_hex(32))'"
        ]
    if len(key) < _KEY_LENGTH or len(set(key)) < 10:
        return [f"TATADESA_SECRET_KEY: terlalu lemah; paling sedikit {_KEY_LENGTH} huruf acak"]
    return []


def _addresses(environment: Mapping[str, str]) -> list[str]:
    found = []
    hosts = [host.strip() for host in environment.get("TATADESA_HOSTS", "").split(",") if host.strip()]
    if not hosts:
        found.append("TATADESA_HOSTS: belum diisi; nama situs (ALLOWED_HOSTS), dipisah koma")
    if any(host in ("*", ".") for host in hosts):
        found.append("TATADESA_HOSTS: '*' menerima nama apa saja; tulis nama situs yang sebenarnya")
    base = urlsplit(environment.get("TATADESA_BASE_URL", ""))
    if not base.hostname:
        found.append("TATADESA_BASE_URL: belum diisi; contoh https://layanan.desa.id")
    elif base.scheme != "https":
        found.append("TATADESA_BASE_URL: harus https; tanpa itu sandi dan cookie terbaca di jaringan")
    elif hosts and not any(_matches(base.hostname, host) for host in hosts):
        found.append(f"TATADESA_BASE_URL: {base.hostname} tidak ada di TATADESA_HOSTS")
    if not environment.get("TATADESA_TRUSTED_PROXIES"):
        found.append(
            "TATADESA_TRUSTED_PROXIES: isi alamat proxy HTTPS, contoh 127.0.0.1; pembatas percobaan memerlukannya"
        )
    if environment.get("TATADESA_LIVE_PORT"):
        found.append("TATADESA_LIVE_PORT: hapus; di belakang proxy siaran langsung memakai alamat yang sama")
    return found


def _matches(name: str, pattern: str) -> bool:
    return name == pattern or (pattern.startswith(".") and (name.endswith(pattern) or name == pattern[1:]))


def _data(environment: Mapping[str, str]) -> list[str]:
    folder = environment.get("TATADESA_DATA", "")
    if not folder:
        return ["TATADESA_DATA: belum diisi; folder data di luar folder program"]
    path = Path(folder)
    if not path.is_absolute():
        return ["TATADESA_DATA: tulis alamat lengkap yang dimulai dengan /"]
    if not path.is_dir() or not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return [f"TATADESA_DATA: {path} tidak ada atau tidak bisa ditulisi"]
    if path.stat().st_mode & 0o007:
        return [f"TATADESA_DATA: {path} bisa dibuka semua pengguna; jalankan: chmod 750 {path}"]
    return []


def _messages(environment: Mapping[str, str]) -> list[str]:
    """A channel is set whole or not at all: half of it would look switched on and send nothing."""
    found = []
    for one, other, words in (
        ("TATADESA_WHATSAPP_TOKEN", "TATADESA_WHATSAPP_PHONE_ID", "WhatsApp"),
        ("TATADESA_SMTP_URL", "TATADESA_MAIL_FROM", "e-mail"),
    ):
        missing = [name for name in (one, other) if not environment.get(name)]
        if len(missing) == 1:
            given = other if missing == [one] else one
            found.append(f"{missing[0]}: belum diisi, padahal {given} ada; {words} perlu keduanya")
    base = environment.get("TATADESA_WHATSAPP_BASE_URL", "")
    if base and not base.startswith("https://"):
        found.append("TATADESA_WHATSAPP_BASE_URL: harus https; token dan kode warga lewat di situ")
    pairs = [pair for pair in environment.get("TATADESA_WHATSAPP_TEMPLATES", "").split(",") if pair]
    if any(not re.fullmatch(r"\s*[a-z_]+=[a-z0-9_]+\s*", pair) for pair in pairs):
        found.append("TATADESA_WHATSAPP_TEMPLATES: tulis pasangan, contoh kode=kode_masuk,akun_aktif=akun_aktif")
    sender = parseaddr(environment.get("TATADESA_MAIL_FROM", ""))[1]
    if environment.get("TATADESA_MAIL_FROM") and "@" not in sender:
        found.append("TATADESA_MAIL_FROM: tulis alamat pengirim, contoh Desa Karangsari <layanan@karangsari.desa.id>")
    return [*found, *_mail_server(environment)]


def _mail_server(environment: Mapping[str, str]) -> list[str]:
    url = environment.get("TATADESA_SMTP_URL", "")
    if not url:
        return []
    from tatadesa.core.smtp_address import BadServerAddress, parse_server

    try:
        server = parse_server(url)
    except BadServerAddress as error:
        return [f"TATADESA_SMTP_URL: {error}"]
    if server.security == "none" and server.host not in ("localhost", "127.0.0.1", "::1"):
        return [
            "TATADESA_SMTP_URL: tls=no hanya untuk server surat di mesin yang sama; sandi dan kode terbaca di jaringan"
        ]
    if server.user and server.security == "none":
        return ["TATADESA_SMTP_URL: sandi tidak boleh dikirim tanpa TLS"]
    return []


def _scanner(environment: Mapping[str, str]) -> list[str]:
    address = environment.get("TATADESA_CLAMAV", "")
    if not address:
        return []
    from tatadesa.core.scanner_address import BadScannerAddress, parse_scanner

    try:
        parse_scanner(address)
    except BadScannerAddress as error:
        return [f"TATADESA_CLAMAV: {error}"]
    return []


def _tokens(environment: Mapping[str, str]) -> list[str]:
    """The module is loaded only when a token is looked for; a wrong path would be found by a signer."""
    module = environment.get("TATADESA_PKCS11_MODULE", "")
    if module and not (Path(module).is_absolute() and Path(module).is_file()):
        return [f"TATADESA_PKCS11_MODULE: {module} tidak ada; tulis alamat lengkap pustaka .so dari pembuat token"]
    return []


def _database(environment: Mapping[str, str]) -> list[str]:
    import psycopg

    url = environment.get("DATABASE_URL", "")
    if not url:
        return ["DATABASE_URL: belum diisi; contoh postgresql://tatadesa:sandi@127.0.0.1/tatadesa"]
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            if connection.info.server_version < 150000:
                return ["DATABASE_URL: perlu PostgreSQL 15 atau lebih baru"]
            encoding = connection.execute("SHOW server_encoding").fetchone()
    except psycopg.Error as error:
        return [f"DATABASE_URL: tidak tersambung: {' '.join(str(error).split())}"]
    return [] if encoding == ("UTF8",) else ["DATABASE_URL: basis data harus UTF8"]
