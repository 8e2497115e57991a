"""Begin a draft of the next version of a service."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.content import content_of
from tatadesa.catalogue.builder.locking import add_edit, hold_service
from tatadesa.catalogue.definition import CONTENT
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.errors import Conflict, NotFound


@transaction.atomic
def start_draft(staff: StaffMember, slug: str, *, number: int | None = None) -> ServiceVersion:
    """The one draft of a service of the officer's office: the open one, or a new one from the published version.

    ``number`` begins it from an older version instead; then an open draft is in the way (``Conflict``). Raises
    ``NotAllowed``, ``NotFound``.
    """
    service = hold_service(staff, slug)
    versions = ServiceVersion.objects.filter(service=service)
    draft = versions.filter(published_at=None).first()
    if draft is not None and number is not None:
        raise Conflict("Masih ada draf yang belum diterbitkan. Terbitkan atau buang dulu draf itu.")
    if draft is not None:
        return draft
    published = versions.filter(published_at__isnull=False)
    wanted = {"pk": service.current_id} if number is None else {"number": number}
    source = published.filter(**wanted).first()
    if source is None:
        raise NotFound("Versi ini tidak ada.")
    source.service = service
    content = content_of(source)
    last = versions.order_by("-number").values_list("number", flat=True).first() or 0
    draft = ServiceVersion.objects.create(
        office_id=service.office_id,
        service=service,
        number=last + 1,
        published_at=None,
        **{name: content[name] for name in CONTENT},
    )
    add_edit(draft, staff, content, f"Draf dimulai dari versi {source.number}")
    return draft
