"""Write and read the access log."""

from collections.abc import Iterable
from uuid import UUID

from tatadesa.core.models import AccessLogEntry


def record_look(*, office_id: UUID, actor_id: UUID, resident_id: UUID | None, purpose: str, about: str = "") -> None:
    """Log one look at personal data. ``about`` is a public number, never a NIK."""
    AccessLogEntry.objects.create(
        office_id=office_id, actor_id=actor_id, resident_id=resident_id, purpose=purpose, about=about
    )


def record_looks(*, office_id: UUID, actor_id: UUID, resident_ids: Iterable[UUID], purpose: str) -> None:
    """Log one look at several people at once, as a family's page shows them. One query."""
    AccessLogEntry.objects.bulk_create(
        AccessLogEntry(office_id=office_id, actor_id=actor_id, resident_id=resident_id, purpose=purpose)
        for resident_id in resident_ids
    )
