"""Begin a new service: nobody but its builders sees it until its first version is published."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder import field_ids
from tatadesa.catalogue.builder.locking import add_edit
from tatadesa.catalogue.builder.problems import check_draft
from tatadesa.catalogue.definition import CONTENT
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.catalogue.permissions import require_builder
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line

NEW = "baru"
"""Stands in the address where a new service is begun, so no service may be called that."""
_LAST = 9999


def start_service(
    staff: StaffMember, name: str, category: str, content: Mapping[str, Any], words: str, *, slug: str = ""
) -> ServiceVersion:
    """The first draft of a new service of the officer's office, with this ``content`` under this name.

    ``words`` say what it was begun from; the address is made from ``slug`` or the name. Raises ``NotAllowed``,
    ``InvalidInput``, ``Conflict`` when a colleague made the same one this moment.
    """
    require_builder(staff)
    name, category = one_line(name), one_line(category)
    errors = {}
    if not 0 < len(name) <= 120:
        errors["nama"] = "Tulis nama layanannya, paling panjang 120 huruf."
    if not 0 < len(category) <= 60:
        errors["kelompok"] = "Tulis kelompoknya, misalnya Kependudukan. Paling panjang 60 huruf."
    if errors:
        raise InvalidInput(errors)
    whole = {**content, "name": name, "category": category}
    check_draft(whole)
    try:
        return _made(staff, whole, words, slug or name)
    except IntegrityError as error:
        raise Conflict("Rekan Anda baru saja membuat layanan dengan nama ini. Muat ulang halaman.") from error


@transaction.atomic
def _made(staff: StaffMember, content: dict[str, Any], words: str, called: str) -> ServiceVersion:
    there = dict(Service.objects.filter(office=staff.office_id).values_list("slug", "position"))
    service = Service.objects.create(
        office_id=staff.office_id,
        slug=field_ids.slug(called, {*there, NEW}),
        category=content["category"],
        position=min(max(there.values(), default=0) + 10, _LAST),
    )
    draft = ServiceVersion.objects.create(
        office_id=staff.office_id,
        service=service,
        number=1,
        published_at=None,
        **{name: content[name] for name in CONTENT},
    )
    add_edit(draft, staff, content, words)
    return draft
