"""Publish services of the shipped library at an office, as they are."""

from collections.abc import Collection

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.publish import publish
from tatadesa.catalogue.builder.starting import definition_of_library
from tatadesa.catalogue.models import Service
from tatadesa.catalogue.permissions import require_builder
from tatadesa.core.errors import InvalidInput


@transaction.atomic
def publish_from_library(staff: StaffMember, slugs: Collection[str]) -> int:
    """Publish each of ``slugs`` at the officer's office, all or none; gives how many are new.

    What the office has already, published or begun, stays as it is. Raises ``NotAllowed``, ``NotFound`` for a slug the
    library does not have, ``InvalidInput`` at ``layanan`` for none.
    """
    require_builder(staff)
    if not slugs:
        raise InvalidInput({"layanan": "Pilih paling sedikit satu layanan."})
    definitions = [definition_of_library(slug) for slug in sorted(set(slugs))]
    there = set(Service.objects.filter(office=staff.office_id).values_list("slug", flat=True))
    fresh = [definition for definition in definitions if definition.slug not in there]
    for definition in fresh:
        publish(staff.office, definition)
    return len(fresh)
