"""Make a draft what citizens see."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.locking import add_edit, hold_draft, hold_service
from tatadesa.catalogue.builder.problems import definition_in, problems
from tatadesa.catalogue.builder.queries import past_labels
from tatadesa.catalogue.definition import CONTENT
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput


@transaction.atomic
def publish_draft(staff: StaffMember, slug: str, *, seen: UUID) -> ServiceVersion:
    """Publish the draft of a service of the officer's office; from now on it cannot change.

    Applications and forms already begun keep their version. ``seen`` as in ``hold_draft``. Raises ``NotAllowed``,
    ``NotFound``, ``Conflict`` (also when it is no different), ``InvalidInput`` naming what is still wrong.
    """
    service = hold_service(staff, slug)
    held = hold_draft(staff, slug, seen)
    content = held.content
    wrong = problems(content, slug, past_labels(service))
    if wrong:
        raise InvalidInput({"": wrong[0]}, " ".join(wrong))
    definition = definition_in(content, slug, service.position)
    same_place = service.category == definition.category
    if service.current is not None and same_place and _says(service.current) == definition.content():
        raise Conflict("Draf ini sama dengan versi yang berlaku. Tidak ada yang perlu diterbitkan.")
    draft = held.draft
    others = service.versions.exclude(pk=draft.pk).order_by("-number").values_list("number", flat=True)
    draft.number = max(draft.number, (others.first() or 0) + 1)
    draft.published_at = now()
    draft.save(update_fields=["number", "published_at"])
    service.current, service.category = draft, definition.category
    service.save(update_fields=["current", "category"])
    last = add_edit(draft, staff, content, f"Versi {draft.number} diterbitkan")
    # Who did what is kept; the states in between are of no more use.
    draft.edits.exclude(pk=last.pk).update(content={})
    return draft


def _says(version: ServiceVersion) -> dict[str, object]:
    return {name: getattr(version, name) for name in CONTENT}
