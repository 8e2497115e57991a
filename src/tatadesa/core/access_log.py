"""Write and read the access log."""

from uuid import UUID

from tatadesa.core.models import AccessLogEntry


def record_look(*, office_id: UUID, actor_id: UUID, resident_id: UUID | None, purpose: str, about: str = "") -> None:
    """Log one look at personal data. ``about`` is a public number, never a NIK."""
    AccessLogEntry.objects.create(
        office_id=office_id, actor_id=actor_id, resident_id=resident_id, purpose=purpose, about=about
    )
