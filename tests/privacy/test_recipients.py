"""The statement names who carries messages: those the office switched on, and no others."""

from tatadesa.notices.models import NoticeSettings
from tatadesa.privacy.recipients import recipients
from tests.notices.phones import set_office, whatsapp
from tests.people import World


def test_a_provider_is_named_while_the_office_uses_it(world: World, settings) -> None:
    office = world.siti.citizen.office_id
    set_office(world)
    with whatsapp(world, settings):
        assert any(line.startswith("WhatsApp lewat") for line in recipients(office).lines)
        row, _ = NoticeSettings.objects.get_or_create(office_id=office)
        row.providers = {**row.providers, "whatsapp": ""}
        row.save()
        assert not any(line.startswith("WhatsApp") for line in recipients(office).lines)


def test_push_services_are_named_to_everybody(world: World) -> None:
    for office in (None, world.siti.citizen.office_id):
        assert "Google" in recipients(office).lines[0]
