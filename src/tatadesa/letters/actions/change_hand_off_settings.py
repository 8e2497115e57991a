"""Say how an office reaches the kecamatan's system."""

import re
from collections.abc import Mapping

from django.db import transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.letters.handing_off import is_address, require_setter
from tatadesa.letters.models import HandOffSettings

_TOKEN = "token"  # noqa: S105 - the name of a field


@transaction.atomic
def change_hand_off_settings(staff: StaffMember, typed: Mapping[str, str], *, seen: int) -> HandOffSettings:
    """Set ``server``, ``village_code``, ``token`` and, when it is there, ``is_on`` for the administrator's own office.

    ``seen`` is the edition the page showed. An empty token stays what it was, unless the address has changed: nobody
    can have it sent somewhere new. Raises ``InvalidInput`` with errors by field, ``Conflict``, ``NotAllowed``.
    """
    require_setter(staff)
    HandOffSettings.objects.get_or_create(office_id=staff.office_id)
    settings = HandOffSettings.objects.select_for_update(of=("self",)).get(office_id=staff.office_id)
    if settings.edition != seen:
        raise Conflict("Pengaturan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
    server, code = typed.get("server", "").strip().rstrip("/"), typed.get("village_code", "").strip()
    token, is_on = typed.get("token", "").strip(), "is_on" in typed
    errors: dict[str, str] = {}
    if (server or is_on) and not is_address(server):
        errors["server"] = "Tulis alamat lengkap OpenDK, contoh https://opendk.kecamatan.go.id."
    if not re.fullmatch(r"[0-9.]{10,13}", code, re.ASCII):
        errors["village_code"] = "Tulis kode desa seperti terdaftar di OpenDK, contoh 33.02.07.2001."
    if len(token) > 1000 or not token.isprintable() or " " in token or not token.isascii():
        errors[_TOKEN] = "Tempel token dari OpenDK tanpa spasi atau baris baru."
    elif not token and settings.token and settings.server and settings.server != server:
        errors[_TOKEN] = "Alamat berubah: tempel lagi tokennya, supaya token lama tidak terkirim ke tempat lain."
    elif is_on and not token and not settings.token:
        errors[_TOKEN] = "Tempel token dari OpenDK."
    if errors:
        raise InvalidInput(errors)
    settings.server, settings.village_code, settings.is_on = server, code, is_on
    if token:
        settings.token = secrets.encrypt(token)
    settings.edition += 1
    settings.changed_by_id, settings.changed_at = staff.pk, now()
    settings.save()
    return settings
