"""What happens here when something happens below; named in ``config/wiring.py``."""

from collections.abc import Mapping

from tatadesa.privacy.actions.acknowledge import acknowledge
from tatadesa.registrations.models import Registration


def on_registration_decided(payload: Mapping[str, str]) -> None:
    """The consent given while registering becomes the account's; running it again adds nothing."""
    found = Registration.objects.select_related("account__citizen").filter(pk=payload["registration_id"]).first()
    if found is not None and found.account is not None and found.consent_version:
        acknowledge(found.account, found.consent_version, found.consent_at)
