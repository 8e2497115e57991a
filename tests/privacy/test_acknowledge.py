"""What somebody agreed to while registering becomes the account's."""

from django.utils import timezone

from tatadesa.privacy.handlers import on_registration_decided
from tatadesa.privacy.models import Acknowledgement
from tatadesa.registrations.models import Registration
from tests.people import World


def test_the_consent_of_a_registration_is_kept_once_with_its_own_time(world: World) -> None:
    moment = timezone.now().replace(microsecond=0)
    registration = Registration.objects.create(
        office=world.karangsari, account=world.siti, consent_version="2026-11", consent_at=moment, created_at=moment
    )
    for _ in range(2):
        on_registration_decided({"registration_id": str(registration.pk), "account_id": str(world.siti.pk)})
    row = Acknowledgement.objects.get()
    assert (row.account, row.version, row.at) == (world.siti, "2026-11", moment)
