"""The demo's village hands letters to the emulated OpenDK of its kecamatan."""

from tatadesa.accounts import secrets
from tatadesa.config.demo.offices import HOME_VILLAGE
from tatadesa.core.clock import now
from tatadesa.letters.models import HandOffSettings
from tatadesa.offices.models import Office

# As public as the emulator's page, which shows it.
_TOKEN = "token-uji"  # noqa: S105


def connect_opendk(url: str) -> None:
    """Point the village at the emulator, which has another port at each start.

    Settings that somebody has pointed elsewhere are left alone.
    """
    office = Office.objects.get(code=HOME_VILLAGE)
    settings, is_new = HandOffSettings.objects.get_or_create(office=office)
    if is_new:
        settings.is_on, settings.village_code = True, office.code
        settings.token, settings.changed_at = secrets.encrypt(_TOKEN), now()
    elif not settings.server.startswith("http://127.0.0.1:"):
        return
    settings.server = url
    settings.save()
