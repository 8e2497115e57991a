"""Say how an office's letters are signed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.letters.handing_off import is_address
from tatadesa.letters.models import SigningMethod, SigningSettings
from tatadesa.letters.signing import require_setter

_VERSIONS = ("1", "2")
_SHORTEST, _LONGEST = 5, 50
_LONGEST_SECRET, _LONGEST_USER = 200, 100
_PASSWORD = "password"  # noqa: S105 - the name of a field
_STALE = "Pengaturan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi."


@transaction.atomic
def change_signing_settings(staff: StaffMember, typed: Mapping[str, str], *, seen: int) -> SigningSettings:
    """Set ``method`` and what it needs (``server``, ``version``, ``user``, ``password``, ``box_as_corners``,
    ``time_stamper``, ``timeout_seconds``, ``verifies_tls``) for the officer's own office.

    ``seen`` is the edition the page showed. An empty password stays what it was, unless the address has changed: nobody
    can have it sent somewhere new. Raises ``InvalidInput`` with errors by field, ``Conflict``, ``NotAllowed``.
    """
    require_setter(staff)
    SigningSettings.objects.get_or_create(office_id=staff.office_id)
    settings = SigningSettings.objects.select_for_update(of=("self",)).get(office_id=staff.office_id)
    if settings.edition != seen:
        raise Conflict(_STALE)
    method = typed.get("method", "")
    server, stamper = typed.get("server", "").strip().rstrip("/"), typed.get("time_stamper", "").strip()
    password, user = typed.get("password", ""), typed.get("user", "").strip()
    errors = _errors(settings, typed, method, server, stamper)
    if errors:
        raise InvalidInput(errors)
    settings.method, settings.server, settings.time_stamper, settings.user = method, server, stamper, user
    settings.version = int(typed.get("version") or settings.version)
    settings.timeout_seconds = int(typed.get("timeout_seconds") or settings.timeout_seconds)
    settings.box_as_corners, settings.verifies_tls = "box_as_corners" in typed, "verifies_tls" in typed
    if password:
        settings.password = secrets.encrypt(password)
    settings.edition += 1
    settings.changed_by_id, settings.changed_at = staff.pk, now()
    settings.save()
    return settings


def _errors(
    settings: SigningSettings, typed: Mapping[str, str], method: str, server: str, stamper: str
) -> dict[str, str]:
    errors: dict[str, str] = {}
    is_bsre = method == SigningMethod.BSRE
    if method not in SigningMethod.values:
        errors["method"] = "Pilih cara tanda tangan."
    if (server or is_bsre) and not is_address(server):
        errors["server"] = "Tulis alamat lengkap Esign Client Service, contoh https://esign.kabupaten.go.id."
    if typed.get("version", "2") not in _VERSIONS:
        errors["version"] = "Pilih versi 1 atau 2."
    if stamper and not is_address(stamper):
        errors["time_stamper"] = "Tulis alamat lengkap layanan stempel waktu, atau kosongkan."
    seconds = typed.get("timeout_seconds", "30").strip() or "30"
    known = seconds.isascii() and seconds.isdecimal() and len(seconds) <= 3
    if not known or not _SHORTEST <= int(seconds) <= _LONGEST:
        errors["timeout_seconds"] = f"Isi {_SHORTEST} sampai {_LONGEST} detik."
    return errors | _login_errors(settings, typed, server, is_needed=is_bsre)


def _login_errors(
    settings: SigningSettings, typed: Mapping[str, str], server: str, *, is_needed: bool
) -> dict[str, str]:
    errors: dict[str, str] = {}
    password, user = typed.get("password", ""), typed.get("user", "").strip()
    if is_needed and not user:
        errors["user"] = "Isi nama pengguna aplikasi dari BSrE."
    elif len(user) > _LONGEST_USER or not user.isprintable() or ":" in user:
        errors["user"] = f"Nama pengguna paling panjang {_LONGEST_USER} huruf, tanpa titik dua."
    if len(password) > _LONGEST_SECRET or not password.isprintable():
        errors[_PASSWORD] = f"Sandi paling panjang {_LONGEST_SECRET} huruf."
    elif not password and settings.password and settings.server and settings.server != server:
        errors[_PASSWORD] = "Alamat berubah: ketik lagi sandinya, supaya sandi lama tidak terkirim ke tempat lain."
    elif is_needed and not password and not settings.password:
        errors[_PASSWORD] = "Isi sandi aplikasi dari BSrE."
    return errors
