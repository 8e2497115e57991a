"""What the demo prints when it is ready: the address, and who can sign in with what."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_CITIZENS = 3
_STAFF = 12
_EMULATORS = {"whatsapp": "WhatsApp", "mail": "E-mail", "dukcapil": "Dukcapil", "bsre": "BSrE", "push": "Push"}


def words(base_url: str, demo_file: Path) -> str:
    """Text for a terminal. ``demo_file`` is DATA/demo.json."""
    known: dict[str, Any] = json.loads(demo_file.read_text())
    citizens = [
        (person["name"], person["nik"], person["pin"], person["office"])
        for person in known.get("citizens", [])[:_CITIZENS]
    ]
    staff = [
        (person["role"], person["username"], person["password"], person["office"], person.get("totp_secret") or "-")
        for person in known.get("staff", [])[:_STAFF]
    ]
    copies = known.get("urls", {}).get("emulators", {})
    parts = [f"\nTataDesa siap.\n\n  Warga      {base_url}/\n  Perangkat  {base_url}/desk/"]
    if citizens:
        parts.append("Akun warga\n" + _table(("Nama", "NIK", "PIN", "Kantor"), citizens))
    if staff:
        parts.append("Akun perangkat\n" + _table(("Peran", "Nama pengguna", "Sandi", "Kantor", "Kunci OTP"), staff))
    signers = [
        (person["username"], person["signing_passphrase"])
        for person in known.get("staff", [])
        if person.get("signing_passphrase")
    ]
    if signers:
        head = ("Nama pengguna", "Kata sandi tanda tangan")
        parts.append("Tanda tangan (sertifikat CONTOH, bukan sertifikat resmi)\n" + _table(head, signers))
    if copies:
        rows = [(words, copies[name]) for name, words in _EMULATORS.items() if name in copies]
        parts.append("Tiruan layanan luar (pesan dan kode terbaca di sini)\n" + _table(("Layanan", "Alamat"), rows))
    if known.get("cards"):
        parts.append(f"Foto KTP contoh, untuk mencoba mendaftar: {demo_file.with_name('ktp')}")
    parts.append(f"Semua akun: {demo_file}\nTekan Ctrl-C untuk berhenti; data tetap tersimpan.\n")
    return "\n\n".join(parts)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, *rows]
    widths = [max(len(str(line[column])) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  " + "  ".join(str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
