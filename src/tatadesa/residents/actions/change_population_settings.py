"""Say how an office reaches Dukcapil."""

from collections.abc import Mapping

from django.db import transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.residents.models import PopulationSettings
from tatadesa.residents.permissions import require_source_setter
from tatadesa.residents.source_form import PASSWORDS, read_form

_RETYPE = "Alamat layanan berubah: ketik lagi sandinya, supaya sandi lama tidak terkirim ke tempat lain."


@transaction.atomic
def change_population_settings(
    staff: StaffMember, typed: Mapping[str, str], elements: list[str], *, seen: int
) -> PopulationSettings:
    """Set them for the administrator's own office; ``seen`` is the edition the page showed.

    An empty password stays what it was, unless the address has changed: nobody can have it sent somewhere new. Raises
    ``InvalidInput`` with errors by field. Answers got under the settings before no longer count, and a pause ends.
    """
    require_source_setter(staff)
    PopulationSettings.objects.get_or_create(office_id=staff.office_id)
    settings = PopulationSettings.objects.select_for_update(of=("self",)).get(office_id=staff.office_id)
    if settings.edition != seen:
        raise Conflict("Pengaturan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
    values, errors = read_form(typed, elements)
    errors |= _password_errors(settings, values)
    if errors:
        raise InvalidInput(errors)
    for name in PASSWORDS:
        new = values.pop(name)
        if new:
            setattr(settings, name, secrets.encrypt(new))
    if not values["basic_user"]:
        settings.basic_password = ""
    for name, value in values.items():
        setattr(settings, name, value)
    settings.edition += 1
    settings.changed_by_id = staff.pk
    settings.changed_at = now()
    settings.failures, settings.paused_until = 0, None
    settings.save()
    return settings


def _password_errors(settings: PopulationSettings, values: Mapping[str, object]) -> dict[str, str]:
    moved = bool(settings.base_url) and values.get("base_url") != settings.base_url
    wanted = {"password": bool(values["is_on"]), "basic_password": bool(values.get("basic_user"))}
    errors = {}
    for name in PASSWORDS:
        if values[name]:
            continue
        if getattr(settings, name) and moved and (name == "password" or values.get("basic_user")):
            errors[name] = _RETYPE
        elif wanted[name] and not getattr(settings, name):
            errors[name] = "Isi sandinya."
    return errors
