"""Messages as the tests send them."""

import uuid
from collections.abc import Sequence

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.actions.write_to_citizen import write_to_citizen
from tatadesa.applications.actions.write_to_office import write_to_office
from tatadesa.applications.models import Application, Message


def ask(account: Account, application: Application, text: str = "Kapan selesai?", files: Sequence[str] = ()) -> Message:
    """A citizen's message."""
    return write_to_office(account, application.number, key=uuid.uuid4(), text=text, files=files)


def tell(staff: StaffMember, application: Application, text: str = "Besok.", *, awaits: bool = False) -> Message:
    """An officer's message."""
    return write_to_citizen(staff, application.number, key=uuid.uuid4(), text=text, awaits_reply=awaits)
