"""Pages by key: the place where the next page begins travels in the address."""

import base64
import binascii
from datetime import UTC, datetime
from uuid import UUID

from tatadesa.core.errors import InvalidInput

Key = tuple[datetime, UUID]


def encode(moment: datetime, identity: UUID) -> str:
    """The place after a row ordered by (moment, id), safe in an address."""
    return base64.urlsafe_b64encode(f"{moment.isoformat()}|{identity}".encode()).decode().rstrip("=")


def decode(token: str) -> Key:
    """What ``encode`` was given; raises ``InvalidInput`` for anything else."""
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        moment, identity = text.split("|")
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None:
            raise ValueError("naive")
        # In UTC, as PostgreSQL knows no offset of more than 16 hours.
        return at.astimezone(UTC), UUID(identity)
    except (ValueError, OverflowError, binascii.Error) as error:
        raise InvalidInput({"": "Halaman ini tidak ada. Mulai lagi dari awal daftar."}) from error
